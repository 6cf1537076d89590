#include "network/labels/check_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/errors.h"
#include "core/random_stream.h"
#include "network/labels/drive_limits.h"

namespace navette {
namespace {

void require(bool holds, const char* rule) {
  if (!holds) throw InputError{fmt::format("travel times: {}", rule)};
}

// Offsets of rows: `first`, then never falling, up to `last`.
template <class Offset>
bool are_offsets(const Column<Offset>& begin, std::size_t count, std::size_t first, std::size_t last) {
  return begin.size() == count + 1 && static_cast<std::size_t>(begin.front()) == first &&
         static_cast<std::size_t>(begin.back()) == last && std::is_sorted(begin.begin(), begin.end());
}

class ArcCheck {
 public:
  ArcCheck(const StoredRoadColumns& roads, const StoredHierarchy& hierarchy)
      : roads_{roads},
        hierarchy_{hierarchy},
        forward_{hierarchy.forward_begin.back()},
        owner_(hierarchy.arc_hub.size()),
        roads_under_(hierarchy.arc_hub.size(), 1) {}

  /// From the least important hub on: both halves of a shortcut belong to one that is less important than its ends, so
  /// that they have been looked at, and no arc is a part of itself.
  void run() {
    for (std::int32_t hub = hierarchy_.hub_count() - 1; hub >= 0; --hub) {
      for (const auto* begin : {&hierarchy_.forward_begin, &hierarchy_.backward_begin}) {
        std::int32_t before = 0;
        for (std::int32_t arc = (*begin)[hub]; arc < (*begin)[hub + 1]; ++arc) {
          const std::int32_t above = hierarchy_.arc_hub[arc];
          require(above >= before && above < hub, "an arc does not climb, or arcs are not sorted");
          before = above;
          owner_[arc] = hub;
          check_arc(arc);
        }
      }
    }
  }

 private:
  // As driven.
  [[nodiscard]] std::int32_t tail(std::int32_t arc) const {
    return arc < forward_ ? owner_[arc] : hierarchy_.arc_hub[arc];
  }
  [[nodiscard]] std::int32_t head(std::int32_t arc) const {
    return arc < forward_ ? hierarchy_.arc_hub[arc] : owner_[arc];
  }

  void check_arc(std::int32_t arc) {
    const std::int32_t first = hierarchy_.arc_first[arc];
    const std::int32_t second = hierarchy_.arc_second[arc];
    const std::int32_t time = hierarchy_.arc_time[arc];
    require(time >= 0 && time <= kLongestDrive, "the time of an arc is out of range");
    if (second == -1) {
      require(first >= 0 && static_cast<std::size_t>(first) < roads_.edge_tail.size(),
              "an arc is of a road that is not there");
      require(hierarchy_.hub_of_node[roads_.edge_tail[first].index()] == tail(arc) &&
                  hierarchy_.hub_of_node[roads_.edge_head[first].index()] == head(arc) &&
                  roads_.edge_duration[first] == time,
              "an arc is not the road that it stands for");
      return;
    }
    const auto arcs = static_cast<std::int32_t>(owner_.size());
    require(first >= forward_ && first < arcs && second >= 0 && second < forward_, "a shortcut has no two halves");
    const std::int32_t over = owner_[first];
    require(over > owner_[arc] && over == owner_[second] && tail(first) == tail(arc) && head(second) == head(arc) &&
                std::int64_t{hierarchy_.arc_time[first]} + hierarchy_.arc_time[second] == time,
            "a shortcut is not the sum of its halves");
    roads_under_[arc] = roads_under_[first] + roads_under_[second];
    require(roads_under_[arc] <= static_cast<std::int64_t>(roads_.edge_tail.size()),
            "a shortcut has more parts than there are roads");
  }

