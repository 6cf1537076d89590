#include "io/load_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/errors.h"
#include "core/portable_math.h"
#include "io/cache/network_cache.h"
#include "io/file_sha256.h"
#include "io/osm/osm_file.h"
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

PreparedNetwork import(const Scenario& scenario, RunListener& listener) {
  const auto raw = read_osm(scenario.territory.roads, scenario.territory.rules);
  ask_to_go_on(listener);
  const BuiltRoads built = build_road_graph(raw.roads);
  const RoadReport& report = built.report;
  return {built.graph.columns(),
          {},
          {report.junctions, report.roads, portable::round_to_integer(report.metres_kept),
           portable::round_to_integer(report.metres_drivable)}};
}

void tell_of(const Inhabitants& inhabitants, const Scenario& scenario, RunListener& listener) {
  for (const auto& assumption : inhabitants.report().assumptions) listener.info(assumption);
  listener.info(fmt::format("{} residents in {} households", inhabitants.population().resident_count(),
                            inhabitants.population().household_count()));
  if (const auto target = scenario.demand.target_trips_per_day) {
    listener.info(fmt::format("demand.target_trips_per_day {}: {:.3g} of all trips ask, before level and factors",
                              *target, inhabitants.model().service_share()));
  }
}

}  // namespace

void ask_to_go_on(RunListener& listener) {
  if (!listener.go_on(0)) throw Interrupted{};
}

LoadedWorld load_world(const Scenario& scenario, RunListener& listener) {
  const auto& territory = scenario.territory;
  check_osm_file(territory.roads);
  std::string roads_sha256 = file_sha256(territory.roads);
  const NetworkCache cache{roads_sha256, territory.rules, listener};
  auto kept = cache.find();
  const bool found = kept.has_value();
  PreparedNetwork network = found ? std::move(*kept) : import(scenario, listener);
  ask_to_go_on(listener);
  const NetworkSummary& summary = network.summary;
  listener.info(fmt::format("{}: {} junctions, {} roads, {:.0f} km of {:.0f} km drivable", territory.roads.string(),
                            summary.junctions, summary.roads, static_cast<double>(summary.metres_kept) / 1000,
                            static_cast<double>(summary.metres_drivable) / 1000));
  std::optional<MapData> map;
  if (needs_map(scenario)) map = read_map_data(territory.roads);
  ask_to_go_on(listener);
  World world{scenario, RoadGraph{network.roads}, map ? &*map : nullptr, found ? &network.times : nullptr};
  if (!found) {
    network.times = world.oracle().index();
    cache.keep(network);
  }
  if (const Inhabitants* inhabitants = world.inhabitants()) tell_of(*inhabitants, scenario, listener);
  return {std::move(world), std::move(roads_sha256)};
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
