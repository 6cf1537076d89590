#include "network/labels/hub_labels.h"

#include <algorithm>
#include <utility>

#include "network/labels/drive_limits.h"

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

void append_chunk(const Chunk& chunk, HubLabels& labels) {
  for (const std::int32_t size : chunk.sizes) labels.begin.push_back(labels.begin.back() + size);
  labels.hubs.insert(labels.hubs.end(), chunk.hubs.begin(), chunk.hubs.end());
  labels.times.insert(labels.times.end(), chunk.times.begin(), chunk.times.end());
  for (const std::int32_t time : chunk.times) check_drive(time);
}

class LabelBuilder {
 public:
  LabelBuilder(const ContractionHierarchy& hierarchy, int threads)
      : hierarchy_{hierarchy},
        makers_(static_cast<std::size_t>(threads), LabelMaker{hierarchy.hub_count()}),
        departure_(kChunks),
        arrival_(kChunks) {
    for (HubLabels* side : {&labels_.departure, &labels_.arrival}) {
      side->begin.reserve(hierarchy.node_of_hub.size() + 1);
      side->begin.push_back(0);
    }
  }

  /// Appends the labels of hubs first .. last - 1, which are of one level and therefore do not need each other.
  void append(std::int32_t first, std::int32_t last) {
    const std::int32_t chunks = (last - first + kHubsPerChunk - 1) / kHubsPerChunk;
    const auto threads = static_cast<int>(makers_.size());
    // Each thread takes every so-manieth chunk: the run-time library need not be asked which one it is.
#pragma omp parallel for schedule(static, 1) num_threads(threads) if (chunks > 1)
    for (int thread = 0; thread < threads; ++thread) {
      for (std::int32_t chunk = thread; chunk < chunks; chunk += threads) {
        const std::int32_t begin = first + chunk * kHubsPerChunk;
        make(chunk, begin, std::min(last, begin + kHubsPerChunk), makers_[thread]);
      }
    }
    for (std::int32_t chunk = 0; chunk < chunks; ++chunk) {
      append_chunk(departure_[chunk], labels_.departure);
      append_chunk(arrival_[chunk], labels_.arrival);
    }
  }

  NodeLabels take() { return std::move(labels_); }

 private:
  void make(std::int32_t chunk, std::int32_t begin, std::int32_t end, LabelMaker& maker) {
    const HubLabels& out = labels_.departure;
    const HubLabels& in = labels_.arrival;
    departure_[chunk].clear();
    arrival_[chunk].clear();
    for (std::int32_t hub = begin; hub < end; ++hub) {
      maker.append(hub, hierarchy_, hierarchy_.forward_begin, out, in, departure_[chunk]);
      maker.append(hub, hierarchy_, hierarchy_.backward_begin, in, out, arrival_[chunk]);
    }
  }

  const ContractionHierarchy& hierarchy_;
  NodeLabels labels_;
  std::vector<LabelMaker> makers_;  // one per thread
  std::vector<Chunk> departure_;    // waiting to be appended
  std::vector<Chunk> arrival_;
};

}  // namespace

NodeLabels build_labels(const ContractionHierarchy& hierarchy, int threads) {
  LabelBuilder builder{hierarchy, threads};
  for (std::size_t level = 0; level + 1 < hierarchy.level_begin.size(); ++level) {
    const std::int32_t end = hierarchy.level_begin[level + 1];
    for (std::int32_t first = hierarchy.level_begin[level]; first < end; first += kChunks * kHubsPerChunk) {
      builder.append(first, std::min(end, first + kChunks * kHubsPerChunk));
    }
  }
  return builder.take();
}

}  // namespace navette
