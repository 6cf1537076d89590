#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/run/simulation.h"
#include "engine/unforeseen/noise.h"

namespace navette {

void Simulation::expect_conduct(RequestId id, Milliseconds pickup) {
  const Conduct conduct = conduct_of(demand_[id], scenario_.booking, scenario_.run.seed);
  if (!conduct.cancels) return;
  const auto left = static_cast<double>((pickup - now_).count);
  queue_.push(now_ + Milliseconds{static_cast<std::int64_t>(conduct.cancels_after * left)}, Occurrence::cancellation,
              id.value);
}

void Simulation::cancel(RequestId id) {
  if (book_[id].stage != RequestStage::accepted) return;  // on board, or cancelled with the way out
  const ShuttleId shuttle = book_[id].record.shuttle;
  tell(EventKind::cancelled, id, shuttle, book_[id].pickup.location);
  leave_out(id, shuttle);
  book_.end_unserved(id, RequestEnd::cancelled);
  cancel_way_back(id);
}

void Simulation::cancel_way_back(RequestId id) {
  const RequestId back = other_way_[id];
  if (!demand_[id].way_back && back.valid() && book_[id].in_contract && book_[back].in_contract) cancel(back);
}

void Simulation::leave_out(RequestId id, ShuttleId shuttle) {
  const auto old = fleet_.state(shuttle).schedule.stops();
  mended_.clear();
  std::copy_if(old.begin(), old.end(), std::back_inserter(mended_),
               [&](const PlannedStop& stop) { return stop.request != id; });
  mend(shuttle);
}

bool Simulation::set_out(ShuttleId id) {
  const std::int64_t pace = pace_of(id, now_, scenario_.disturbances, scenario_.run.seed);
  const auto longer = movement_.start(id, now_, pace);
  const Location from = fleet_.state(id).drive.from;
  tell(EventKind::departed, RequestId{}, id, from);
  if (longer) tell(EventKind::went_round, RequestId{}, id, from, longer->count);
  return pace > 1'000 || (longer && *longer > Milliseconds{0});
}

void Simulation::close_roads() {
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    const ShuttleId id{s};
    if (movement_.meets_closure(id, now_)) {
      mark_shared(id);
      tell(EventKind::diverted, RequestId{}, id, movement_.divert(id, now_));
      set_out(id) ? replan_times(id) : schedule_next(id);
    } else if (takes_longer(id)) {
      replan_times(id);
    }
  }
}

bool Simulation::takes_longer(ShuttleId id) {
  const auto old = std::as_const(fleet_).state(id).schedule.stops();
  mended_.assign(old.begin(), old.end());
  if (mended_.empty()) return false;
  check_.mend(id, mended_);
  return !std::equal(old.begin(), old.end(), mended_.begin(), [](const PlannedStop& a, const PlannedStop& b) {
    return a.begin == b.begin && a.drive == b.drive && a.arrival == b.arrival;
  });
}

void Simulation::replan_times(ShuttleId shuttle) {
  const auto old = fleet_.state(shuttle).schedule.stops();
  mended_.assign(old.begin(), old.end());
  mend(shuttle);
}

void Simulation::mend(ShuttleId shuttle) {
  if (mended_.empty()) return;  // behind the last shift
  check_.mend(shuttle, mended_);
  Milliseconds delay{0};
  auto before = fleet_.state(shuttle).schedule.stops().begin();  // mended_ is in its order, with some left out
  for (const PlannedStop& stop : mended_) {
    while (!same_visit(*before, stop)) ++before;
    delay = std::max(delay, stop.begin - (before++)->begin);
    if (stop.request.valid()) book_.put_off(stop);
  }
  if (delay > Milliseconds{0})
    tell(EventKind::delayed, RequestId{}, shuttle, view_.origin(shuttle).location, delay.count);
  change_schedule(shuttle, mended_);
  if (delay > Milliseconds{0}) reconsider_if_late(shuttle);
}

void Simulation::tell_if_broken(RequestId id, ShuttleId shuttle, Location place, Milliseconds time,
                                Milliseconds latest) {
  if (time > latest) tell(EventKind::promise_broken, id, shuttle, place, (time - latest).count);
}

}  // namespace navette
