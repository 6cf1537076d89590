#pragma once

#include "fleet/fleet.h"

namespace navette {

/// What a dispatch policy may see of the fleet at one moment: everything, and to change nothing.
class FleetView {
 public:
  /// `late_diversion_threshold`: no visit is added before the drop-off of a passenger this close to it.
  FleetView(const Fleet& fleet, Milliseconds late_diversion_threshold);

  void set_now(Milliseconds now) { now_ = now; }
  [[nodiscard]] Milliseconds now() const { return now_; }

  [[nodiscard]] std::size_t size() const { return fleet_.size(); }
  [[nodiscard]] const Shuttle& shuttle(ShuttleId id) const { return fleet_.shuttle(id); }
  [[nodiscard]] const Schedule& schedule(ShuttleId id) const { return fleet_.state(id).schedule; }
  [[nodiscard]] const Load& on_board(ShuttleId id) const { return fleet_.state(id).on_board; }
  [[nodiscard]] bool driving(ShuttleId id) const { return fleet_.state(id).driving; }
  [[nodiscard]] const LabelPool& labels() const { return fleet_.labels(); }
  [[nodiscard]] const TravelTimeOracle& oracle() const { return fleet_.oracle(); }

  /// Where the shuttle's plan can branch off now. A moving shuttle is located when first asked for at this moment.
  [[nodiscard]] const Origin& origin(ShuttleId id) const;
  /// The label of all ways that leave the origin.
  [[nodiscard]] LabelView departure_label(ShuttleId id) const;
  /// Driving time from the origin to the schedule's first stop.
  [[nodiscard]] Milliseconds drive_to_front(ShuttleId id) const;
  /// Ranks before this one take no new visit behind them.
  [[nodiscard]] std::size_t first_open_rank(ShuttleId id) const;

 private:
  struct Located {
    Milliseconds at = kNever;
    Origin origin;
    Milliseconds labelled_at = kNever;
    PlaceLabel label;  // of a moving shuttle
  };
  const Fleet& fleet_;
  Milliseconds late_diversion_threshold_;
  Milliseconds now_;
  mutable IdVector<ShuttleId, Located> located_;
};

}  // namespace navette
