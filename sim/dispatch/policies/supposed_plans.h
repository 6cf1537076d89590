#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "fleet/fleet_view.h"

namespace navette {

/// All that a shuttle has still to do as the view shows it, with the first drive as far as it is not done yet.
inline std::vector<PlannedStop> stops_shown(const FleetView& fleet, ShuttleId shuttle) {
  const auto shown = fleet.schedule(shuttle).stops();
  std::vector<PlannedStop> stops{shown.begin(), shown.end()};
  if (!stops.empty()) stops.front().drive = fleet.drive_to_front(shuttle);
  return stops;
}

/// While it lives, a policy sees shuttles with other stops, as its decisions so far leave them; see FleetView::suppose.
class SupposedPlans {
 public:
  explicit SupposedPlans(const FleetView& fleet) : fleet_{fleet} {}
  SupposedPlans(const SupposedPlans&) = delete;
  SupposedPlans& operator=(const SupposedPlans&) = delete;
  ~SupposedPlans() {
    for (const ShuttleId shuttle : shuttles_) fleet_.forget(shuttle);
  }

  /// `stops`: times planned.
  void suppose(ShuttleId shuttle, std::span<const PlannedStop> stops) {
    fleet_.suppose(shuttle, stops);
    if (std::find(shuttles_.begin(), shuttles_.end(), shuttle) == shuttles_.end()) shuttles_.push_back(shuttle);
  }

 private:
  const FleetView& fleet_;
  std::vector<ShuttleId> shuttles_;
};

}  // namespace navette
