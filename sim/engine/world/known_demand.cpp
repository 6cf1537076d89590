#include "engine/world/known_demand.h"

#include <utility>
#include <vector>

namespace navette {

Demand earlier_requests(const World& world, const Scenario& scenario) {
  Demand all;
  const Inhabitants* inhabitants = world.inhabitants();
  if (inhabitants == nullptr) return all;
  std::vector<TripRequest> drawn;
  for (int day = -scenario.forecast.days; day < 0; ++day) {
    drawn.clear();
    inhabitants->model().day(scenario.run.seed, day, 1, drawn);
    for (TripRequest& asked : drawn) all.push_back(std::move(asked));
  }
  return all;
}

DemandHistory known_demand(const World& world, const Demand& demand, const Scenario& scenario) {
  const Demand* known = world.earlier_requests();
  const bool residents_ask = known != nullptr || world.inhabitants() != nullptr;
  const int first_day = residents_ask ? -scenario.forecast.days : 0;
  DemandHistory history{world.roads(), scenario.forecast, first_day, {world.day_begins(), scenario.run.days - 1}};
  const Demand drawn = known == nullptr ? earlier_requests(world, scenario) : Demand{};
  for (const TripRequest& asked : known == nullptr ? drawn : *known) history.add(asked);
  for (const TripRequest& asked : demand) history.add(asked);
  return history;
}

}  // namespace navette
