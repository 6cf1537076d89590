#include "engine/unforeseen/put_off.h"

#include <algorithm>
#include <vector>

namespace navette {
namespace {

/// Each ride limit that some choice of waiting keeps, those before it kept, and of each other the least that one does.
/// All must be kNever in `soonest`, which can be planned so.
void find_ride_limits(std::span<const PlannedStop> stops, std::span<PlannedStop> soonest, const PlanStops& plan) {
  for (std::size_t k = 0; k < stops.size(); ++k) {
    if (stops[k].max_ride >= kNever || stops[k].kind != StopKind::dropoff) continue;
    const auto pickup = std::find_if(soonest.begin(), soonest.end(), [&](const PlannedStop& stop) {
      return stop.kind == StopKind::pickup && stop.request == stops[k].request;
    });
    if (pickup == soonest.end()) continue;
    Milliseconds& limit = soonest[k].max_ride;
    const auto holds = [&](Milliseconds supposed) {
      limit = supposed;
      return plan(soonest);
    };
    Milliseconds too_short = stops[k].max_ride;
    if (holds(too_short)) continue;
    holds(kNever);
    Milliseconds least = soonest[k].begin - pickup->begin - pickup->duration;
    while (least - too_short > Milliseconds{1}) {
      const Milliseconds middle{(too_short.count + least.count) / 2};
      (holds(middle) ? least : too_short) = middle;
    }
    limit = least;
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

void plan_times_late(std::span<PlannedStop> stops, const PlanStops& plan) {
  if (plan(stops)) return;
  std::vector<PlannedStop> soonest(stops.begin(), stops.end());
  for (PlannedStop& stop : soonest) {
    stop.latest = kNever;
    stop.max_ride = kNever;
  }
  plan(soonest);
  for (std::size_t k = 0; k < stops.size(); ++k) {
    // To keep a ride short, somebody may be fetched late, but nobody is brought late: roads may open in hours only.
    if (stops[k].kind != StopKind::pickup) soonest[k].latest = std::max(stops[k].latest, soonest[k].begin);
    soonest[k].max_ride = stops[k].max_ride;
  }
  if (!plan(soonest)) {
    // Some rides have become too long whatever the waiting; that is no reason to give up the limits of the others.
    for (PlannedStop& stop : soonest) stop.max_ride = kNever;
    find_ride_limits(stops, soonest, plan);
    plan(soonest);
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
