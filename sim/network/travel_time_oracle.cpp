#include "network/travel_time_oracle.h"

#include <emmintrin.h>

#include <algorithm>
#include <bit>
#include <mutex>
#include <type_traits>
#include <utility>

#include "core/errors.h"
#include "network/labels/place_ends.h"
#include "network/labels/travel_time_index.h"
#include "network/landmarks.h"

namespace navette {
namespace {

// Every node reaches the most important one, and is reached from it, exactly if hub 0 stands in all labels.
void check_connected(const StoredLabels& labels, std::int32_t hub_count) {
  for (std::int32_t hub = 0; hub < hub_count; ++hub) {
    if (labels.of(hub).hubs.front() != 0) {
      throw InputError{"road graph: it is not strongly connected; some places cannot be reached, or left"};
    }
  }
}

std::size_t longest_label(const RoadGraph& graph, const TravelTimeOracle::Index& index) {
  const auto size = [&](const StoredLabels& labels, NodeId node) { return labels.of(index.hub(node)).hubs.size(); };
  std::size_t longest = 0;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    const EdgeId twin = graph.twin(edge);
    std::size_t out = size(index.departure, graph.head(edge));
    std::size_t in = size(index.arrival, graph.tail(edge));
    if (twin.valid()) {
      out += size(index.departure, graph.head(twin));
      in += size(index.arrival, graph.tail(twin));
    }
    longest = std::max({longest, out, in});
  }
  return longest;
}

// Four whole numbers side by side.
__m128i four(const std::int32_t* numbers) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(numbers)); }
void write(__m128i numbers, std::int32_t* to) { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), numbers); }
__m128i smaller(__m128i a, __m128i b) {
  const __m128i b_is = _mm_cmpgt_epi32(a, b);
  return _mm_or_si128(_mm_and_si128(b_is, b), _mm_andnot_si128(b_is, a));
}

// The ends of a road have their most important hubs in common: merges these, four at a time. Returns how many.
std::size_t merge_start(LabelView a, LabelView b, std::int32_t later_a, std::int32_t later_b, LabelRoom merged) {
  constexpr std::size_t kAtOnce = 4;
  const std::size_t shorter = std::min(a.hubs.size(), b.hubs.size());
  std::size_t i = 0;
  for (; i + kAtOnce <= shorter; i += kAtOnce) {
    const __m128i hubs = four(&a.hubs[i]);
    write(hubs, merged.hubs + i);
    write(smaller(_mm_add_epi32(four(&a.times[i]), _mm_set1_epi32(later_a)),
                  _mm_add_epi32(four(&b.times[i]), _mm_set1_epi32(later_b))),
          merged.times + i);
    const __m128i same = _mm_cmpeq_epi32(hubs, four(&b.hubs[i]));
    const auto mask = static_cast<unsigned>(_mm_movemask_ps(_mm_castsi128_ps(same)));
    if (mask != 0b1111) return i + static_cast<std::size_t>(std::countr_one(mask));  // what follows is written again
  }
  return i;
}

// Writes what is left of a label from its entry `next` on behind the first `size` merged. Returns how many there are.
std::size_t append(LabelView label, std::size_t next, std::int32_t later, LabelRoom merged, std::size_t size) {
  for (; next < label.hubs.size(); ++next) {
    merged.hubs[size] = label.hubs[next];
    merged.times[size++] = label.times[next] + later;
  }
  return size;
}

// Merges one or two labels, each later by its own time, into one that holds the smaller time per hub. Returns its
// length.
std::size_t merge(const StoredLabels& labels, const TravelTimeOracle::Index& index, const PlaceEnds& ways,
                  LabelRoom merged) {
  const LabelView a = labels.of(index.hub(ways.ends[0].node));
  const std::int32_t later_a = ways.ends[0].time;
  if (ways.count == 1) return append(a, 0, later_a, merged, 0);
  const LabelView b = labels.of(index.hub(ways.ends[1].node));
  const std::int32_t later_b = ways.ends[1].time;
  const std::size_t alike = merge_start(a, b, later_a, later_b, merged);
  std::size_t i = alike;
  std::size_t j = alike;
  std::size_t size = alike;
  while (i < a.hubs.size() && j < b.hubs.size()) {
    const std::int32_t hub_a = a.hubs[i];
    const std::int32_t hub_b = b.hubs[j];
    const std::int32_t over_a = a.times[i] + later_a;
    const std::int32_t over_b = b.times[j] + later_b;
    merged.hubs[size] = std::min(hub_a, hub_b);
    merged.times[size++] = hub_a == hub_b ? std::min(over_a, over_b) : hub_a < hub_b ? over_a : over_b;
    i += hub_a <= hub_b ? 1 : 0;
    j += hub_b <= hub_a ? 1 : 0;
  }
  return append(b, j, later_b, merged, append(a, i, later_a, merged, size));
}

