#pragma once

#include <cstdint>
#include <vector>

#include "core/column.h"
#include "network/labels/contraction_hierarchy.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// One label per hub, in flat columns: n hubs, k entries in all.
template <template <class> class Array>
struct LabelArrays {
  Array<std::uint32_t> begin;  // (n + 1), first entry of each hub's label
  Array<std::int32_t> hubs;    // (k) ascending within a label; the last is the hub itself
  Array<std::int32_t> times;   // (k) [ms]

  [[nodiscard]] LabelView of(std::int32_t hub) const {
    const std::size_t first = begin[hub];
    const std::size_t size = begin[hub + 1] - first;
    return {{hubs.data() + first, size}, {times.data() + first, size}};
  }
  /// Has the start of a hub's label on its way from memory; behind a short one, of the next, which does no harm.
  void fetch(std::int32_t hub) const {
    constexpr std::size_t kLine = 64 / sizeof(std::int32_t);  // entries
    const std::size_t first = begin[hub];
    for (const std::size_t entry : {first, first + kLine}) {
      __builtin_prefetch(hubs.data() + entry);
      __builtin_prefetch(times.data() + entry);
    }
  }
  /// Calls step(column of the first, of the second, ...) for one column after the other.
  template <class Step, class... Alike>
  static void for_each_column(Step&& step, Alike&... alike) {
    step(alike.begin...);
    step(alike.hubs...);
    step(alike.times...);
  }
};
using HubLabels = LabelArrays<Growing>;
using StoredLabels = LabelArrays<Column>;

/// For each node the hubs by which it is left and reached: any two nodes share a hub that lies on a fastest way between
/// them. Every time is the exact driving time; a hub stands in a label only if no more important one lies on a fastest
/// way to it (the label is canonical), or if it is the node itself.
/// Source: Abraham et al., "Hierarchical hub labelings for shortest paths", ESA 2012.
struct NodeLabels {
  HubLabels departure;  // times from the node to its hubs
  HubLabels arrival;    // times from the hubs to the node
};

/// Works out the labels from the most important node downward, those of one level side by side. The result does not
/// depend on the number of threads.
/// Throws InputError if a hub is more than kLongestDrive away.
NodeLabels build_labels(const ContractionHierarchy& hierarchy, int threads = 1);

}  // namespace navette
