#pragma once

#include <optional>

#include "fleet/fleet.h"
#include "fleet/fleet_view.h"
#include "network/known_roads.h"

namespace navette {

/// The fleet as a view shows it at one moment, kept while the day goes on.
class FrozenFleet {
 public:
  /// The view's roads and travel times must outlive it.
  explicit FrozenFleet(const FleetView& shown);
  FrozenFleet(const FrozenFleet&) = delete;
  FrozenFleet& operator=(const FrozenFleet&) = delete;

  [[nodiscard]] const FleetView& view() const { return view_; }

 private:
  Fleet fleet_;
  std::optional<KnownRoads> roads_;  // where the view reckons with closed ones
  FleetView view_;
};

}  // namespace navette
