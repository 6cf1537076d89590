#include "io/osm/describe_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "network/build/possible_values.h"

namespace navette {
namespace {

/// Lines of a report: a name on the left, a figure on the right, a remark after it.
class Table {
 public:
  void title(std::string_view text) { fmt::format_to(std::back_inserter(text_), "\n{}\n", text); }
  void line(std::string_view name, const std::string& figure, std::string_view remark = "") {
    fmt::format_to(std::back_inserter(text_), "  {:<50}{:>12}{}{}\n", name, figure, remark.empty() ? "" : "  ", remark);
  }
  void count(std::string_view name, std::int64_t figure, std::string_view remark = "") {
    line(name, fmt::format("{}", figure), remark);
  }
  void km(std::string_view name, double metres, std::string_view remark = "") {
    line(name, fmt::format("{:.1f} km", metres / 1000), remark);
  }
  void share(std::string_view name, double part, std::string_view remark = "") {
    line(name, fmt::format("{:.1f} %", part * 100), remark);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

void add_restrictions(const RoadReport& roads, Table& table) {
  table.title("Turn restrictions");
  for (std::size_t fate = 0; fate < kRestrictionFates; ++fate) {
    if (fate == 0 || roads.restrictions.at(fate) > 0)
      table.count(kRestrictionFateNames.at(fate), roads.restrictions.at(fate));
  }
  table.count("junctions expanded for them", roads.junctions_expanded_for_restrictions);
  table.count("junctions expanded so that nobody turns round", roads.junctions_expanded_against_u_turns);
  if (roads.directions_cut_off_by_turns > 0) {
    table.count("directions of roads that no allowed turn reaches", roads.directions_cut_off_by_turns);
  }
}

void add_dropped(const RoadReport& roads, Table& table) {
  table.title("Dropped");
  for (std::size_t reason = 0; reason < kDropReasons; ++reason) {
    const Dropped& dropped = roads.dropped.at(reason);
    if (dropped.ways > 0) table.km(kDropReasonNames.at(reason), dropped.metres, fmt::format("{} ways", dropped.ways));
  }
  if (roads.ways_cut_at_gaps > 0) table.count("ways cut where nodes are missing", roads.ways_cut_at_gaps);
}

// Only what there is of it.
void add_doubts(const RoadReport& roads, Table& table) {
  const auto& [limits, durations] = roads.impossible;
  if (limits + durations + roads.nodes_from_ways == 0) return;
  table.title("Doubtful");
  const auto count = [&](std::string_view name, std::int64_t figure, const std::string& remark) {
    if (figure > 0) table.count(name, figure, remark);
  };
  count("ways with impossible speed limits", limits,
        fmt::format("not {:.0f} to {:.0f} km/h: the next sign or the default counts", kSlowestLimit, kFastestRoad));
  count("durations of ferries not used", durations, "impossible, or of a route that is not whole in the file");
  count("nodes known by the lines of ways only", roads.nodes_from_ways, "barriers on them are not known");
}

void add_boarding(const RoadReport& roads, Table& table) {
  table.title("Where nobody boards");
  double barred = 0;
  for (std::size_t b = 1; b < kBoardings; ++b) {
    const double metres = roads.metres_of_boarding.at(b);
    barred += metres;
    if (metres > 0) table.km(kBoardingPhrases.at(b), metres);
  }
  table.km("together", barred, fmt::format("{:4.1f} % of the roads", 100 * ratio(barred, roads.metres_kept)));
}

}  // namespace

NetworkDescription describe_network(const BuiltRoads& built) {
  NetworkDescription result;
  result.roads = built.report;
  const RoadGraph& graph = built.graph;
  result.graph_nodes = graph.node_count();
  double hours = 0;
  double directed_km = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    if (graph.is_turn(edge)) {
      ++result.turn_edges;
      continue;
    }
    ++result.road_edges;
    hours += graph.duration(edge) / 3.6e6;
    directed_km += graph.length(edge) / 1e3;
  }
  const RoadReport& roads = built.report;
  result.mean_road = ratio(roads.metres_kept, static_cast<double>(roads.roads));
  result.dead_end_share =
      ratio(static_cast<double>(roads.junctions_by_degree[1]), static_cast<double>(roads.junctions));
  result.connected_share = ratio(roads.metres_kept, roads.metres_drivable);
  result.mean_speed = ratio(directed_km, hours);
  const auto& places = graph.columns().shape_place;
  if (!places.empty()) result.south_west = result.north_east = places.front();
  for (const Coordinate place : places) {
    result.south_west = {std::min(result.south_west.lon, place.lon), std::min(result.south_west.lat, place.lat)};
    result.north_east = {std::max(result.north_east.lon, place.lon), std::max(result.north_east.lat, place.lat)};
  }
  return result;
}

std::string network_report(const NetworkDescription& network) {
  const RoadReport& roads = network.roads;
  Table table;
  table.title("As mapped");
  table.count("nodes on drivable roads", static_cast<std::int64_t>(roads.nodes_mapped));
  table.km("drivable roads", roads.metres_drivable);
  table.share("strongly connected share of the km", network.connected_share, "the rest is dropped");

  table.title("Network");
  table.line("south-west corner",
             fmt::format("{:.5f} {:.5f}", network.south_west.lon_degrees(), network.south_west.lat_degrees()),
             "lon lat");
  table.line("north-east corner",
             fmt::format("{:.5f} {:.5f}", network.north_east.lon_degrees(), network.north_east.lat_degrees()),
             "lon lat");
  table.count("nodes as mapped", static_cast<std::int64_t>(roads.nodes_kept));
  table.count("junctions and dead ends", roads.junctions, "once bends are contracted");
  table.count("roads between them", roads.roads, fmt::format("of which {} one-way", roads.one_way_roads));
  table.line("roads per junction",
             fmt::format("{:.2f}", ratio(static_cast<double>(roads.roads), static_cast<double>(roads.junctions))));
  table.share("dead ends among the junctions", network.dead_end_share);
  for (const std::size_t degree : {3U, 4U, 5U}) {
    table.count(fmt::format("junctions of {} roads{}", degree, degree == 5 ? " or more" : ""),
                roads.junctions_by_degree.at(degree));
  }
  table.line("mean length of a road", fmt::format("{:.0f} m", network.mean_road));
  table.line("mean speed over the length", fmt::format("{:.1f} km/h", network.mean_speed));
  table.count("nodes of the graph", static_cast<std::int64_t>(network.graph_nodes),
              "with junctions expanded for turns");
  table.count("directed road edges", static_cast<std::int64_t>(network.road_edges));
  table.count("turn edges", static_cast<std::int64_t>(network.turn_edges));

  table.title("Kilometres of road");
  for (std::size_t c = 0; c < kRoadClasses; ++c) {
    const double metres = roads.metres_of_class[static_cast<RoadClass>(c)];
    if (metres > 0) {
      table.km(kRoadClassNames.at(c), metres, fmt::format("{:4.1f} %", 100 * ratio(metres, roads.metres_kept)));
    }
  }
  table.km("all", roads.metres_kept);

  add_boarding(roads, table);
  add_restrictions(roads, table);
  add_dropped(roads, table);
  add_doubts(roads, table);
  return (roads.source.empty() ? "Road network" : roads.source) + "\n" + table.text();
}

std::string network_report(const BuiltRoads& built) { return network_report(describe_network(built)); }

}  // namespace navette
