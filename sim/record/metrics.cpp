#include "record/metrics.h"

namespace navette {
namespace {

/// The number of different days on which the shifts start; they are in order.
std::int64_t days_with_shift(const std::vector<Shift>& shifts) {
  std::int64_t days = 0;
  std::int64_t last_day = -1;
  for (const Shift& shift : shifts) {
    const std::int64_t day = shift.start.count / kDay.count;
    if (day != last_day) ++days;
    last_day = day;
  }
  return days;
}

std::int64_t people(const Load& load) { return load.seats() + load.wheelchairs(); }

}  // namespace

Metrics::Metrics(std::span<const TripRequest> requests, std::span<const Shuttle> shuttles, const Costs& costs)
    : requests_{requests}, costs_{costs}, occupied_(shuttles.size(), false) {
  for (const Shuttle& shuttle : shuttles) {
    figures_.vehicle_days += days_with_shift(shuttle.shifts);
    for (const Shift& shift : shuttle.shifts) figures_.shift_time += (shift.end - shift.start).count;
  }
}

void Metrics::event(const Event& event) {
  if (event.kind == EventKind::promise_broken) ++figures_.promises_broken;
}

void Metrics::stop(const StopRecord& stop) {
  const bool occupied = people(stop.load) > 0;
  if (occupied && !occupied_[stop.shuttle.index()]) ++figures_.courses;
  occupied_[stop.shuttle.index()] = occupied;
}

void Metrics::leg(const LegRecord& leg, std::span<const TrajectorySample> /*samples*/) {
  figures_.driven[static_cast<std::size_t>(leg.purpose)] += leg.distance.count;
  figures_.passenger_distance += people(leg.load) * leg.distance.count;
}

void Metrics::request(const RequestRecord& request) {
  ++figures_.requests_by_end[static_cast<std::size_t>(request.end)];
  if (request.end == RequestEnd::refused && request.reason != RefusalReason::none) {
    ++figures_.refused_by_reason[static_cast<std::size_t>(request.reason)];
  }
  if (request.end != RequestEnd::served) return;

  const TripRequest& asked = requests_[request.request.index()];
  figures_.passengers += asked.party_size;
  figures_.shared += request.shared ? 1 : 0;
  figures_.wait.push_back((request.pickup - asked.earliest_departure).count);
  if (asked.submitted_at < asked.earliest_departure) {
    figures_.prebooked_wait.push_back((request.pickup - request.promise.pickup).count);
  }
  figures_.ride.push_back((request.dropoff - request.boarded).count);
  figures_.travel.push_back((request.dropoff - asked.earliest_departure).count);
  figures_.direct.push_back(request.direct_time.count);
  if (request.direct_distance.count < 0) {
    figures_.direct_distance_known = false;
  } else {
    figures_.direct_distance += request.direct_distance.count;
    figures_.direct_passenger_distance += asked.party_size * request.direct_distance.count;
  }
}

}  // namespace navette
