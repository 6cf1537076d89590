#pragma once

#include <span>
#include <vector>

#include "dispatch/pending_trip.h"
#include "dispatch/trip_times.h"
#include "fleet/fleet_view.h"

namespace navette {

/// One shuttle as a search sees it at one moment. What is dear is worked out when asked for: where a moving shuttle is.
class ShuttleNow {
 public:
  ShuttleNow(const FleetView& fleet, ShuttleId shuttle)
      : id{shuttle},
        schedule{&fleet.schedule(shuttle)},
        capacity{fleet.shuttle(shuttle).capacity},
        on_board{fleet.on_board(shuttle)},
        fleet_{&fleet} {}

  [[nodiscard]] std::size_t size() const { return schedule->size(); }
  [[nodiscard]] const PlannedStop& stop_after(std::size_t rank) const { return schedule->stops()[rank]; }
  [[nodiscard]] const Origin& origin() const { return fleet_->origin(id); }
  [[nodiscard]] Location place(std::size_t rank) const {
    return rank == 0 ? origin().location : schedule->stops()[rank - 1].location;
  }
  /// Earliest time service at this rank begins (rank 0: a visit at the origin may begin).
  [[nodiscard]] Milliseconds begin(std::size_t rank) const {
    return rank == 0 ? fleet_->origin_from(id) : schedule->stops()[rank - 1].begin;
  }
  [[nodiscard]] Milliseconds leave(std::size_t rank) const {
    return rank == 0 ? fleet_->origin_ready(id) : schedule->leave(rank - 1);
  }
  [[nodiscard]] Load load(std::size_t rank) const { return rank == 0 ? on_board : schedule->load_after(rank - 1); }
  [[nodiscard]] Milliseconds drive_to(std::size_t next) const {
    return next == 0 ? fleet_->drive_to_front(id) : schedule->stops()[next].drive;
  }
  [[nodiscard]] Milliseconds to_pickup(const TripTimes& times, std::size_t rank) const {
    if (rank > 0) return times.to_pickup(schedule->stops()[rank - 1]);
    if (const auto soon = fleet_->arrives_in(id, times.pickup())) return *soon;
    return times.to_pickup(origin(), fleet_->departure_label(id));
  }
  [[nodiscard]] Milliseconds to_dropoff(const TripTimes& times, std::size_t rank) const {
    return rank == 0 ? times.to_dropoff(origin(), fleet_->departure_label(id))
                     : times.to_dropoff(schedule->stops()[rank - 1]);
  }
  /// Whether the driver may make the drives of these stops.
  [[nodiscard]] bool may_drive(std::span<const PlannedStop> stops) const { return fleet_->may_drive(id, stops); }
  /// Plans the times of these stops; see FleetView::plan.
  bool plan(std::span<PlannedStop> stops, WaitingPolicy waiting) const { return fleet_->plan(id, stops, waiting); }
  [[nodiscard]] bool roads_closed() const { return fleet_->roads_closed(); }
  /// Of the schedule as it stands.
  [[nodiscard]] Milliseconds operating_time() const;

  ShuttleId id;
  const Schedule* schedule;
  Load capacity;
  Load on_board;

 private:
  const FleetView* fleet_;
};

/// The driving times an insertion brings in.
struct InsertionDrives {
  Milliseconds to_pickup;
  Milliseconds from_pickup;  // to the stop behind it, or to the drop-off where that comes next
  Milliseconds to_dropoff;   // from the stop before it; equals from_pickup where that is the pickup
  Milliseconds from_dropoff;
};

/// Writes the schedule with the trip's two visits put in behind the given ranks, drives set, times not.
/// `stops` is used again.
void assemble(const ShuttleNow& shuttle, const PendingTrip& trip, std::size_t pickup_after, std::size_t dropoff_after,
              const InsertionDrives& drives, std::vector<PlannedStop>& stops);

/// By how much the schedule's operating time grows, without writing it down where no halt is shared.
/// `scratch` is used again.
Milliseconds added_operating_time(const ShuttleNow& shuttle, const PendingTrip& trip, std::size_t pickup_after,
                                  std::size_t dropoff_after, const InsertionDrives& drives,
                                  std::vector<PlannedStop>& scratch);

/// Whether the trip may be put behind these ranks at all, whatever the times: not before what is locked, not behind
/// the end of a shift, and not on board across one or across a pause.
bool position_allowed(const ShuttleNow& shuttle, std::size_t first_open_rank, std::size_t pickup_after,
                      std::size_t dropoff_after);

/// Whether the party finds room on every leg between the two positions.
bool carries(const ShuttleNow& shuttle, const PendingTrip& trip, std::size_t pickup_after, std::size_t dropoff_after);

}  // namespace navette
