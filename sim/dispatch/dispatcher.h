#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "dispatch/dispatch_settings.h"
#include "dispatch/pending_trip.h"
#include "dispatch/proposal.h"
#include "fleet/fleet_view.h"
#include "fleet/waiting_policy.h"

namespace navette {

class DemandForecast;

/// A dispatch policy: decides who serves whom, and proposes it.
class Dispatcher {
 public:
  Dispatcher() = default;
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;
  virtual ~Dispatcher() = default;

  /// Writes one verdict per pending request, and the plans that follow, into `proposal`, which is cleared before.
  virtual void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) = 0;

  /// A call that an earlier, interrupted run of the same scenario answered so: leaves the policy as if it had answered
  /// itself. By default it does answer again, which is right for every policy; one that remembers little from call to
  /// call does better. Throws PolicyError if the answer is another.
  virtual void recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided);

  /// What is to be expected on the day of the decision, learned from the days before it; made when it is first asked
  /// for on that day. Only to be asked in `dispatch`.
  using Foretold = std::function<const DemandForecast&()>;
  /// Hears before the run where a forecast is to be had. By default it wants none.
  virtual void foresee(Foretold /*foretold*/) {}  // NOLINT(performance-unnecessary-value-param): others keep it
  /// What is to be said of its decisions after a run, in one line; empty: nothing.
  [[nodiscard]] virtual std::string report() const { return {}; }
};

/// The policy of that name. Settings of other policies are without effect.
/// Throws InputError if there is none.
std::unique_ptr<Dispatcher> make_dispatcher(const std::string& policy, const TravelTimeOracle& oracle,
                                            WaitingPolicy waiting, const DispatchSettings& settings = {});

}  // namespace navette
