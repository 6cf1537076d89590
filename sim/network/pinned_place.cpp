#include <algorithm>

#include "network/labels/drive_limits.h"
#include "network/labels/label_scan.h"
#include "network/travel_time_oracle.h"

namespace navette {
namespace {

const LabelScan scan = fastest_label_scan();

// Four steps at a time; the last go back and overlap, since the same is written twice: a rest of unpredictable length
// would cost more.
template <class Step>
void for_each_of(std::size_t size, Step&& step) {
  constexpr std::size_t kAtOnce = 4;
  if (size < kAtOnce) {
    for (std::size_t i = 0; i < size; ++i) step(i);
    return;
  }
  for (std::size_t first = 0;; first = std::min(first + kAtOnce, size - kAtOnce)) {
    for (std::size_t i = first; i < first + kAtOnce; ++i) step(i);
    if (first + kAtOnce == size) return;
  }
}

}  // namespace

PinnedPlace::PinnedPlace(const TravelTimeOracle& oracle) : time_of_hub_(oracle.hub_count(), kNoDrive) {
  pinned_hubs_.reserve(oracle.longest_place_label());
}

void PinnedPlace::pin(LabelView label) {
  std::int32_t* const time_of_hub = time_of_hub_.data();
  const std::int32_t* const before = pinned_hubs_.data();
  for_each_of(pinned_hubs_.size(), [=](std::size_t i) { time_of_hub[before[i]] = kNoDrive; });
  pinned_hubs_.assign(label.hubs.begin(), label.hubs.end());
  for_each_of(label.hubs.size(), [=](std::size_t i) { time_of_hub[label.hubs[i]] = label.times[i]; });
}

std::int32_t PinnedPlace::time(LabelView other) const { return scan(time_of_hub_.data(), other); }

}  // namespace navette
