#include "command_line/load_world.h"

#include <fmt/format.h>

#include <utility>

#include "command_line/interruption.h"
#include "io/read_osm.h"
#include "network/build_road_graph.h"

namespace navette {

World load_world(const Scenario& scenario, Log& log) {
  auto raw = io::read_osm(scenario.territory.roads, scenario.territory.rules);
  stop_if_interrupted();
  BuiltRoads built = build_road_graph(raw.roads);
  stop_if_interrupted();
  log.info(fmt::format("{}: {} junctions, {} roads, {:.0f} km of {:.0f} km drivable", scenario.territory.roads.string(),
                       built.report.junctions, built.report.roads, built.report.metres_kept / 1000,
                       built.report.metres_drivable / 1000));
  World world{scenario, std::move(built.graph)};
  stop_if_interrupted();
  return world;
}

}  // namespace navette
