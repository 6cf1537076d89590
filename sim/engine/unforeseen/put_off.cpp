#include "engine/unforeseen/put_off.h"

#include <algorithm>
#include <vector>

namespace navette {
namespace {

void allow_longer_rides(std::span<PlannedStop> stops) {
  for (PlannedStop& dropoff : stops) {
    if (dropoff.kind != StopKind::dropoff || dropoff.max_ride >= kNever) continue;
    for (const PlannedStop& pickup : stops) {
      if (pickup.kind != StopKind::pickup || pickup.request != dropoff.request) continue;
      dropoff.max_ride = std::max(dropoff.max_ride, dropoff.begin - pickup.begin - pickup.duration);
    }
  }
}

}  // namespace

void restore_limits(const Shuttle& shuttle, const RequestBook& book, std::span<PlannedStop> stops) {
  auto shift = shuttle.shifts.rbegin();
  std::size_t pauses = 0;  // of this shift, before the stop
  for (std::size_t k = stops.size(); k-- > 0;) {
    PlannedStop& stop = stops[k];
    if (stop.kind == StopKind::depot && shift != shuttle.shifts.rend()) {
      stop.latest = stop.opens_shift ? shift->start : shift->end;
      pauses = shift->pauses.size();
      if (stop.opens_shift) ++shift;
    } else if (stop.kind == StopKind::pause && pauses > 0) {
      stop.latest = shift->pauses[--pauses].latest;
    } else if (stop.kind == StopKind::pickup) {
      stop.latest = book[stop.request].record.promise.latest_pickup;
    } else if (stop.kind == StopKind::dropoff) {
      const RequestRecord& record = book[stop.request].record;
      const bool on_board = book[stop.request].stage == RequestStage::on_board;
      stop.latest = record.promise.latest_dropoff;
      if (on_board) stop.latest = std::min(stop.latest, record.boarded + record.promise.max_ride);
      stop.max_ride = on_board ? kNever : record.promise.max_ride;
    }
  }
}

void plan_times_late(std::span<PlannedStop> stops, const std::function<bool(std::span<PlannedStop>)>& plan) {
  if (plan(stops)) return;
  std::vector<PlannedStop> soonest(stops.begin(), stops.end());
  for (PlannedStop& stop : soonest) stop.latest = kNever;
  if (!plan(soonest)) {
    // Some rides have become too long whatever the waiting; that is no reason to give up the limits of the others.
    for (PlannedStop& stop : soonest) stop.max_ride = kNever;
    for (std::size_t k = 0; k < stops.size(); ++k) {
      if (stops[k].max_ride >= kNever) continue;
      soonest[k].max_ride = stops[k].max_ride;
      if (!plan(soonest)) soonest[k].max_ride = kNever;
    }
    plan(soonest);
    for (std::size_t k = 0; k < stops.size(); ++k) soonest[k].max_ride = stops[k].max_ride;
    allow_longer_rides(soonest);
  }
  for (std::size_t k = 0; k < stops.size(); ++k) {
    stops[k].latest = std::max(stops[k].latest, soonest[k].begin);
    stops[k].max_ride = soonest[k].max_ride;
  }
  plan(stops);
}

void plan_times_late(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting) {
  plan_times_late(stops, [&](std::span<PlannedStop> of) { return plan_times(origin, of, waiting); });
}

}  // namespace navette
