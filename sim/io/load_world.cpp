#include "io/load_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/errors.h"
#include "core/key_names.h"
#include "engine/world/misplaced.h"
#include "io/osm/read_map_data.h"
#include "io/prepare_network.h"

namespace navette {
namespace {

// Whether more of the map is needed than its roads.
bool needs_map(const Scenario& scenario) {
  return scenario.synthetic_demand ||
         std::any_of(scenario.services.begin(), scenario.services.end(), [](const GivenService& service) {
           return service.fleet_rule.applies || service.stop_rule.needs_map() || !service.communes.empty();
         });
}

void tell_of(const Inhabitants& inhabitants, const Scenario& scenario, RunListener& listener) {
  for (const auto& assumption : inhabitants.report().assumptions) listener.info(assumption);
  for (const auto& warning : inhabitants.report().warnings) listener.warning(warning);
  listener.info(fmt::format("{} residents in {} households", inhabitants.population().resident_count(),
                            inhabitants.population().household_count()));
  if (const auto target = scenario.demand.target_trips_per_day) {
    listener.info(fmt::format("{} {}: {:.3g} of all trips ask, before level and factors",
                              key::demand_target_trips_per_day, *target, inhabitants.model().service_share()));
  }
}

}  // namespace

void ask_to_go_on(RunListener& listener) {
  if (!listener.go_on(0)) throw Interrupted{};
}

LoadedWorld load_world(const Scenario& scenario, RunListener& listener) {
  const auto& territory = scenario.territory;
  NetworkOfMap prepared = prepare_network(territory.roads, territory.rules, listener);
  std::optional<MapData> map;
  if (needs_map(scenario)) map = read_map_data(territory.roads);
  ask_to_go_on(listener);
  const PreparedNetwork& network = prepared.network;
  RoadGraph roads{network.roads};
  check_places(scenario, roads);
  World world{scenario, std::move(roads), map ? &*map : nullptr, &network.times};
  if (const Inhabitants* inhabitants = world.inhabitants()) tell_of(*inhabitants, scenario, listener);
  return {std::move(world), std::move(prepared.sha256)};
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
