#include "record/run_tables.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace navette {
namespace {

template <class T>
std::vector<T> in_order(const std::vector<T>& items, const std::vector<std::size_t>& order) {
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (const std::size_t index : order) sorted.push_back(items[index]);
  return sorted;
}

}  // namespace

void RunTables::leg(const LegRecord& leg, std::span<const TrajectorySample> samples) {
  legs.push_back(leg);
  leg_samples.push_back({sample_edge.size(), samples.size()});
  for (const TrajectorySample& sample : samples) {
    sample_edge.push_back(sample.edge);
    sample_entry.push_back(sample.entry);
  }
}

void RunTables::sort() {
  std::stable_sort(stops.begin(), stops.end(), [](const StopRecord& a, const StopRecord& b) {
    return std::tie(a.shuttle, a.begin) < std::tie(b.shuttle, b.begin);
  });

  std::vector<std::size_t> order(legs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return std::tie(legs[a].shuttle, legs[a].departure) < std::tie(legs[b].shuttle, legs[b].departure);
  });
  legs = in_order(legs, order);
  leg_samples = in_order(leg_samples, order);

  std::vector<EdgeId> edges;
  std::vector<Milliseconds> entries;
  edges.reserve(sample_edge.size());
  entries.reserve(sample_entry.size());
  for (Samples& samples : leg_samples) {
    const std::size_t last = samples.first + samples.count;
    const std::size_t moved_to = edges.size();
    for (std::size_t row = samples.first; row < last; ++row) {
      edges.push_back(sample_edge[row]);
      entries.push_back(sample_entry[row]);
    }
    samples.first = moved_to;
  }
  sample_edge = std::move(edges);
  sample_entry = std::move(entries);
}

}  // namespace navette
