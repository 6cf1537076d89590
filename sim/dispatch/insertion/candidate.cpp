#include "dispatch/insertion/candidate.h"

namespace navette {
namespace {

// Whether a visit between two others keeps to itself: neither shares its halt, nor does it part a halt in two.
bool stands_alone(Location before, Location here, Location after) {
  return here != before && here != after && before != after;
}

}  // namespace

Milliseconds ShuttleNow::operating_time() const {
  const auto stops = schedule->stops();
  if (stops.empty()) return Milliseconds{0};
  // The first drive may be partly done; the rest of the schedule is as planned.
  const bool here = stops.front().location == origin().location;
  const Milliseconds done = here ? Milliseconds{0} : stops.front().drive - fleet_->drive_to_front(id);
  return navette::operating_time(origin(), stops) - done;
}

Milliseconds added_operating_time(const ShuttleNow& shuttle, const PendingTrip& trip, std::size_t pickup_after,
                                  std::size_t dropoff_after, const InsertionDrives& drives,
                                  std::vector<PlannedStop>& scratch) {
  const Location pickup = trip.pickup.location;
  const Location dropoff = trip.dropoff.location;
  const Milliseconds dwell = trip.pickup.duration + trip.dropoff.duration;
  const Location before = shuttle.place(pickup_after);
  const Location after = shuttle.stop_after(dropoff_after).location;
  if (pickup_after == dropoff_after) {
    if (pickup != dropoff && before != pickup && dropoff != after && before != after) {
      return drives.to_pickup + drives.from_pickup + drives.from_dropoff - shuttle.drive_to(pickup_after) + dwell;
    }
  } else if (stands_alone(before, pickup, shuttle.stop_after(pickup_after).location) &&
             stands_alone(shuttle.place(dropoff_after), dropoff, after)) {
    return drives.to_pickup + drives.from_pickup - shuttle.drive_to(pickup_after) + drives.to_dropoff +
           drives.from_dropoff - shuttle.drive_to(dropoff_after) + dwell;
  }
  assemble(shuttle, trip, pickup_after, dropoff_after, drives, scratch);
  return operating_time(shuttle.origin(), scratch) - shuttle.operating_time();
}

void assemble(const ShuttleNow& shuttle, const PendingTrip& trip, std::size_t pickup_after, std::size_t dropoff_after,
              const InsertionDrives& drives, std::vector<PlannedStop>& stops) {
  stops.clear();
  const auto old = shuttle.schedule->stops();
  for (std::size_t k = 0; k <= old.size(); ++k) {
    if (k == pickup_after) {
      stops.push_back(trip.pickup);
      stops.back().drive = drives.to_pickup;
    }
    if (k == dropoff_after) {
      stops.push_back(trip.dropoff);
      stops.back().drive = drives.to_dropoff;
    }
    if (k == old.size()) break;
    stops.push_back(old[k]);
    Milliseconds& drive = stops.back().drive;
    if (k == dropoff_after) {
      drive = drives.from_dropoff;
    } else if (k == pickup_after) {
      drive = drives.from_pickup;
    } else if (k == 0) {
      drive = shuttle.drive_to(0);
    }
  }
}

bool position_allowed(const ShuttleNow& shuttle, std::size_t first_open_rank, std::size_t pickup_after,
                      std::size_t dropoff_after) {
  if (pickup_after < first_open_rank || dropoff_after < pickup_after || dropoff_after >= shuttle.size()) return false;
  if (shuttle.stop_after(pickup_after).opens_shift || shuttle.stop_after(dropoff_after).opens_shift) return false;
  for (std::size_t k = pickup_after; k < dropoff_after; ++k) {
    if (ends_rides(shuttle.stop_after(k).kind)) return false;
  }
  return true;
}

bool carries(const ShuttleNow& shuttle, const PendingTrip& trip, std::size_t pickup_after, std::size_t dropoff_after) {
  for (std::size_t rank = pickup_after; rank <= dropoff_after; ++rank) {
    if (!(shuttle.load(rank) + trip.pickup.change).fits_in(shuttle.capacity)) return false;
  }
  return true;
}

}  // namespace navette
