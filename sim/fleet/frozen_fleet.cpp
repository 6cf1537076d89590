#include "fleet/frozen_fleet.h"

namespace navette {

FrozenFleet::FrozenFleet(const FleetView& shown) : fleet_{*shown.fleet_}, view_{shown} {
  view_.fleet_ = &fleet_;
  if (shown.roads_ == nullptr) return;
  roads_.emplace(shown.oracle(), shown.roads_->closed());
  roads_->set_now(shown.now());
  view_.roads_ = &*roads_;
}

}  // namespace navette
