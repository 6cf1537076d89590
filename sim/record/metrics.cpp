#include "record/metrics.h"

#include <set>
#include <utility>

#include "fleet/service_day.h"
#include "record/money.h"

namespace navette {
namespace {

/// The number of service days of the shifts; they are in order.
std::int64_t days_with_shift(const Shuttle& shuttle) {
  std::int64_t days = 0;
  std::int64_t last_day = -1;
  for (const Shift& shift : shuttle.shifts) {
    const std::int64_t day = service_day_of(shuttle, shift);
    if (day != last_day) ++days;
    last_day = day;
  }
  return days;
}

std::int64_t people(const Load& load) { return load.seats() + load.wheelchairs(); }

}  // namespace

Metrics::Metrics(std::span<const TripRequest> requests, std::span<const Shuttle> shuttles, Costs costs,
                 const Population* residents)
    : requests_{requests}, residents_{residents}, costs_{std::move(costs)}, occupied_(shuttles.size(), false) {
  std::set<std::int64_t> days;
  for (const Shuttle& shuttle : shuttles) {
    figures_.vehicle_days += days_with_shift(shuttle);
    for (const Shift& shift : shuttle.shifts) {
      figures_.shift_time += (shift.end - shift.start).count;
      days.insert(service_day_of(shuttle, shift));
    }
  }
  figures_.service_days = static_cast<std::int64_t>(days.size());
  if (residents == nullptr) return;
  figures_.residents_known = true;
  figures_.residents = static_cast<std::int64_t>(residents->resident_count());
  for (std::size_t h = 0; h < residents->household_count(); ++h) {
    const auto commune = static_cast<std::size_t>(residents->commune[h]);
    if (commune >= residents->elsewhere.size() || residents->elsewhere[commune] == 0) continue;
    figures_.residents_elsewhere += residents->first_resident[h + 1] - residents->first_resident[h];
  }
}

// The resident who asked may pay less; who comes along pays the whole. Given demand names its own residents.
void Metrics::pay(const TripRequest& asked, FareGroups& fares) const {
  const bool known = residents_ != nullptr && asked.purpose >= 0 && asked.resident.valid() &&
                     asked.resident.index() < residents_->resident_count();
  fares[kWholeFare] += asked.party_size - (known ? 1 : 0);
  if (!known) return;
  const std::size_t row = asked.resident.index();
  ++fares[fare_group(residents_->age_band[row], residents_->impaired[row] != 0)];
}

void Metrics::event(const Event& event) {
  if (event.kind == EventKind::promise_broken) ++figures_.promises_broken;
  if (event.kind == EventKind::offered) ++figures_.offers_made;
  if (event.kind == EventKind::asked_again) ++figures_.asked_again;
  if (event.kind == EventKind::broke_down) ++figures_.breakdowns;
  if (event.kind == EventKind::went_round) ++figures_.went_round;
}

void Metrics::stop(const StopRecord& stop) {
  if (stop.kind == StopKind::pause) figures_.pause_time += (stop.end - stop.begin).count;
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
  if (request.never_made_cause != NeverMadeCause::none) {
    ++figures_.never_by_cause[static_cast<std::size_t>(request.never_made_cause)];
  }
  const TripRequest& asked = requests_[request.request.index()];
  if (request.end == RequestEnd::refused && request.direct_distance.count > 0) {
    auto& taxi = request.reason == RefusalReason::too_costly ? figures_.too_costly : figures_.other_refused;
    ++taxi.requests;
    taxi.people += asked.party_size;
    taxi.distance += request.direct_distance.count;
    pay(asked, taxi.fares);
  }
  const bool taken = request.agreed_departure < kNever;
  figures_.offers_taken += taken ? 1 : 0;
  if (request.end != RequestEnd::served) return;

  const Milliseconds departure = taken ? request.agreed_departure : asked.earliest_departure;
  const std::size_t service = request.service.valid() ? request.service.index() : 0;
  if (figures_.served_fares.size() <= service) figures_.served_fares.resize(service + 1);
  pay(asked, figures_.served_fares[service]);
  figures_.passengers += asked.party_size;
  figures_.shared += request.shared ? 1 : 0;
  figures_.wait.push_back((request.pickup - departure).count);
  if (request.heard_at < departure) {
    figures_.prebooked_wait.push_back((request.pickup - request.promise.pickup).count);
  }
  figures_.ride.push_back((request.dropoff - request.boarded).count);
  figures_.travel.push_back((request.dropoff - departure).count);
  figures_.direct.push_back(request.direct_time.count);
  if (request.direct_distance.count < 0) {
    figures_.direct_distance_known = false;
  } else {
    figures_.direct_distance += request.direct_distance.count;
    figures_.direct_passenger_distance += asked.party_size * request.direct_distance.count;
  }
}

}  // namespace navette
