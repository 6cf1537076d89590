#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "fleet/fleet.h"
#include "fleet/fleet_sieve.h"
#include "fleet/shuttle_positions.h"

namespace navette {

/// What a dispatch policy may see of the fleet at one moment: everything, and to change nothing.
class FleetView {
 public:
  /// `late_diversion_thresholds`: by service; no visit is added before the drop-off of a passenger this close to it.
  FleetView(const Fleet& fleet, std::vector<Milliseconds> late_diversion_thresholds);

  /// What is known of closed roads; it must outlive the view, and its clock is set by whoever sets the view's.
  void reckon_with(KnownRoads* roads) { roads_ = roads; }

  void set_now(Milliseconds now) { now_ = now; }
  [[nodiscard]] Milliseconds now() const { return now_; }

  [[nodiscard]] std::size_t size() const { return fleet_->size(); }
  [[nodiscard]] const Shuttle& shuttle(ShuttleId id) const { return fleet_->shuttle(id); }
  [[nodiscard]] const Schedule& schedule(ShuttleId id) const {
    return supposed_[id].holds ? supposed_[id].schedule : fleet_->state(id).schedule;
  }
  [[nodiscard]] const Load& on_board(ShuttleId id) const { return fleet_->state(id).on_board; }
  [[nodiscard]] bool driving(ShuttleId id) const { return fleet_->state(id).driving; }
  [[nodiscard]] const LabelPool& labels() const { return fleet_->labels(); }
  [[nodiscard]] const TravelTimeOracle& oracle() const { return fleet_->oracle(); }

  /// Whether roads are known to be closed, now or later: driving times then depend on the departure, and those by
  /// labels are lower bounds.
  [[nodiscard]] bool roads_closed() const { return roads_ != nullptr && roads_->any_closed(); }
  /// How long a drive takes that begins now.
  [[nodiscard]] Milliseconds drive_now(TravelTimeQuery& query, Location from, Location to,
                                       Heading heading = Heading::either) const {
    return roads_closed() ? roads_->travel_time(from, to, now_, heading) : query.travel_time(from, to, now_, heading);
  }
  /// The same, of one that begins later.
  [[nodiscard]] Milliseconds drive_at(Location from, Location to, Milliseconds departure, Milliseconds on_open_roads,
                                      Heading heading) const {
    return roads_closed() ? roads_->travel_time(from, to, departure, heading) : on_open_roads;
  }
  /// When who stands there must leave for a stop whose times are planned, from `earliest` on.
  [[nodiscard]] Milliseconds latest_departure(Location from, const PlannedStop& to, Milliseconds earliest) const {
    return roads_closed() ? roads_->latest_departure(from, to.location, earliest, to.begin) : to.begin - to.drive;
  }
  /// Plans the times of stops that the shuttle could be given, as `plan_times` does; drives are set, and where roads
  /// are closed they are set anew.
  bool plan(ShuttleId id, std::span<PlannedStop> stops, WaitingPolicy waiting) const {
    return roads_closed() ? plan_round(id, stops, waiting) : plan_times(origin(id), stops, waiting);
  }

  /// The first question of a search, about all shuttles as they are now.
  [[nodiscard]] const FleetSieve& sieve() const;
  /// The second: about the positions in one plan as it is now.
  [[nodiscard]] const ShuttlePositions& positions(ShuttleId id) const;
  /// Earliest begin of a visit at the shuttle's origin; for a moving shuttle known without locating it.
  [[nodiscard]] Milliseconds origin_from(ShuttleId id) const {
    const ShuttleState& state = fleet_->state(id);
    return state.driving ? now_ : std::max(state.standing.from, now_);
  }
  /// Earliest departure from the origin.
  [[nodiscard]] Milliseconds origin_ready(ShuttleId id) const {
    const ShuttleState& state = fleet_->state(id);
    return state.driving ? now_ : std::max(state.standing.ready, now_);
  }
  /// How long the shuttle has been driving since it stood at `last_place`; 0: it stands there.
  [[nodiscard]] Milliseconds on_the_way_for(ShuttleId id) const {
    const ShuttleState& state = fleet_->state(id);
    return state.driving ? now_ - state.left_at : Milliseconds{0};
  }
  /// How long until it is at this very place, if it is on its way there: however slow the hour, it does not turn off.
  [[nodiscard]] std::optional<Milliseconds> arrives_in(ShuttleId id, Location place) const {
    const ShuttleState& state = fleet_->state(id);
    if (!state.driving || state.drive.to != place) return std::nullopt;
    return state.drive.arrival - now_;
  }
  /// How long its driver has been at the wheel since the shift or the last pause began.
  [[nodiscard]] Milliseconds driven(ShuttleId id) const {
    const ShuttleState& state = fleet_->state(id);
    return state.driving ? state.driven + (now_ - state.drive.departure) : state.driven;
  }
  /// Whether the driver may make these drives, those still to be driven, as far as time at the wheel goes. Where the
  /// plan that stands is beyond the limit, since something went otherwise than planned, it may be no longer than there.
  [[nodiscard]] bool may_drive(ShuttleId id, std::span<const PlannedStop> stops) const {
    const Milliseconds limit = longest_drive_[id];
    return limit >= kNever || longest_driving(origin(id), driven(id), stops) <= limit || no_longer_driving(id, stops);
  }
  /// LabelPool slot of the place where it stands, or stood last.
  [[nodiscard]] std::int32_t last_place(ShuttleId id) const { return fleet_->state(id).place_labels; }

