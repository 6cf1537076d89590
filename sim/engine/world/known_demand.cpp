#include "engine/world/known_demand.h"

#include <vector>

namespace navette {

DemandHistory known_demand(const World& world, const Demand& demand, const Scenario& scenario) {
  const Inhabitants* inhabitants = world.inhabitants();
  const int first_day = inhabitants == nullptr ? 0 : -scenario.forecast.days;
  DemandHistory history{world.roads(), scenario.forecast, first_day, {world.day_begins(), scenario.run.days - 1}};
  std::vector<TripRequest> drawn;
  for (int day = first_day; day < 0; ++day) {
    drawn.clear();
    inhabitants->model().day(scenario.run.seed, day, 1, drawn);
    for (const TripRequest& asked : drawn) history.add(asked);
  }
  for (const TripRequest& asked : demand) history.add(asked);
  return history;
}

}  // namespace navette