  const StoredRoadColumns& roads_;
  const StoredHierarchy& hierarchy_;
  std::int32_t forward_;                   // rows of arcs to more important hubs come first
  std::vector<std::int32_t> owner_;        // (arcs) the less important end; 0 before it has been looked at
  std::vector<std::int64_t> roads_under_;  // (arcs) how many roads it stands for
};

void check_hierarchy(const StoredRoadColumns& roads, const StoredHierarchy& h) {
  const std::size_t n = roads.node_place.size();
  const std::size_t arcs = h.arc_hub.size();
  require(n <= std::numeric_limits<std::int32_t>::max() && arcs <= std::numeric_limits<std::int32_t>::max() &&
              h.hub_of_node.size() == n && h.node_of_hub.size() == n && h.arc_time.size() == arcs &&
              h.arc_first.size() == arcs && h.arc_second.size() == arcs,
          "columns differ in length");
  for (std::size_t hub = 0; hub < n; ++hub) {
    const std::int32_t node = h.node_of_hub[hub];
    require(node >= 0 && static_cast<std::size_t>(node) < n && h.hub_of_node[node] == static_cast<std::int32_t>(hub),
            "the numbers of hubs are no order of the nodes");
  }
  require(!h.level_begin.empty() && are_offsets(h.level_begin, h.level_begin.size() - 1, 0, n), "levels overlap");
  require(h.forward_begin.size() == n + 1 && h.forward_begin.back() >= 0 &&
              are_offsets(h.forward_begin, n, 0, static_cast<std::size_t>(h.forward_begin.back())) &&
              are_offsets(h.backward_begin, n, static_cast<std::size_t>(h.forward_begin.back()), arcs),
          "rows of arcs overlap");
  require(std::all_of(roads.edge_duration.begin(), roads.edge_duration.end(),
                      [](std::int32_t time) { return time <= kLongestDrive; }),
          "a drive along an edge takes too long");
  ArcCheck{roads, h}.run();
}

void check_labels(const StoredLabels& labels, std::size_t n) {
  const std::size_t entries = labels.hubs.size();
  require(labels.times.size() == entries && are_offsets(labels.begin, n, 0, entries), "labels overlap");
  std::uint32_t bits = 0;  // of all times: none is negative or longer than kLongestDrive, which is all ones
  for (const std::int32_t time : labels.times) bits |= static_cast<std::uint32_t>(time);
  require(bits <= static_cast<std::uint32_t>(kLongestDrive), "a time of a label is out of range");
  for (std::size_t hub = 0; hub < n; ++hub) {
    const std::size_t first = labels.begin[hub];
    const std::size_t last = labels.begin[hub + 1];
    require(first < last && labels.hubs[first] == 0 && labels.hubs[last - 1] == static_cast<std::int32_t>(hub) &&
                labels.times[last - 1] == 0,
            "a label does not begin with the first hub and end with its own");
    const std::int32_t* const of_label = labels.hubs.data() + first;
    int unsorted = 0;
    for (std::size_t i = 0; i + 1 < last - first; ++i) unsorted |= static_cast<int>(of_label[i] >= of_label[i + 1]);
    require(unsorted == 0, "hubs of a label are not sorted");
  }
}

void check_longest(const StoredRoadColumns& roads, const TravelTimeColumns& times) {
  const auto size = [&](const StoredLabels& labels, NodeId node) -> std::size_t {
    const std::int32_t hub = times.hierarchy.hub_of_node[node.index()];
    return labels.begin[hub + 1] - labels.begin[hub];
  };
  std::size_t longest = 0;
  for (std::size_t e = 0; e < roads.edge_tail.size(); ++e) {
    std::size_t out = size(times.departure, roads.edge_head[e]);
    std::size_t in = size(times.arrival, roads.edge_tail[e]);
    if (roads.edge_twin[e].valid()) {
      out += size(times.departure, roads.edge_tail[e]);
      in += size(times.arrival, roads.edge_head[e]);
    }
    longest = std::max({longest, out, in});
  }
  require(times.longest_place_label == longest, "the longest label is not as long as it is said to be");
}

std::int64_t time_at(LabelView label, std::int32_t hub) {
  const auto found = std::lower_bound(label.hubs.begin(), label.hubs.end(), hub);
  return found != label.hubs.end() && *found == hub ? label.times[found - label.hubs.begin()] : kNoDrive;
}

// An entry is the least over the arcs that climb from its hub, each with what the label there says.
bool is_least(const StoredHierarchy& h, const Column<std::int32_t>& begin, const StoredLabels& labels, std::int32_t hub,
              std::size_t entry) {
  const LabelView label = labels.of(hub);
  const std::int32_t to = label.hubs[entry];
  if (to == hub) return true;
  std::int64_t least = kNoDrive;
  for (std::int32_t arc = begin[hub]; arc < begin[hub + 1]; ++arc) {
    least = std::min(least, h.arc_time[arc] + time_at(labels.of(h.arc_hub[arc]), to));
  }
  return least == label.times[entry];
}

void check_samples(const TravelTimeColumns& times, std::uint64_t seed, int samples) {
  const auto hubs = static_cast<std::uint32_t>(times.hierarchy.hub_count());
  RandomStream random{seed, Purpose::given_demand};
  for (int k = 0; k < samples && hubs > 0; ++k) {
    const auto hub = static_cast<std::int32_t>(random.below(hubs));
    for (const bool out : {true, false}) {
      const StoredLabels& labels = out ? times.departure : times.arrival;
      const std::size_t entry = random.below(static_cast<std::uint32_t>(labels.of(hub).hubs.size()));
      const auto& begin = out ? times.hierarchy.forward_begin : times.hierarchy.backward_begin;
      require(is_least(times.hierarchy, begin, labels, hub, entry), "a label holds a time that no way takes");
    }
  }
}

}  // namespace

void check_travel_times(const StoredRoadColumns& roads, const TravelTimeColumns& times, std::uint64_t seed,
                        int samples) {
  check_hierarchy(roads, times.hierarchy);
  check_labels(times.departure, roads.node_place.size());
  check_labels(times.arrival, roads.node_place.size());
  check_longest(roads, times);
  check_samples(times, seed, samples);
}

}  // namespace navette