void merge(const StoredLabels& labels, const TravelTimeOracle::Index& index, const PlaceEnds& ways,
           PlaceLabel& merged) {
  merged.hubs.resize(index.longest_place_label);
  merged.times.resize(index.longest_place_label);
  const std::size_t size = merge(labels, index, ways, LabelRoom{merged.hubs.data(), merged.times.data()});
  merged.hubs.resize(size);
  merged.times.resize(size);
}

template <class Built, class Stored>
void store(Built& built, Stored& stored) {
  Stored::for_each_column([](auto& to, auto& from) { to = std::decay_t<decltype(to)>{std::move(from)}; }, stored,
                          built);
}

}  // namespace

struct TravelTimeOracle::LandmarksOnce {
  std::once_flag made;
  std::unique_ptr<const Landmarks> landmarks;
};

TravelTimeOracle::TravelTimeOracle(const RoadGraph& graph, int threads)
    : index_{std::make_unique<Index>()}, landmarks_{std::make_unique<LandmarksOnce>()} {
  threads = std::max(threads, 1);
  index_->graph = &graph;
  ContractionHierarchy hierarchy = contract(graph, threads);
  NodeLabels labels = build_labels(hierarchy, threads);
  store(hierarchy, index_->hierarchy);
  store(labels.departure, index_->departure);
  store(labels.arrival, index_->arrival);
  check_connected(index_->departure, index_->hierarchy.hub_count());
  check_connected(index_->arrival, index_->hierarchy.hub_count());
  index_->longest_place_label = longest_label(graph, *index_);
}

TravelTimeOracle::TravelTimeOracle(const RoadGraph& graph, const TravelTimeColumns& columns)
    : index_{std::make_unique<Index>(Index{columns, &graph})}, landmarks_{std::make_unique<LandmarksOnce>()} {}

TravelTimeOracle::~TravelTimeOracle() = default;
TravelTimeOracle::TravelTimeOracle(TravelTimeOracle&&) noexcept = default;
TravelTimeOracle& TravelTimeOracle::operator=(TravelTimeOracle&&) noexcept = default;

const Landmarks& TravelTimeOracle::landmarks() const {
  std::call_once(landmarks_->made, [&] { landmarks_->landmarks = std::make_unique<const Landmarks>(*this); });
  return *landmarks_->landmarks;
}

const RoadGraph& TravelTimeOracle::graph() const { return *index_->graph; }
std::size_t TravelTimeOracle::hub_count() const { return index_->hierarchy.node_of_hub.size(); }
std::size_t TravelTimeOracle::label_entries() const {
  return index_->departure.hubs.size() + index_->arrival.hubs.size();
}
std::size_t TravelTimeOracle::longest_place_label() const { return index_->longest_place_label; }

void TravelTimeOracle::departure_label(Location from, Heading heading, PlaceLabel& label) const {
  merge(index_->departure, *index_, ways_out(graph(), from, heading), label);
}

LaterLabel TravelTimeOracle::label_ahead(Location from) const {
  return {index_->departure.of(index_->hub(graph().head(from.edge))),
          Milliseconds{graph().duration(from.edge) - from.offset}};
}

void TravelTimeOracle::arrival_label(Location to, PlaceLabel& label) const {
  merge(index_->arrival, *index_, ways_in(graph(), to), label);
}

void TravelTimeOracle::fetch_labels(Location place) const {
  for (const EdgeId edge : {place.edge, graph().twin(place.edge)}) {
    if (!edge.valid()) return;
    index_->departure.fetch(index_->hub(graph().head(edge)));
    index_->arrival.fetch(index_->hub(graph().tail(edge)));
  }
}

std::size_t TravelTimeOracle::departure_label(Location from, Location on_twin, LabelRoom room) const {
  return merge(index_->departure, *index_, ways_out(graph(), from, on_twin), room);
}

std::size_t TravelTimeOracle::arrival_label(Location to, Location on_twin, LabelRoom room) const {
  return merge(index_->arrival, *index_, ways_in(graph(), to, on_twin), room);
}

}  // namespace navette
