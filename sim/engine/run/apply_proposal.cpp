#include <fmt/format.h>

#include <algorithm>

#include "core/errors.h"
#include "engine/run/simulation.h"

namespace navette {

void Simulation::check_answer(std::span<const PendingTrip> pending, const Proposal& proposal) const {
  for (const PendingTrip& trip : pending) {
    const auto count = std::count_if(proposal.verdicts.begin(), proposal.verdicts.end(),
                                     [&](const Verdict& verdict) { return verdict.request == trip.request; });
    if (count != 1) {
      throw PolicyError{fmt::format("one verdict per request: request {} has {}", trip.request.value, count)};
    }
  }
  for (const Verdict& verdict : proposal.verdicts) {
    const bool known = std::any_of(pending.begin(), pending.end(),
                                   [&](const PendingTrip& trip) { return trip.request == verdict.request; });
    if (known) continue;
    throw PolicyError{fmt::format("one verdict per request: there is a verdict on request {}, which is not pending",
                                  verdict.request.value)};
  }
  const auto verdict_on = [&](RequestId request) {
    return std::find_if(proposal.verdicts.begin(), proposal.verdicts.end(),
                        [&](const Verdict& verdict) { return verdict.request == request; })
        ->kind;
  };
  for (const PendingTrip& trip : pending) {
    if (trip.contract < 0 || verdict_on(trip.request) == verdict_on(RequestId{trip.contract})) continue;
    throw PolicyError{
        fmt::format("contract: requests {} and {} are the two ways of one contract, and are accepted, refused or "
                    "deferred together",
                    trip.contract, trip.request.value)};
  }
  check_wake_up(proposal);
}

void Simulation::check_wake_up(const Proposal& proposal) const {
  const auto is_deferred = [](const Verdict& verdict) { return verdict.kind == VerdictKind::defer; };
  const bool defers = std::any_of(proposal.verdicts.begin(), proposal.verdicts.end(), is_deferred);
  if (defers && now_ > last_shift_end_) {
    throw PolicyError{fmt::format(
        "one end per request: request {} is deferred after the end of the last shift, at {} ms; nobody can serve it",
        std::find_if(proposal.verdicts.begin(), proposal.verdicts.end(), is_deferred)->request.value,
        last_shift_end_.count)};
  }
  if (proposal.wake_at >= kNever) return;
  if (proposal.wake_at < now_) {
    throw PolicyError{fmt::format("wake_at: {} ms is before now, {} ms", proposal.wake_at.count, now_.count)};
  }
  if (proposal.wake_at > std::max(now_, last_shift_end_) + kDay) {
    throw PolicyError{fmt::format("wake_at: {} ms is more than a day after the end of the last shift, at {} ms",
                                  proposal.wake_at.count, last_shift_end_.count)};
  }
  // Each request is decided once, so that this cannot go round for ever.
  const bool decides = !std::all_of(proposal.verdicts.begin(), proposal.verdicts.end(), is_deferred);
  if (proposal.wake_at == now_ && !decides) {
    throw PolicyError{fmt::format(
        "wake_at: {} ms is now; to be asked again at once, a proposal must accept or refuse a request", now_.count)};
  }
}

void Simulation::wake_policy(const Proposal& proposal) {
  // When all shifts are over there is nothing to be asked about any more.
  const bool too_late = proposal.wake_at > last_shift_end_ && pending_.empty();
  if (proposal.wake_at < kNever && !too_late) queue_.push(proposal.wake_at, Occurrence::decision, -1);
}

void Simulation::apply(const Proposal& proposal) {
  check_answer(pending_, proposal);
  accepted_.clear();
  for (const Verdict& verdict : proposal.verdicts) {
    if (verdict.kind != VerdictKind::accept) continue;
    accepted_.push_back(verdict.request);
    if (!book_.choose(verdict.request, verdict.choice)) {
      throw PolicyError{
          fmt::format("places: request {} has no pair of places {}", verdict.request.value, verdict.choice)};
    }
  }
  touched_.clear();
  plans_.resize(std::max(plans_.size(), proposal.insertions.size() + proposal.plans.size()));
  for (std::size_t i = 0; i < proposal.insertions.size(); ++i) {
    const Insertion& insertion = proposal.insertions[i];
    check_.known(insertion.shuttle);
    auto rank =
        static_cast<std::size_t>(std::find(touched_.begin(), touched_.end(), insertion.shuttle) - touched_.begin());
    if (rank == touched_.size()) {
      const auto old = view_.schedule(insertion.shuttle).stops();
      plans_[rank].assign(old.begin(), old.end());
      touched_.push_back(insertion.shuttle);
    }
    check_.insertion(proposal.inserted[i], insertion, plans_[rank]);
  }
  for (const ProposedPlan& plan : proposal.plans) {
    check_.known(plan.shuttle);
    check_.plan(plan, plans_[touched_.size()]);
    touched_.push_back(plan.shuttle);
  }
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (std::find(touched_.begin(), touched_.begin() + static_cast<std::ptrdiff_t>(i), touched_[i]) !=
        touched_.begin() + static_cast<std::ptrdiff_t>(i)) {
      throw PolicyError{fmt::format("one plan per shuttle: shuttle {} has several", fleet_.shuttle(touched_[i]).name)};
    }
  }
  // An insertion adds one trip in order to a plan that holds; so only whose trips they are is in question.
  const bool only_adds = proposal.plans.empty() && std::ranges::is_permutation(proposal.inserted, accepted_);
  if (!only_adds) check_.together(touched_, {plans_.data(), touched_.size()}, accepted_);

