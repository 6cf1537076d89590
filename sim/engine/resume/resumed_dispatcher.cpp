#include "engine/resume/resumed_dispatcher.h"

#include <algorithm>
#include <stdexcept>

#include "core/errors.h"

namespace navette {
namespace {

bool answers(const Proposal& proposal, std::span<const PendingTrip> pending) {
  return proposal.verdicts.size() == pending.size() &&
         std::all_of(pending.begin(), pending.end(), [&](const PendingTrip& trip) {
           return std::any_of(proposal.verdicts.begin(), proposal.verdicts.end(),
                              [&](const Verdict& verdict) { return verdict.request == trip.request; });
         });
}

}  // namespace

void ResumedDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  const Milliseconds now = fleet.now();
  const std::int64_t day = now.count / kDay.count;  // the evening before day 0 belongs to it
  if (!earlier_.at_end()) {
    day_ = day;
    Milliseconds then = kNever;
    try {
      then = earlier_.read(proposal);
    } catch (const std::runtime_error&) {
      then = kNever;
    }
    if (then != now || !answers(proposal, pending)) {
      throw InputError{"what an interrupted run decided does not fit this one; run again without --resume"};
    }
    return policy_.recall(pending, fleet, proposal);
  }
  if (day > day_) {
    if (day_ >= 0) days_ended_(decided_);
    day_ = day;
  }
  policy_.dispatch(pending, fleet, proposal);
  decided_.add(now, proposal);
}

}  // namespace navette
