#include "network/build/road_columns.h"

#include <algorithm>
#include <limits>

#include "core/errors.h"
#include "core/portable_math.h"

namespace navette {
namespace {

// Rounds running sums.
std::vector<std::int32_t> rounded(const std::vector<double>& sums) {
  if (sums.back() > std::numeric_limits<std::int32_t>::max()) {
    throw InputError{"a road between two junctions takes longer than 24 days to drive: its places or speeds are wrong"};
  }
  std::vector<std::int32_t> offsets(sums.size());
  std::transform(sums.begin(), sums.end(), offsets.begin(),
                 [](double sum) { return static_cast<std::int32_t>(portable::round_to_integer(sum)); });
  return offsets;
}

// A road takes a millisecond at least, so that it is not taken for a turn. Its length may round to nothing.
std::vector<std::int32_t> rounded_times(const std::vector<double>& sums) {
  auto offsets = rounded(sums);
  offsets.back() = std::max(offsets.back(), 1);
  return offsets;
}

std::vector<std::int32_t> mirrored(const std::vector<std::int32_t>& offsets) {
  std::vector<std::int32_t> result(offsets.size());
  std::transform(offsets.rbegin(), offsets.rend(), result.begin(),
                 [&](std::int32_t offset) { return offsets.back() - offset; });
  return result;
}

// [ms]
double time_of(const RoadSegment& segment, double kmh) {
  return segment.time >= 0 ? segment.time : segment.metres * 3600 / kmh;
}

}  // namespace

RoadShape shape_of(const Road& road, const SegmentNetwork& network, const std::vector<RoadWay>& ways) {
  const std::size_t segments = road.segments.size();
  std::vector<double> metres(segments + 1);
  std::vector<double> time(segments + 1);
  std::vector<double> time_against(segments + 1);
  bool same_both_ways = true;
  for (std::size_t i = 0; i < segments; ++i) {
    const RoadSegment& segment = network.segments[road.segments[i]];
    const RoadWay& way = ways[segment.way];
    const bool in_order = segment.a == road.nodes[i];
    metres[i + 1] = metres[i] + segment.metres;
    time[i + 1] = time[i] + time_of(segment, in_order ? way.kmh_forward : way.kmh_backward);
    same_both_ways = same_both_ways && way.kmh_forward == way.kmh_backward;
  }
  RoadShape shape;
  shape.boarding = ways[network.segments[road.segments.front()].way].boarding;
  for (const std::uint32_t node : road.nodes) shape.places.push_back(network.places[node]);
  shape.distance = rounded(metres);
  shape.time = rounded_times(time);
  if (same_both_ways) {
    shape.time_against = mirrored(shape.time);
    return shape;
  }
  for (std::size_t i = 0; i < segments; ++i) {
    const std::size_t k = segments - 1 - i;
    const RoadSegment& segment = network.segments[road.segments[k]];
    const RoadWay& way = ways[segment.way];
    const bool in_order = segment.a == road.nodes[k];
    time_against[i + 1] = time_against[i] + time_of(segment, in_order ? way.kmh_backward : way.kmh_forward);
  }
  shape.time_against = rounded_times(time_against);
  return shape;
}

RoadColumnsWriter::RoadColumnsWriter(std::vector<Coordinate> node_places) {
  columns_.node_place = std::move(node_places);
  columns_.shape_begin.push_back(0);
}

void RoadColumnsWriter::add_edge(NodeId tail, NodeId head, EdgeId twin, Boarding boarding) {
  columns_.edge_tail.push_back(tail);
  columns_.edge_head.push_back(head);
  columns_.edge_twin.push_back(twin);
  columns_.edge_duration.push_back(columns_.shape_time.back());
  columns_.edge_length.push_back(columns_.shape_distance.back());
  columns_.edge_boarding.push_back(boarding);
  columns_.shape_begin.push_back(static_cast<std::uint32_t>(columns_.shape_place.size()));
}

void RoadColumnsWriter::add_road(NodeId tail, NodeId head, EdgeId twin, const RoadShape& shape, bool against) {
  const auto append = [](auto& column, auto first, auto last) { column.insert(column.end(), first, last); };
  if (against) {
    const auto distance = mirrored(shape.distance);
    append(columns_.shape_place, shape.places.rbegin(), shape.places.rend());
    append(columns_.shape_time, shape.time_against.begin(), shape.time_against.end());
    append(columns_.shape_distance, distance.begin(), distance.end());
  } else {
    append(columns_.shape_place, shape.places.begin(), shape.places.end());
    append(columns_.shape_time, shape.time.begin(), shape.time.end());
    append(columns_.shape_distance, shape.distance.begin(), shape.distance.end());
  }
  add_edge(tail, head, twin, shape.boarding);
}

void RoadColumnsWriter::add_turn(NodeId tail, NodeId head) {
  const Coordinate place = columns_.node_place[tail.index()];
  columns_.shape_place.insert(columns_.shape_place.end(), {place, place});
  columns_.shape_time.insert(columns_.shape_time.end(), {0, 0});
  columns_.shape_distance.insert(columns_.shape_distance.end(), {0, 0});
  add_edge(tail, head, EdgeId{}, Boarding::allowed);
}

}  // namespace navette
