#include "network/labels/sweep.h"

#include <algorithm>

#include "network/labels/drive_limits.h"

namespace navette {

void sweep(const StoredHierarchy& hierarchy, const Column<std::int32_t>& arc_begin, LabelView label,
           std::vector<std::int32_t>& times) {
  times.assign(static_cast<std::size_t>(hierarchy.hub_count()), kNoDrive);
  for (std::size_t i = 0; i < label.hubs.size(); ++i) times[static_cast<std::size_t>(label.hubs[i])] = label.times[i];
  for (std::size_t hub = 0; hub < times.size(); ++hub) {
    std::int32_t best = times[hub];
    for (std::int32_t arc = arc_begin[hub]; arc < arc_begin[hub + 1]; ++arc) {
      best = std::min(best, hierarchy.arc_time[arc] + times[static_cast<std::size_t>(hierarchy.arc_hub[arc])]);
    }
    times[hub] = best;
  }
}

}  // namespace navette
