#include "network/build/build_road_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/errors.h"
#include "network/build/contract_roads.h"
#include "network/build/road_columns.h"
#include "network/build/road_restrictions.h"
#include "network/build/road_segments.h"
#include "network/build/turn_expansion.h"

namespace navette {
namespace {

/// The roads of a territory with their directions, between numbered junctions.
struct Network {
  SegmentNetwork map;
  std::vector<Road> roads;
  std::vector<std::uint32_t> junction_place;  // by junction, ascending: row of map.places
  std::vector<std::int32_t> junction_of;      // by place; -1: a bend

  std::vector<DirectedRoad> directed;
  std::vector<RoadEnds> ends;          // by directed road
  std::vector<std::uint32_t> road_of;  // by directed road
  std::vector<std::uint8_t> against;   // by directed road: it runs against its road's own order
};

void contract(const RawRoads& raw, Network& network) {
  std::vector<bool> fixed(network.map.places.size());
  for (const TurnRestriction& restriction : raw.restrictions) fixed[restriction.via_node] = true;
  network.roads = contract_roads(network.map, raw.ways, fixed);
  for (const Road& road : network.roads) {
    network.junction_place.push_back(road.nodes.front());
    network.junction_place.push_back(road.nodes.back());
  }
  auto& places = network.junction_place;
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  network.junction_of.assign(network.map.places.size(), -1);
  for (std::size_t j = 0; j < places.size(); ++j) network.junction_of[places[j]] = static_cast<std::int32_t>(j);
}

void direct_roads(const RawRoads& raw, const std::vector<RoadShape>& shapes, Network& network) {
  for (std::uint32_t r = 0; r < network.roads.size(); ++r) {
    const Road& road = network.roads[r];
    const RoadSegment& first = network.map.segments[road.segments.front()];
    const RoadWay& first_way = raw.ways[first.way];
    const RoadWay& last_way = raw.ways[network.map.segments[road.segments.back()].way];
    const bool in_order = first.a == road.nodes.front();
    const bool along = in_order ? first_way.forward : first_way.backward;
    const bool against = in_order ? first_way.backward : first_way.forward;
    const auto a = static_cast<std::uint32_t>(network.junction_of[road.nodes.front()]);
    const auto b = static_cast<std::uint32_t>(network.junction_of[road.nodes.back()]);
    const auto next = static_cast<std::int32_t>(network.directed.size());
    if (along) {
      network.directed.push_back({a, b, shapes[r].time.back(), against ? next + 1 : -1});
      network.ends.push_back({first_way.osm_id, last_way.osm_id});
      network.road_of.push_back(r);
      network.against.push_back(0);
    }
    if (against) {
      network.directed.push_back({b, a, shapes[r].time_against.back(), along ? next : -1});
      network.ends.push_back({last_way.osm_id, first_way.osm_id});
      network.road_of.push_back(r);
      network.against.push_back(1);
    }
  }
}

std::vector<bool> largest_component(const ExpandedNetwork& expanded) {
  std::vector<Arc> arcs = expanded.roads;
  arcs.insert(arcs.end(), expanded.turns.begin(), expanded.turns.end());
  return largest_strong_component(expanded.nodes.size(), arcs);
}

/// Numbers the nodes and edges that are kept and writes them down.
RoadGraph write_graph(const Network& network, const std::vector<RoadShape>& shapes, const ExpandedNetwork& expanded,
                      const std::vector<bool>& inside, std::vector<bool>& directed_is_kept) {
  std::vector<NodeId> id_of(expanded.nodes.size());
  std::vector<Coordinate> places;
  for (std::size_t v = 0; v < expanded.nodes.size(); ++v) {
    if (!inside[v]) continue;
    id_of[v] = NodeId{places.size()};
    places.push_back(network.map.places[network.junction_place[expanded.nodes[v].junction]]);
  }

  const std::size_t roads = expanded.roads.size();
  const auto arc = [&](std::size_t e) { return e < roads ? expanded.roads[e] : expanded.turns[e - roads]; };
  std::vector<std::size_t> edges;
  for (std::size_t e = 0; e < roads + expanded.turns.size(); ++e) {
    if (inside[arc(e).first] && inside[arc(e).second]) edges.push_back(e);
  }
  std::stable_sort(edges.begin(), edges.end(),
                   [&](std::size_t a, std::size_t b) { return id_of[arc(a).first] < id_of[arc(b).first]; });
  std::vector<EdgeId> edge_of(roads);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    if (edges[e] < roads) edge_of[edges[e]] = EdgeId{e};
  }

