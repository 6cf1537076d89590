#include "io/load_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/errors.h"
#include "io/osm/read_map_data.h"
#include "io/osm/read_osm.h"
#include "network/build/build_road_graph.h"

namespace navette {

namespace {

// Whether more of the map is needed than its roads.
bool needs_map(const Scenario& scenario) {
  return scenario.synthetic_demand ||
         std::any_of(scenario.services.begin(), scenario.services.end(), [](const GivenService& service) {
           return service.fleet_rule.applies || service.stop_rule.applies || !service.communes.empty();
         });
}

}  // namespace

void ask_to_go_on(RunListener& listener) {
  if (!listener.go_on(0)) throw Interrupted{};
}

World load_world(const Scenario& scenario, RunListener& listener) {
  auto raw = read_osm(scenario.territory.roads, scenario.territory.rules);
  ask_to_go_on(listener);
  BuiltRoads built = build_road_graph(raw.roads);
  ask_to_go_on(listener);
  listener.info(fmt::format("{}: {} junctions, {} roads, {:.0f} km of {:.0f} km drivable",
                            scenario.territory.roads.string(), built.report.junctions, built.report.roads,
                            built.report.metres_kept / 1000, built.report.metres_drivable / 1000));
  if (!needs_map(scenario)) return World{scenario, std::move(built.graph)};

  const MapData map = read_map_data(scenario.territory.roads);
  ask_to_go_on(listener);
  World world{scenario, std::move(built.graph), map};
  if (const Inhabitants* inhabitants = world.inhabitants()) {
    for (const auto& assumption : inhabitants->report().assumptions) listener.info(assumption);
    listener.info(fmt::format("{} residents in {} households", inhabitants->population().resident_count(),
                              inhabitants->population().household_count()));
    if (const auto target = scenario.demand.target_trips_per_day) {
      listener.info(fmt::format("demand.target_trips_per_day {}: {:.3g} of all trips ask, before level and factors",
                                *target, inhabitants->model().service_share()));
    }
  }
  return world;
}

void warn_of_far_ends(const Demand& demand, const Scenario& scenario, RunListener& listener) {
  const auto far = std::count_if(demand.begin(), demand.end(), [](const TripRequest& request) {
    return !request.origin.valid() || !request.destination.valid();
  });
  if (far == 0) return;
  listener.warning(fmt::format("{} of {} requests have an end more than {} m from any road and will be refused", far,
                               demand.size(), scenario.territory.max_snap_distance));
}

}  // namespace navette