  // All rules hold: from here on nothing fails.
  promise_accepted();
  tell_reassigned();
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (!gives_no_work(touched_[i], plans_[i])) change_schedule(touched_[i], plans_[i]);
  }
  struct Refused {
    RequestId request;
    RequestId back;  // of its contract
    ServiceId next;  // to ask
  };
  std::vector<Refused> refused;
  for (const Verdict& verdict : proposal.verdicts) {
    if (verdict.kind != VerdictKind::refuse) continue;
    const auto trip = std::find_if(pending_.begin(), pending_.end(),
                                   [&](const PendingTrip& one) { return one.request == verdict.request; });
    const bool contract = trip->contract >= 0;
    const ServiceId next{trip->service.value + 1};
    if (!contract || trip->contract == verdict.request.value) {
      refused.push_back({verdict.request, contract ? other_way_[verdict.request] : RequestId{}, next});
    }
    book_.close(verdict.request, verdict.reason);
  }
  pending_.erase(
      std::remove_if(pending_.begin(), pending_.end(),
                     [&](const PendingTrip& trip) { return book_[trip.request].stage != RequestStage::pending; }),
      pending_.end());
  wake_policy(proposal);
  // Last, since another service may decide at once.
  for (const auto& [request, back, next] : refused) ask(request, back, next);
}

void Simulation::promise_accepted() {
  for (const RequestId id : accepted_) {
    if (book_[id].stage == RequestStage::accepted) continue;  // promised earlier, by a shuttle that broke down since
    for (std::size_t i = 0; i < touched_.size(); ++i) {
      auto& stops = plans_[i];
      const auto visit = [&](StopKind kind) {
        return std::find_if(stops.begin(), stops.end(),
                            [&](const PlannedStop& stop) { return stop.request == id && stop.kind == kind; });
      };
      const auto pickup = visit(StopKind::pickup);
      if (pickup == stops.end()) continue;
      book_.promise(id, touched_[i], now_, *pickup, *visit(StopKind::dropoff));
      const auto trip =
          std::find_if(pending_.begin(), pending_.end(), [&](const PendingTrip& one) { return one.request == id; });
      book_[id].in_contract = trip->contract >= 0;
      tell(EventKind::accepted, id, touched_[i], pickup->location);
      expect_conduct(id, pickup->begin);
    }
  }
}

void Simulation::tell_reassigned() {
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    for (const PlannedStop& stop : plans_[i]) {
      if (stop.kind != StopKind::pickup || book_[stop.request].record.shuttle == touched_[i]) continue;
      book_[stop.request].record.shuttle = touched_[i];
      tell(EventKind::reassigned, stop.request, touched_[i], stop.location);
    }
  }
}

}  // namespace navette
