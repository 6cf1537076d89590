#pragma once

#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "dispatch/widening.h"
#include "fleet/frozen_fleet.h"

namespace navette {

/// Whether a service would send the trip to a taxi, as a view shows the fleet.
using TooCostly = std::function<bool(const PendingTrip& trip, const FleetView& fleet)>;

/// What was asked, and how the fleet stood then: a policy that collects requests decides on them later.
class AskedMoment {
 public:
  AskedMoment(std::span<const PendingTrip> pending, const FleetView& fleet);

  [[nodiscard]] const FleetView& fleet() const { return fleet_.view(); }
  /// nullptr: it was not pending.
  [[nodiscard]] const PendingTrip* trip(RequestId request) const;

 private:
  FrozenFleet fleet_;
  std::vector<std::unique_ptr<StopChoices>> choices_;  // of `trips_`
  std::vector<PendingTrip> trips_;
};

/// Whether a trip with wider limits would go to a taxi (service.taxi_above): that is settled when it is asked.
class TaxiCheck {
 public:
  /// `too_costly`: empty if no service sends anybody to a taxi.
  TaxiCheck(Widen widen, TooCostly too_costly) : widen_{std::move(widen)}, too_costly_{std::move(too_costly)} {}

  [[nodiscard]] bool needed() const { return static_cast<bool>(too_costly_); }
  /// From here on; nullptr: what is decided is asked at this very moment. It must outlive its use.
  void as_of(const AskedMoment* asked) { asked_ = asked; }
  /// nullptr: the fleet that decides.
  [[nodiscard]] const FleetView* other_fleet() const { return asked_ == nullptr ? nullptr : &asked_->fleet(); }
  [[nodiscard]] bool sends_away(const PendingTrip& trip, const Widening& by, const FleetView& fleet) const;
  [[nodiscard]] const Widen& widen() const { return widen_; }

 private:
  Widen widen_;
  TooCostly too_costly_;
  const AskedMoment* asked_ = nullptr;
};

}  // namespace navette
