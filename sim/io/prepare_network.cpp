#include "io/prepare_network.h"

#include <fmt/format.h>

#include <utility>

#include "core/portable_math.h"
#include "io/file_sha256.h"
#include "io/osm/osm_file.h"
#include "io/osm/read_osm.h"
#include "io/thread_count.h"
#include "network/build/build_road_graph.h"

namespace navette {
namespace {

PreparedNetwork import(const std::filesystem::path& file, const RoadRules& rules, RunListener& listener) {
  const auto raw = read_osm(file, rules);
  ask_to_go_on(listener);
  const BuiltRoads built = build_road_graph(raw.roads);
  const TravelTimeOracle oracle{built.graph, ThreadCount::get()};
  const RoadReport& report = built.report;
  return {built.graph.columns(),
          oracle.index(),
          {report.junctions, report.roads, portable::round_to_integer(report.metres_kept),
           portable::round_to_integer(report.metres_drivable)}};
}

}  // namespace

NetworkOfMap prepare_network(const std::filesystem::path& roads, const RoadRules& rules, RunListener& listener) {
  check_osm_file(roads);
  std::string sha256 = file_sha256(roads);
  const NetworkCache cache{sha256, rules, listener};
  auto kept = cache.find();
  if (!kept) {
    kept = import(roads, rules, listener);
    cache.keep(*kept);
  }
  ask_to_go_on(listener);
  const NetworkSummary& summary = kept->summary;
  listener.info(fmt::format("{}: {} junctions, {} roads, {:.0f} km of {:.0f} km drivable", roads.string(),
                            summary.junctions, summary.roads, static_cast<double>(summary.metres_kept) / 1000,
                            static_cast<double>(summary.metres_drivable) / 1000));
  return {std::move(*kept), std::move(sha256)};
}

}  // namespace navette
