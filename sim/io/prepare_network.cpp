#include "io/prepare_network.h"

#include <fmt/format.h>

#include <utility>

#include "core/portable_math.h"
#include "io/file_sha256.h"
#include "io/osm/osm_file.h"
#include "io/osm/read_osm.h"
#include "io/thread_count.h"
#include "network/build/build_road_graph.h"
#include "network/build/possible_values.h"

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
           portable::round_to_integer(report.metres_drivable), report.impossible.speed_limits,
           report.impossible.ferry_durations, report.ways_cut_at_gaps,
           report.dropped.at(static_cast<std::size_t>(DropReason::outside_the_file)).ways, report.nodes_from_ways}};
}

void warn_of_the_map(const std::string& file, const NetworkSummary& summary, RunListener& listener) {
  const auto warn = [&](std::int64_t count, const std::string& sentence) {
    if (count > 0) listener.warning(fmt::format("{}: {}", file, sentence));
  };
  warn(summary.impossible_limits,
       fmt::format(
           "{} ways have speed limits that cannot be ({:.0f} to {:.0f} km/h are possible); the next sign, or the "
           "default of their class, counts in place of them",
           summary.impossible_limits, kSlowestLimit, kFastestRoad));
  warn(summary.impossible_durations,
       fmt::format("{} durations of ferries are not used: they cannot be, or their route is not whole in the file",
                   summary.impossible_durations));
  warn(summary.ways_cut_at_gaps + summary.ways_without_nodes,
       fmt::format("nodes are missing from the file: {} ways were cut where they are, {} more were dropped",
                   summary.ways_cut_at_gaps, summary.ways_without_nodes));
  warn(summary.nodes_from_ways, fmt::format("{} nodes are not in the file, only their places in its ways (as Overpass "
                                            "\"out geom\" makes it): barriers on "
                                            "them are not known",
                                            summary.nodes_from_ways));
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
  warn_of_the_map(roads.string(), summary, listener);
  return {std::move(*kept), std::move(sha256)};
}

}  // namespace navette
