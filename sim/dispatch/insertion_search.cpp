#include "dispatch/insertion_search.h"

#include <algorithm>

#include "dispatch/dispatch_meter.h"

namespace navette {
namespace {

bool fits(const ShuttleNow& shuttle, std::size_t rank, const PendingTrip& trip) {
  return (shuttle.load(rank) + trip.pickup.change).fits_in(shuttle.capacity);
}

ShuttleNow locate(const FleetView& fleet, ShuttleId id) {
  const Timed timed{DispatchStep::locating};
  return {fleet, id};
}

}  // namespace

InsertionSearch::InsertionSearch(const TravelTimeOracle& oracle, WaitingPolicy waiting)
    : waiting_{waiting}, times_{oracle} {}

void InsertionSearch::pin(const PendingTrip& trip, const FleetView& fleet) {
  const Timed timed{DispatchStep::pinning};
  times_.pin(trip, fleet.labels());
}

void InsertionSearch::count_lookups() {
  const std::int64_t lookups = times_.take_lookups();
  if (DispatchMeter* meter = DispatchMeter::active()) meter->add_lookups(lookups);
}

std::optional<Insertion> InsertionSearch::search(const PendingTrip& trip, const FleetView& fleet) {
  best_.reset();
  for_each_choice(trip, fleet, [&](const PendingTrip& pair) { search_pair(pair, fleet); });
  count_lookups();
  return best_;
}

void InsertionSearch::search_pair(const PendingTrip& trip, const FleetView& fleet) {
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId id{s};
    const Shuttle& shuttle = fleet.shuttle(id);
    if (!trip.may_ride(shuttle, id) || !trip.pickup.change.fits_in(shuttle.capacity)) continue;
    const ShuttleNow now = locate(fleet, id);
    search_shuttle(trip, now, fleet.first_open_rank(id));
  }
}

void InsertionSearch::search_shuttle(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t first_open_rank) {
  // Every bound below is a necessary condition: begins can only grow by an insertion, since driving times obey the
  // triangle inequality, and latest begins leave ride limits out.
  for (std::size_t rank = first_open_rank; rank < shuttle.size(); ++rank) {
    if (shuttle.begin(rank) > trip.pickup.latest) break;
    if (shuttle.stop_after(rank).opens_shift) continue;
    if (shuttle.schedule->latest_begin(rank) < trip.pickup.earliest) continue;
    const Timed timed{rank + 1 == shuttle.size() ? DispatchStep::after_last_stop : DispatchStep::insertion};
    const Milliseconds to_pickup = shuttle.to_pickup(times_, rank);
    const bool here = shuttle.place(rank) == trip.pickup.location;
    const Milliseconds reached = here ? shuttle.begin(rank) : shuttle.leave(rank) + to_pickup;
    const Milliseconds begin = std::max(trip.pickup.earliest, reached);
    if (begin > trip.pickup.latest) continue;
    search_dropoffs(trip, shuttle, rank, to_pickup, begin);
  }
}

void InsertionSearch::search_dropoffs(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                                      Milliseconds to_pickup, Milliseconds pickup_begin) {
  const Milliseconds pickup_leave = shuttle.place(pickup_after) == trip.pickup.location
                                        ? std::max(shuttle.leave(pickup_after), pickup_begin + trip.pickup.duration)
                                        : pickup_begin + trip.pickup.duration;
  if (!fits(shuttle, pickup_after, trip)) return;

  const Milliseconds from_pickup = times_.from_pickup(shuttle.stop_after(pickup_after));
  const Milliseconds pickup_detour = to_pickup + from_pickup - shuttle.drive_to(pickup_after);
  consider(trip, shuttle, pickup_after, pickup_after,
           {to_pickup, trip.drive, trip.drive, times_.from_dropoff(shuttle.stop_after(pickup_after))});
  Milliseconds begun = pickup_begin;
  Milliseconds leave = pickup_leave;
  Location place = trip.pickup.location;
  Milliseconds drive = from_pickup;
  for (std::size_t rank = pickup_after + 1; rank < shuttle.size(); ++rank) {
    // The shuttle goes on to the stop at this rank with the passenger on board.
    const PlannedStop& stop = shuttle.stop_after(rank - 1);
    if (stop.kind == StopKind::depot) return;
    const bool here = stop.location == place;
    begun = std::max(stop.begin, here ? begun : leave + drive);
    if (begun > shuttle.schedule->latest_begin(rank - 1) || begun > trip.dropoff.latest) return;
    leave = here ? std::max(leave, begun + stop.duration) : begun + stop.duration;
    place = stop.location;
    drive = shuttle.drive_to(rank);
    if (!fits(shuttle, rank, trip)) return;
    if (shuttle.stop_after(rank).opens_shift) continue;
    if (best_ && pickup_detour > best_->cost) continue;
    const Milliseconds to_dropoff = shuttle.to_dropoff(times_, rank);
    const Milliseconds reached = place == trip.dropoff.location ? begun : leave + to_dropoff;
    if (reached > trip.dropoff.latest) continue;
    consider(trip, shuttle, pickup_after, rank,
             {to_pickup, from_pickup, to_dropoff, times_.from_dropoff(shuttle.stop_after(rank))});
  }
}

void InsertionSearch::consider(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                               std::size_t dropoff_after, const InsertionDrives& drives) {
  assemble(shuttle, trip, pickup_after, dropoff_after, drives, candidate_);
  const Insertion insertion{shuttle.id, static_cast<std::int32_t>(pickup_after),
                            static_cast<std::int32_t>(dropoff_after),
                            operating_time(*shuttle.origin, candidate_) - shuttle.operating_time, choice_};
  // Candidates come in the order of (choice, shuttle, pickup_after, dropoff_after): an equal cost loses.
  if (best_ && insertion.cost >= best_->cost) return;
  if (plan_times(*shuttle.origin, candidate_, waiting_)) best_ = insertion;
}

InsertionDrives InsertionSearch::drives_of(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                                           std::size_t dropoff_after) const {
  InsertionDrives drives;
  drives.to_pickup = shuttle.to_pickup(times_, pickup_after);
  if (pickup_after == dropoff_after) {
    drives.from_pickup = drives.to_dropoff = trip.drive;
  } else {
    drives.from_pickup = times_.from_pickup(shuttle.stop_after(pickup_after));
    drives.to_dropoff = shuttle.to_dropoff(times_, dropoff_after);
  }
  drives.from_dropoff = times_.from_dropoff(shuttle.stop_after(dropoff_after));
  return drives;
}

std::optional<Insertion> InsertionSearch::search_unpruned(const PendingTrip& trip, const FleetView& fleet) {
  best_.reset();
  for_each_choice(trip, fleet, [&](const PendingTrip& pair) { search_pair_unpruned(pair, fleet); });
  count_lookups();
  return best_;
}

void InsertionSearch::search_pair_unpruned(const PendingTrip& trip, const FleetView& fleet) {
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleNow shuttle{fleet, ShuttleId{s}};
    if (!trip.may_ride(fleet.shuttle(shuttle.id), shuttle.id)) continue;
    const std::size_t first_open_rank = fleet.first_open_rank(shuttle.id);
    for (std::size_t i = 0; i < shuttle.size(); ++i) {
      for (std::size_t j = i; j < shuttle.size(); ++j) {
        if (!position_allowed(shuttle, first_open_rank, i, j)) continue;
        if (!carries(shuttle, trip, i, j)) continue;
        consider(trip, shuttle, i, j, drives_of(trip, shuttle, i, j));
      }
    }
  }
}

}  // namespace navette
