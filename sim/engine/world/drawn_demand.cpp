#include "engine/world/drawn_demand.h"

#include <algorithm>
#include <utility>

namespace navette {

DrawnDemand drawn_demand(const Inhabitants& inhabitants, std::uint64_t seed, int days, int threads,
                         const Demand& given) {
  std::vector<TripRequest> requests;
  std::vector<TravelCounts> travel;
  travel.reserve(static_cast<std::size_t>(days));
  for (int day = 0; day < days; ++day) travel.push_back(inhabitants.model().day(seed, day, threads, requests));
  // Given tours are numbered after those drawn.
  std::int32_t tours = 0;
  for (const TripRequest& request : requests) tours = std::max(tours, request.tour + 1);
  for (TripRequest request : given) {
    if (request.tour >= 0) request.tour += tours;
    requests.push_back(std::move(request));
  }
  std::stable_sort(requests.begin(), requests.end(),
                   [](const TripRequest& a, const TripRequest& b) { return a.submitted_at < b.submitted_at; });
  return {Demand{std::move(requests)}, std::move(travel)};
}

DrawnDemand demand_of(const Scenario& scenario, const World& world, int threads) {
  Demand given = given_demand(scenario, world);
  if (world.inhabitants() == nullptr) return {std::move(given), {}};
  return drawn_demand(*world.inhabitants(), scenario.run.seed, scenario.run.days, threads, given);
}

}  // namespace navette