  /// Where the shuttle's plan can branch off now. A moving shuttle is located when first asked for at this moment.
  [[nodiscard]] const Origin& origin(ShuttleId id) const;
  /// The label of all ways that leave the origin.
  [[nodiscard]] LaterLabel departure_label(ShuttleId id) const;
  /// Driving time from the origin to the schedule's first stop.
  [[nodiscard]] Milliseconds drive_to_front(ShuttleId id) const;
  /// Ranks before this one take no new visit behind them.
  [[nodiscard]] std::size_t first_open_rank(ShuttleId id) const { return any_locked_ ? locked(id) : 0; }

  /// How long its driver may be at the wheel; kNever: as long as the shift.
  [[nodiscard]] Milliseconds max_continuous_driving(ShuttleId id) const { return longest_drive_[id]; }
  /// Lets the driver be at the wheel for another time than the shuttle says, until that is supposed again.
  void suppose_driving(ShuttleId id, Milliseconds limit) const { longest_drive_[id] = limit; }

  /// Shows the shuttle with other stops, times planned, until `forget`; see Supposition.
  void suppose(ShuttleId id, std::span<const PlannedStop> stops) const;
  /// Whether stops are shown that are not those of the schedule.
  [[nodiscard]] bool supposes(ShuttleId id) const { return supposed_[id].holds; }
  void forget(ShuttleId id) const {
    supposed_[id].holds = without_move_[id].holds;
    if (supposed_[id].holds) supposed_[id].schedule = without_move_[id].schedule;
    sieved_[id] = positioned_[id] = 0;
  }

  /// Shows the shuttle as if it were not on its way to wait elsewhere: with these stops, times planned from where it is
  /// now, until the clock moves on or `show_move`.
  void hide_move(ShuttleId id, std::span<const PlannedStop> stops) {
    without_move_[id].schedule.assign(origin(id), on_board(id), stops);
    without_move_[id].holds = true;
    forget(id);
  }
  void show_move(ShuttleId id) {
    without_move_[id].holds = false;
    forget(id);
  }

 private:
  struct Located {
    Milliseconds at = kNever;
    Origin origin;
    std::uint32_t version = 0;  // of the state that `progress` is of; 0: of none
    Progress progress;          // of a drive
  };
  struct Supposed {
    bool holds = false;
    Schedule schedule;
  };
  void renew_sieve(ShuttleId id) const;
  bool plan_round(ShuttleId id, std::span<PlannedStop> stops, WaitingPolicy waiting) const;
  /// The visits up to the last drop-off that is too close for a diversion.
  [[nodiscard]] std::size_t locked(ShuttleId id) const;
  /// Whether no time at the wheel without a pause is both beyond the limit and longer than in the plan that stands.
  [[nodiscard]] bool no_longer_driving(ShuttleId id, std::span<const PlannedStop> stops) const;
  /// Planned, from where the shuttle is or was last to its first stop.
  [[nodiscard]] Milliseconds first_drive(ShuttleId id) const;

  friend class FrozenFleet;  // turns a copy to a fleet of its own

  const Fleet* fleet_;
  std::vector<Milliseconds> late_diversion_thresholds_;  // by service
  bool any_locked_;                                      // is possible: some threshold is above zero
  KnownRoads* roads_ = nullptr;
  Milliseconds now_;
  mutable IdVector<ShuttleId, Milliseconds> longest_drive_;
  mutable IdVector<ShuttleId, Located> located_;
  mutable IdVector<ShuttleId, Supposed> supposed_;
  IdVector<ShuttleId, Supposed> without_move_;
  mutable FleetSieve sieve_;
  mutable IdVector<ShuttleId, std::uint32_t> sieved_;  // versions of the states it tells of; 0: of none
  mutable IdVector<ShuttleId, ShuttlePositions> positions_;
  mutable IdVector<ShuttleId, std::uint32_t> positioned_;  // as `sieved_`
};

/// While it lives, a policy sees a shuttle with other stops, times planned: what a second trip would find after a
/// first. Then it sees what it saw before.
class Supposition {
 public:
  Supposition(const FleetView& fleet, ShuttleId shuttle, std::span<const PlannedStop> stops)
      : fleet_{fleet}, shuttle_{shuttle} {
    if (fleet.supposes(shuttle)) {
      const auto shown = fleet.schedule(shuttle).stops();
      before_.assign(shown.begin(), shown.end());
    }
    fleet_.suppose(shuttle_, stops);
  }
  Supposition(const Supposition&) = delete;
  Supposition& operator=(const Supposition&) = delete;
  ~Supposition() {
    fleet_.forget(shuttle_);
    if (!before_.empty()) fleet_.suppose(shuttle_, before_);
  }

 private:
  const FleetView& fleet_;
  ShuttleId shuttle_;
  std::vector<PlannedStop> before_;  // empty: nothing was supposed
};

}  // namespace navette
