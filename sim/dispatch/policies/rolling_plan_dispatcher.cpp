#include "dispatch/policies/rolling_plan_dispatcher.h"

#include <algorithm>

#include "dispatch/plan/improve.h"

namespace navette {

void RollingPlanDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  const Milliseconds now = fleet.now();
  if (!pending.empty()) {
    insertion_.dispatch(pending, fleet, proposal);
    remember(pending, now, proposal);
    // A new plan must count on what is accepted now, so it waits for a call of its own.
    if (next_ <= now) proposal.wake_at = now;
    proposal.wake_at = std::min(proposal.wake_at, next_);
    return;
  }
  if (now < next_) return;
  next_ = plan_anew(fleet, proposal) ? now + settings_.rolling_plan.interval : kNever;
  proposal.wake_at = next_;
}

void RollingPlanDispatcher::recall(std::span<const PendingTrip> pending, const FleetView& fleet,
                                   const Proposal& decided) {
  if (!pending.empty()) return remember(pending, fleet.now(), decided);
  if (fleet.now() < next_) return;
  if (!decided.plans.empty() || rest_of(fleet).waiting() > 0) ++times_;
  next_ = decided.wake_at;
}

void RollingPlanDispatcher::remember(std::span<const PendingTrip> pending, Milliseconds now, const Proposal& proposal) {
  for (std::size_t i = 0; i < proposal.inserted.size(); ++i) {
    const RequestId request = proposal.inserted[i];
    const auto trip = std::find_if(pending.begin(), pending.end(),
                                   [&](const PendingTrip& candidate) { return candidate.request == request; });
    while (only_.size() <= request.index()) only_.push_back(ShuttleId{});
    const auto choice = static_cast<std::size_t>(proposal.insertions[i].choice);
    only_[request] = trip->choices == nullptr ? trip->only : trip->choices->pairs[choice].only;
  }
  if (!proposal.inserted.empty() && next_ >= kNever) next_ = now + settings_.rolling_plan.interval;
}

plan::FleetProblem RollingPlanDispatcher::rest_of(const FleetView& fleet) const {
  return plan::FleetProblem{fleet,
                            [&](RequestId request) { return only_.contains(request) ? only_[request] : ShuttleId{}; }};
}

bool RollingPlanDispatcher::plan_anew(const FleetView& fleet, Proposal& proposal) {
  const plan::FleetProblem rest = rest_of(fleet);
  if (rest.waiting() == 0) return false;
  plan::Budget budget;
  budget.iterations = settings_.rolling_plan.iterations;
  const plan::Plan found = plan::improve(rest.problem(), rest.initial(), budget, times_++).plan;
  if (rest.operating_time(found) >= rest.operating_time(rest.initial())) return false;
  if (fleet.roads_closed() && !rest.saves_time(found, waiting_)) return false;
  proposal.plans = rest.proposed(found);
  return true;
}

}  // namespace navette
