#pragma once

#include <functional>
#include <utility>

#include "dispatch/dispatcher.h"
#include "engine/resume/decision_log.h"

namespace navette {

/// A policy whose decisions are kept, and whose earlier ones need not be made again.
///
/// As long as there are decisions of an interrupted run, they are proposed once more, in their order, and the policy
/// only recalls them; then the policy decides. The simulation goes through all of it in the same way, so that the run
/// is that which was never interrupted, event by event.
class ResumedDispatcher final : public Dispatcher {
 public:
  /// Hears at the first decision of a day that the days before it have ended, and what was decided in them and not
  /// yet handed over. Not of days of which all is known already.
  using DaysEnded = std::function<void(DecisionLog& decided)>;

  /// `policy` must outlive this.
  ResumedDispatcher(Dispatcher& policy, DecisionReader earlier, DaysEnded days_ended)
      : policy_{policy}, earlier_{std::move(earlier)}, days_ended_{std::move(days_ended)} {}

  /// Throws InputError if what was decided earlier does not fit this run.
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void foresee(Foretold foretold) override { policy_.foresee(std::move(foretold)); }
  [[nodiscard]] std::string report() const override { return policy_.report(); }

 private:
  Dispatcher& policy_;
  DecisionReader earlier_;
  DaysEnded days_ended_;
  DecisionLog decided_;
  std::int64_t day_ = -1;  // of the last decision
};

}  // namespace navette
