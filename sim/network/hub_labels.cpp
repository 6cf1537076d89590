#include "network/hub_labels.h"

#include <algorithm>

#include "network/drive_limits.h"

namespace navette {
namespace {

constexpr std::int32_t kHubsPerChunk = 64;  // work of one thread at a time
constexpr std::int32_t kChunks = 64;        // chunks whose labels wait at most to be appended

/// Labels of a few consecutive hubs, before they are appended to all.
struct Chunk {
  std::vector<std::int32_t> sizes;
  std::vector<std::int32_t> hubs;
  std::vector<std::int32_t> times;

  void clear() {
    sizes.clear();
    hubs.clear();
    times.clear();
  }
};

/// Makes single labels out of those of more important hubs. Scratch memory, one per thread.
class LabelMaker {
 public:
  explicit LabelMaker(std::int32_t hub_count) : time_(static_cast<std::size_t>(hub_count), kNoDrive) {}

  /// Appends the label of a hub. `same` holds labels of the kind made, `opposite` the others.
  void append(std::int32_t hub, const ContractionHierarchy& hierarchy, const std::vector<std::int32_t>& arc_begin,
              const HubLabels& same, const HubLabels& opposite, Chunk& chunk) {
    gather(hub, hierarchy, arc_begin, same);
    std::int32_t size = 0;
    for (const std::int32_t candidate : candidates_) {
      if (candidate != hub && is_covered(candidate, opposite)) continue;
      chunk.hubs.push_back(candidate);
      chunk.times.push_back(time_[candidate]);
      ++size;
    }
    chunk.sizes.push_back(size);
    for (const std::int32_t candidate : candidates_) time_[candidate] = kNoDrive;
  }

 private:
  void gather(std::int32_t hub, const ContractionHierarchy& hierarchy, const std::vector<std::int32_t>& arc_begin,
              const HubLabels& same) {
    candidates_.assign(1, hub);
    time_[hub] = 0;
    for (std::int32_t arc = arc_begin[hub]; arc < arc_begin[hub + 1]; ++arc) {
      const LabelView above = same.of(hierarchy.arc_hub[arc]);
      for (std::size_t i = 0; i < above.hubs.size(); ++i) {
        std::int32_t& time = time_[above.hubs[i]];
        if (time == kNoDrive) candidates_.push_back(above.hubs[i]);
        time = std::min(time, above.times[i] + hierarchy.arc_time[arc]);
      }
    }
    std::sort(candidates_.begin(), candidates_.end());
  }

  // Is the candidate reached as fast over a more important hub? Then that hub does for both.
  [[nodiscard]] bool is_covered(std::int32_t candidate, const HubLabels& opposite) const {
    const LabelView label = opposite.of(candidate);
    const std::int32_t direct = time_[candidate];
    for (std::size_t i = 0; i + 1 < label.hubs.size(); ++i) {
      if (time_[label.hubs[i]] + label.times[i] <= direct) return true;
    }
    return false;
  }

  std::vector<std::int32_t> time_;  // (n) [ms] of the candidates, kNoDrive elsewhere
  std::vector<std::int32_t> candidates_;
};

void append(const Chunk& chunk, HubLabels& labels) {
  for (const std::int32_t size : chunk.sizes) labels.begin.push_back(labels.begin.back() + size);
  labels.hubs.insert(labels.hubs.end(), chunk.hubs.begin(), chunk.hubs.end());
  labels.times.insert(labels.times.end(), chunk.times.begin(), chunk.times.end());
  for (const std::int32_t time : chunk.times) check_drive(time);
}

}  // namespace

NodeLabels build_labels(const ContractionHierarchy& hierarchy, int threads) {
  NodeLabels labels;
  for (HubLabels* side : {&labels.departure, &labels.arrival}) {
    side->begin.reserve(hierarchy.node_of_hub.size() + 1);
    side->begin.push_back(0);
  }
  std::vector<LabelMaker> makers(static_cast<std::size_t>(threads), LabelMaker{hierarchy.hub_count()});
  std::vector<Chunk> departure(kChunks);
  std::vector<Chunk> arrival(kChunks);
  for (std::size_t level = 0; level + 1 < hierarchy.level_begin.size(); ++level) {
    const std::int32_t end = hierarchy.level_begin[level + 1];
    for (std::int32_t first = hierarchy.level_begin[level]; first < end; first += kChunks * kHubsPerChunk) {
      const std::int32_t last = std::min(end, first + kChunks * kHubsPerChunk);
      const std::int32_t chunks = (last - first + kHubsPerChunk - 1) / kHubsPerChunk;
      // Each thread takes every so-manieth chunk: no run-time library is asked who runs where.
#pragma omp parallel for schedule(static, 1) num_threads(threads) if (chunks > 1)
      for (int thread = 0; thread < threads; ++thread) {
        for (std::int32_t chunk = thread; chunk < chunks; chunk += threads) {
          departure[chunk].clear();
          arrival[chunk].clear();
          const std::int32_t begin = first + chunk * kHubsPerChunk;
          for (std::int32_t hub = begin; hub < std::min(last, begin + kHubsPerChunk); ++hub) {
            makers[thread].append(hub, hierarchy, hierarchy.forward_begin, labels.departure, labels.arrival,
                                  departure[chunk]);
            makers[thread].append(hub, hierarchy, hierarchy.backward_begin, labels.arrival, labels.departure,
                                  arrival[chunk]);
          }
        }
      }
      for (std::int32_t chunk = 0; chunk < chunks; ++chunk) {
        append(departure[chunk], labels.departure);
        append(arrival[chunk], labels.arrival);
      }
    }
  }
  return labels;
}

}  // namespace navette
