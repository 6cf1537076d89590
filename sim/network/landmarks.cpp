#include "network/landmarks.h"

#include <algorithm>
#include <limits>

#include "network/labels/place_ends.h"
#include "network/labels/sweep.h"
#include "network/labels/travel_time_index.h"

namespace navette {
namespace {

// A place has an offset on its edge and one on the twin, each a whole number of milliseconds.
constexpr std::int32_t kRounding = 4;  // [ms]

// Driving time between two hubs.
std::int32_t between(const TravelTimeOracle::Index& index, std::int32_t from, std::int32_t to) {
  const LabelView out = index.departure.of(from);
  const LabelView in = index.arrival.of(to);
  std::int32_t best = std::numeric_limits<std::int32_t>::max();
  for (std::size_t i = 0, j = 0; i < out.hubs.size() && j < in.hubs.size();) {
    if (out.hubs[i] == in.hubs[j]) best = std::min(best, out.times[i] + in.times[j]);
    const bool advance_out = out.hubs[i] <= in.hubs[j];
    if (in.hubs[j] <= out.hubs[i]) ++j;
    if (advance_out) ++i;
  }
  return best;
}

std::int32_t longest_edge(const RoadGraph& graph) {
  std::int32_t longest = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) longest = std::max(longest, graph.duration(EdgeId{e}));
  return longest;
}

}  // namespace

std::int32_t turning_gain(const TravelTimeOracle::Index& index, Location place, Location on_twin) {
  const RoadGraph& graph = *index.graph;
  if (!on_twin.valid()) return kRounding;
  const EdgeId twin = on_twin.edge;
  const Location back = on_twin;
  std::int32_t gain = 0;
  // In by one end of the road, turn at the place, out by the same end.
  const auto turn = [&](NodeId in, NodeId out, std::int32_t on_the_road) {
    if (in == out) return;
    gain = std::max(gain, between(index, index.hub(in), index.hub(out)) - on_the_road);
  };
  turn(graph.tail(place.edge), graph.head(twin), place.offset + graph.duration(twin) - back.offset);
  turn(graph.tail(twin), graph.head(place.edge), back.offset + graph.duration(place.edge) - place.offset);
  return gain + kRounding;
}

Landmarks::Landmarks(const TravelTimeOracle& oracle)
    : index_{oracle.index()}, to_landmark_(oracle.hub_count()), from_landmark_(oracle.hub_count()) {
  const std::size_t hubs = oracle.hub_count();
  std::vector<std::int32_t> to(hubs * kLandmarks);    // (hubs, landmarks) [ms]
  std::vector<std::int32_t> from(hubs * kLandmarks);  // (hubs, landmarks) [ms]
  choose(to, from);
  // Twice the longest drive and a road at either end fit into 15 bits.
  const std::int64_t longest =
      std::max(*std::max_element(to.begin(), to.end()), *std::max_element(from.begin(), from.end()));
  const std::int64_t most = 2 * (longest + longest_edge(oracle.graph()));
  while ((most >> bits_) > std::numeric_limits<std::int16_t>::max() - 2) ++bits_;
  step_ = 1 << bits_;
  for (std::size_t h = 0; h < hubs; ++h) {
    for (std::size_t k = 0; k < kLandmarks; ++k) {
      to_landmark_[h][k] = static_cast<std::int16_t>(to[h * kLandmarks + k] >> bits_);
      from_landmark_[h][k] = static_cast<std::int16_t>(from[h * kLandmarks + k] >> bits_);
    }
  }
}

// Each next landmark is the node farthest from those chosen, there and back; the first is far from the hub of hubs.
void Landmarks::choose(std::vector<std::int32_t>& to, std::vector<std::int32_t>& from) {
  const StoredHierarchy& hierarchy = index_.hierarchy;
  const auto hubs = static_cast<std::int32_t>(hierarchy.hub_count());
  std::vector<std::int32_t> to_here;
  std::vector<std::int32_t> from_here;
  std::vector<std::int32_t> nearest(static_cast<std::size_t>(hubs), std::numeric_limits<std::int32_t>::max());
  std::int32_t landmark = 0;
  for (std::int32_t h = 0; h < hubs; ++h) {
    if (index_.departure.of(h).times.front() > index_.departure.of(landmark).times.front()) landmark = h;
  }
  for (std::size_t k = 0; k < kLandmarks; ++k) {
    sweep(hierarchy, hierarchy.forward_begin, index_.arrival.of(landmark), to_here);
    sweep(hierarchy, hierarchy.backward_begin, index_.departure.of(landmark), from_here);
    landmark = 0;
    for (std::int32_t h = 0; h < hubs; ++h) {
      const auto hub = static_cast<std::size_t>(h);
      to[hub * kLandmarks + k] = to_here[hub];
      from[hub * kLandmarks + k] = from_here[hub];
      nearest[hub] = std::min(nearest[hub], to_here[hub] / 2 + from_here[hub] / 2);
      if (nearest[hub] > nearest[static_cast<std::size_t>(landmark)]) landmark = h;
    }
  }
}

LandmarkTimes::Times Landmarks::nearest(const PlaceEnds& ways, const HubTimes& times) const {
  __m128i best = _mm_set1_epi16(std::numeric_limits<std::int16_t>::max());
  for (const PlaceEnd& end : ways) {
    const __m128i to_node = _mm_set1_epi16(static_cast<std::int16_t>(end.time >> bits_));
    const auto* row = times[static_cast<std::size_t>(index_.hub(end.node))].data();
    const __m128i beyond = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row));
    best = _mm_min_epi16(best, _mm_adds_epi16(to_node, beyond));
  }
  LandmarkTimes::Times result;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(result.data()), best);
  return result;
}

LandmarkTimes Landmarks::of(Location place, Location on_twin) const {
  const RoadGraph& graph = *index_.graph;
  return {nearest(ways_out(graph, place, on_twin), to_landmark_),
          nearest(ways_in(graph, place, on_twin), from_landmark_), turning_gain(index_, place, on_twin)};
}

}  // namespace navette