  RoadColumnsWriter writer{std::move(places)};
  for (const std::size_t e : edges) {
    const NodeId tail = id_of[arc(e).first];
    const NodeId head = id_of[arc(e).second];
    if (e >= roads) {
      writer.add_turn(tail, head);
      continue;
    }
    const std::int32_t twin = network.directed[e].twin;
    writer.add_road(tail, head, twin < 0 ? EdgeId{} : edge_of[static_cast<std::size_t>(twin)],
                    shapes[network.road_of[e]], network.against[e] != 0);
    directed_is_kept[e] = true;
  }
  return RoadGraph{writer.take()};
}

void count_roads(const RawRoads& raw, const Network& network, const std::vector<bool>& directed_is_kept,
                 RoadReport& report) {
  std::vector<std::size_t> degree(network.junction_place.size());
  std::vector<int> directions(network.roads.size());
  std::vector<int> directions_before(network.roads.size());
  for (std::size_t d = 0; d < network.directed.size(); ++d) {
    ++directions_before[network.road_of[d]];
    if (directed_is_kept[d]) ++directions[network.road_of[d]];
  }
  Dropped& cut_off = report.dropped[static_cast<std::size_t>(DropReason::cut_off_by_turns)];
  for (std::size_t r = 0; r < network.roads.size(); ++r) {
    const Road& road = network.roads[r];
    if (directions[r] == 0) ++cut_off.ways;
    for (const std::uint32_t s : road.segments) {
      const RoadSegment& segment = network.map.segments[s];
      if (directions[r] == 0) {
        cut_off.metres += segment.metres;
      } else {
        report.metres_of_class[raw.ways[segment.way].road_class] += segment.metres;
        report.metres_of_boarding.at(static_cast<std::size_t>(raw.ways[segment.way].boarding)) += segment.metres;
        report.metres_kept += segment.metres;
      }
    }
    if (directions[r] == 0) continue;
    ++report.roads;
    if (directions[r] == 1) ++report.one_way_roads;
    if (directions[r] < directions_before[r]) ++report.directions_cut_off_by_turns;
    ++degree[static_cast<std::size_t>(network.junction_of[road.nodes.front()])];
    ++degree[static_cast<std::size_t>(network.junction_of[road.nodes.back()])];
  }
  for (const std::size_t roads : degree) {
    if (roads == 0) continue;
    ++report.junctions;
    ++report.junctions_by_degree.at(std::min<std::size_t>(roads, report.junctions_by_degree.size() - 1));
  }
}

std::size_t nodes_on_ways(const RawRoads& raw) {
  std::vector<bool> used(raw.nodes.size());
  for (const RoadWay& way : raw.ways) {
    for (const std::uint32_t node : way.nodes) used[node] = true;
  }
  return static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
}

}  // namespace

BuiltRoads build_road_graph(const RawRoads& raw) {
  RoadReport report;
  report.source = raw.source;
  report.dropped = raw.dropped;
  report.restrictions = raw.not_restricting;
  report.ways_cut_at_gaps = raw.ways_cut_at_gaps;
  report.nodes_from_ways = raw.nodes_from_ways;
  report.impossible = raw.impossible;
  report.nodes_mapped = nodes_on_ways(raw);

  Network network;
  network.map = split_into_segments(raw);
  for (const RoadSegment& segment : network.map.segments) report.metres_drivable += segment.metres;
  report.nodes_kept =
      keep_largest_component(network.map, raw, report.dropped[static_cast<std::size_t>(DropReason::not_connected)]);
  if (network.map.segments.empty()) {
    throw InputError{fmt::format("{}: no road in it can be driven there and back ({} drivable ways)",
                                 raw.source.empty() ? "road map" : raw.source, raw.ways.size())};
  }

  contract(raw, network);
  std::vector<RoadShape> shapes;
  shapes.reserve(network.roads.size());
  for (const Road& road : network.roads) shapes.push_back(shape_of(road, network.map, raw.ways));
  direct_roads(raw, shapes, network);

  auto banned = resolve_restrictions(raw, network.junction_of, network.directed, network.ends, report.restrictions);
  const ExpandedNetwork expanded = expand_turns(network.junction_place.size(), network.directed, std::move(banned));
  report.junctions_expanded_for_restrictions = expanded.expanded_for_restrictions;
  report.junctions_expanded_against_u_turns = expanded.expanded_against_u_turns;

  std::vector<bool> directed_is_kept(network.directed.size());
  RoadGraph graph = write_graph(network, shapes, expanded, largest_component(expanded), directed_is_kept);
  count_roads(raw, network, directed_is_kept, report);
  return {std::move(graph), std::move(report)};
}

}  // namespace navette
