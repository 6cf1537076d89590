#include "dispatch/candidate.h"

namespace navette {
namespace {

Milliseconds standing_operating_time(const FleetView& fleet, ShuttleId shuttle, const Origin& origin) {
  const auto stops = fleet.schedule(shuttle).stops();
  if (stops.empty()) return Milliseconds{0};
  // The first drive may be partly done; the rest of the schedule is as planned.
  const bool here = stops.front().location == origin.location;
  const Milliseconds done = here ? Milliseconds{0} : stops.front().drive - fleet.drive_to_front(shuttle);
  return operating_time(origin, stops) - done;
}

}  // namespace

ShuttleNow::ShuttleNow(const FleetView& fleet, ShuttleId shuttle)
    : id{shuttle},
      schedule{&fleet.schedule(shuttle)},
      origin{&fleet.origin(shuttle)},
      departure{fleet.departure_label(shuttle)},
      drive_to_front{fleet.schedule(shuttle).size() == 0 ? Milliseconds{0} : fleet.drive_to_front(shuttle)},
      capacity{fleet.shuttle(shuttle).capacity},
      on_board{fleet.on_board(shuttle)},
      operating_time{standing_operating_time(fleet, shuttle, *origin)} {}

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
      drive = shuttle.drive_to_front;
    }
  }
}

bool position_allowed(const ShuttleNow& shuttle, std::size_t first_open_rank, std::size_t pickup_after,
                      std::size_t dropoff_after) {
  if (pickup_after < first_open_rank || dropoff_after < pickup_after || dropoff_after >= shuttle.size()) return false;
  if (shuttle.stop_after(pickup_after).opens_shift || shuttle.stop_after(dropoff_after).opens_shift) return false;
  for (std::size_t k = pickup_after; k < dropoff_after; ++k) {
    if (shuttle.stop_after(k).kind == StopKind::depot) return false;
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
