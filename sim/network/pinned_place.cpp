#include "network/labels/drive_limits.h"
#include "network/labels/label_scan.h"
#include "network/travel_time_oracle.h"

namespace navette {
namespace {

const LabelScan scan = fastest_label_scan();

}  // namespace

PinnedPlace::PinnedPlace(const TravelTimeOracle& oracle) : time_of_hub_(oracle.hub_count(), kNoDrive) {
  pinned_hubs_.reserve(oracle.longest_place_label());
}

void PinnedPlace::pin(LabelView label) {
#pragma GCC unroll 4
  for (const std::int32_t hub : pinned_hubs_) time_of_hub_[hub] = kNoDrive;
  pinned_hubs_.assign(label.hubs.begin(), label.hubs.end());
#pragma GCC unroll 4
  for (std::size_t i = 0; i < label.hubs.size(); ++i) time_of_hub_[label.hubs[i]] = label.times[i];
}

std::int32_t PinnedPlace::time(LabelView other) const { return scan(time_of_hub_.data(), other); }

}  // namespace navette
