#include "io/darp/darp_instance.h"

#include <cmath>

namespace navette {
namespace {

constexpr double kTicksPerUnit = 1e9;
// A distance that differs from a whole tick by the error of its square root only is not rounded up to the next one.
constexpr double kRootError = 1e-4;  // ticks

plan::Ticks ticks(double value) {
  return plan::Ticks{static_cast<std::int64_t>(std::floor(value * kTicksPerUnit + 0.5))};
}

plan::Ticks rounded_up(double value) {
  return plan::Ticks{static_cast<std::int64_t>(std::ceil(value * kTicksPerUnit - kRootError))};
}

// The file's row of a visit of the problem.
int row_of(const DarpInstance& instance, std::int32_t visit) {
  const int n = instance.requests();
  if (visit >= 2 * n) return visit % 2 == 0 ? 0 : instance.end_row();
  return visit % 2 == 0 ? 1 + visit / 2 : 1 + n + visit / 2;
}

}  // namespace

double DarpInstance::travel(int from, int to) const {
  const double dx = row(from).x - row(to).x;
  const double dy = row(from).y - row(to).y;
  return std::sqrt(dx * dx + dy * dy);
}

plan::Problem darp_problem(const DarpInstance& instance) {
  plan::Problem problem;
  plan::Trip trip;
  trip.max_ride = ticks(instance.max_ride);
  problem.trips.assign(static_cast<std::size_t>(instance.requests()), trip);
  plan::Duty duty;
  duty.capacity = Load::of(instance.capacity, 0);
  duty.max_duration = ticks(instance.max_route_duration);
  duty.like = 0;
  problem.duties.assign(static_cast<std::size_t>(instance.vehicles), duty);

  const auto visits = 2 * problem.trip_count() + 2 * problem.duty_count();
  for (std::int32_t visit = 0; visit < visits; ++visit) {
    const DarpRow& row = instance.row(row_of(instance, visit));
    // In this benchmark each row has its own dwell, also where two lie at one place.
    problem.visits.push_back(
        {ticks(row.earliest), ticks(row.latest), ticks(row.service), Load::of(row.load, 0), visit});
  }
  problem.travel = plan::TravelMatrix{static_cast<std::size_t>(visits)};
  for (std::int32_t from = 0; from < visits; ++from) {
    for (std::int32_t to = 0; to < visits; ++to) {
      const plan::Ticks time = rounded_up(instance.travel(row_of(instance, from), row_of(instance, to)));
      problem.travel.set(from, to, time, time);
    }
  }
  return problem;
}

DarpRoutes darp_routes(const DarpInstance& instance, const plan::Plan& plan) {
  DarpRoutes routes;
  for (const auto& visits : plan.visits) {
    auto& route = routes.emplace_back();
    for (const std::int32_t visit : visits) route.push_back(row_of(instance, visit));
  }
  return routes;
}

double darp_cost(const DarpInstance& instance, const DarpRoutes& routes) {
  double cost = 0;
  for (const auto& route : routes) {
    int at = 0;
    for (const int row : route) {
      cost += instance.travel(at, row);
      at = row;
    }
    if (!route.empty()) cost += instance.travel(at, instance.end_row());
  }
  return cost;
}

}  // namespace navette
