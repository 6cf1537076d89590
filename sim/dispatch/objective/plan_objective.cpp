#include "dispatch/objective/plan_objective.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.h"
#include "core/key_names.h"
#include "core/portable_math.h"

namespace navette {
namespace {

std::int64_t persons(const Load& load) { return std::int64_t{load.seats()} + load.wheelchairs(); }

double thousandths(Metres distance) { return 1'000 * static_cast<double>(distance.count); }
double thousandths(Milliseconds time) { return static_cast<double>(time.count); }

}  // namespace

PlanFigures& PlanFigures::operator+=(const PlanFigures& other) {
  operating_time += other.operating_time;
  empty += other.empty;
  occupied += other.occupied;
  passengers += other.passengers;
  pickups += other.pickups;
  dropoffs += other.dropoffs;
  return *this;
}

PlanFigures& PlanFigures::operator-=(const PlanFigures& other) {
  operating_time -= other.operating_time;
  empty -= other.empty;
  occupied -= other.occupied;
  passengers -= other.passengers;
  pickups -= other.pickups;
  dropoffs -= other.dropoffs;
  return *this;
}

PlanObjective::PlanObjective(const TravelTimeOracle& oracle, const ObjectiveSettings& settings)
    : settings_{settings}, distances_{oracle} {
  const auto& [empty, occupied, passenger] = settings.distance;
  const auto& [pickup, dropoff] = settings.delay;
  const auto& [operating_time, vehicle_distance, passenger_delay] = settings.sum;
  const auto& [wait, travel_time] = settings.penalty;
  for (const double weight : {empty, occupied, passenger, pickup, dropoff, operating_time, vehicle_distance,
                              passenger_delay, wait, travel_time}) {
    if (!(weight >= 0 && weight <= 1e6)) {
      throw InputError{
          fmt::format("a weight of {} must be between 0 and 1000000, found {}", key::dispatch_objective, weight)};
    }
  }
}

bool PlanObjective::counts_distance() const {
  return settings_.kind == Objective::vehicle_distance ||
         (settings_.kind == Objective::weighted && settings_.sum.vehicle_distance > 0);
}

PlanFigures PlanObjective::figures(const ShuttleNow& shuttle, std::span<const PlannedStop> stops) {
  PlanFigures figures;
  if (stops.empty()) return figures;
  const Origin& origin = shuttle.origin();
  figures.operating_time = operating_time(origin, stops);
  Location place = origin.location;
  Heading heading = origin.heading;
  std::int64_t aboard = persons(shuttle.on_board);
  for (const PlannedStop& stop : stops) {
    if (counts_distance()) {
      const Metres driven = distances_.between(place, stop.location, heading);
      (aboard == 0 ? figures.empty : figures.occupied) += driven;
      figures.passengers += aboard * driven;
    }
    place = stop.location;
    heading = Heading::either;
    const std::int64_t change = persons(stop.change);
    aboard += change;
    if (stop.kind == StopKind::pickup) figures.pickups += change * stop.begin;
    if (stop.kind == StopKind::dropoff) figures.dropoffs += -change * stop.begin;
  }
  return figures;
}

PlanFigures PlanObjective::standing(const ShuttleNow& shuttle) {
  const auto stops = shuttle.schedule->stops();
  standing_.assign(stops.begin(), stops.end());
  if (!standing_.empty()) standing_.front().drive = shuttle.drive_to(0);
  return figures(shuttle, standing_);
}

Milliseconds PlanObjective::cost(const PlanFigures& difference) const {
  if (is_operating_time()) return difference.operating_time;
  const auto& by = settings_.distance;
  const double distance = by.empty * thousandths(difference.empty) + by.occupied * thousandths(difference.occupied) +
                          by.passenger * thousandths(difference.passengers);
  const double delay = settings_.delay.pickup * thousandths(difference.pickups) +
                       settings_.delay.dropoff * thousandths(difference.dropoffs);
  double all = 0;
  switch (settings_.kind) {
    case Objective::operating_time:
      break;
    case Objective::vehicle_distance:
      all = distance;
      break;
    case Objective::passenger_delay:
      all = delay;
      break;
    case Objective::weighted:
      all = settings_.sum.operating_time * thousandths(difference.operating_time) +
            settings_.sum.vehicle_distance * distance + settings_.sum.passenger_delay * delay;
  }
  return Milliseconds{portable::round_to_integer(all)};
}

Milliseconds PlanObjective::penalty(const ServiceRules::Limits& limits, Milliseconds pickup,
                                    Milliseconds dropoff) const {
  const Milliseconds none{0};
  const double wait = thousandths(std::max(none, pickup - limits.latest_pickup));
  const double travel_time = thousandths(std::max(none, dropoff - limits.latest_dropoff));
  return Milliseconds{
      portable::round_to_integer(settings_.penalty.wait * wait + settings_.penalty.travel_time * travel_time)};
}

PlanFigures PlanObjective::wish(const PendingTrip& trip) {
  PlanFigures figures;
  const std::int64_t party = persons(trip.pickup.change);
  figures.pickups = party * trip.asked->earliest_departure;
  figures.dropoffs = party * (trip.asked->earliest_departure + trip.direct_time);
  return figures;
}

}  // namespace navette
