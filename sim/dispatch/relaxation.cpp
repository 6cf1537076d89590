#include "dispatch/relaxation.h"

#include <algorithm>
#include <iterator>

#include "dispatch/policies/supposed_plans.h"

namespace navette {
namespace {

void widen(Milliseconds& limit, Milliseconds by) {
  if (limit < kNever) limit += by;
}

// Of the visit that a relaxation is about.
Milliseconds bound_of(const PlannedStop& stop) { return stop.opens_shift ? stop.earliest : stop.latest; }

bool is_about(const Relaxation& relaxation, const PlannedStop& stop) {
  switch (relaxation.kind) {
    case RelaxationKind::shift_end:
      return stop.kind == StopKind::depot && !stop.opens_shift && bound_of(stop) == relaxation.bound;
    case RelaxationKind::shift_start:
      return stop.kind == StopKind::depot && stop.opens_shift && bound_of(stop) == relaxation.bound;
    case RelaxationKind::pause:
      return stop.kind == StopKind::pause && bound_of(stop) == relaxation.bound;
    case RelaxationKind::other_promise:
      return stop.request.valid() && stop.request == relaxation.other;
    default:
      return false;
  }
}

void relax(PlannedStop& stop, const Relaxation& relaxation) {
  switch (relaxation.kind) {
    case RelaxationKind::shift_end:
      stop.earliest += relaxation.by;
      stop.latest += relaxation.by;
      return;
    case RelaxationKind::shift_start:
      stop.earliest -= relaxation.by;
      stop.latest -= relaxation.by;
      return;
    case RelaxationKind::pause:
      widen(stop.latest, relaxation.by);
      return;
    default:
      widen(stop.latest, relaxation.by);
      widen(stop.max_ride, relaxation.by);
  }
}

}  // namespace

std::vector<PossibleRelaxation> possible_relaxations(const FleetView& fleet, ShuttleId shuttle) {
  const auto planned = stops_shown(fleet, shuttle);
  std::vector<PossibleRelaxation> all;
  for (std::size_t k = 0; k < planned.size(); ++k) {
    const PlannedStop& stop = planned[k];
    PossibleRelaxation one{{.shuttle = shuttle, .bound = bound_of(stop)}, 7 * kDay};
    if (stop.kind == StopKind::depot && stop.opens_shift) {
      one.limit.kind = RelaxationKind::shift_start;
      const Milliseconds free = fleet.origin_ready(shuttle);
      one.most = stop.latest - (k == 0 ? free : std::max(free, planned[k - 1].latest));
    } else if (stop.kind == StopKind::depot) {
      one.limit.kind = RelaxationKind::shift_end;
      if (k + 1 < planned.size()) one.most = std::min(one.most, planned[k + 1].earliest - stop.earliest);
    } else if (stop.kind == StopKind::pause) {
      one.limit.kind = RelaxationKind::pause;
    } else if (stop.request.valid()) {
      one.limit = {.kind = RelaxationKind::other_promise, .shuttle = shuttle, .other = stop.request};
      if (std::any_of(all.begin(), all.end(), [&](const auto& told) { return told.limit.same_limit(one.limit); })) {
        continue;
      }
    } else {
      continue;
    }
    all.push_back(one);
  }
  const Milliseconds at_the_wheel = fleet.max_continuous_driving(shuttle);
  if (at_the_wheel < kNever) {
    all.push_back({{.kind = RelaxationKind::driving, .shuttle = shuttle, .bound = at_the_wheel}, 7 * kDay});
  }
  return all;
}

SupposedRelaxation::SupposedRelaxation(const FleetView& fleet, const Relaxation& relaxation, WaitingPolicy waiting)
    : fleet_{fleet}, relaxation_{relaxation} {
  if (relaxation.kind == RelaxationKind::driving) {
    fleet.suppose_driving(relaxation.shuttle, relaxation.moved());
    holds_ = true;
    return;
  }
  auto stops = stops_shown(fleet, relaxation.shuttle);
  for (PlannedStop& stop : stops) {
    if (!is_about(relaxation, stop)) continue;
    relax(stop, relaxation);
    holds_ = true;
    if (relaxation.kind != RelaxationKind::other_promise) break;
  }
  holds_ = holds_ && fleet.plan(relaxation.shuttle, stops, waiting);
  if (holds_) stops_.emplace(fleet, relaxation.shuttle, stops);
}

SupposedRelaxation::~SupposedRelaxation() {
  if (relaxation_.kind == RelaxationKind::driving) fleet_.suppose_driving(relaxation_.shuttle, relaxation_.bound);
}

std::optional<Milliseconds> least_by(const std::function<bool(Milliseconds)>& suffices, const Tries& tries) {
  std::int64_t too_little = 0;
  std::int64_t enough = tries.most.count;
  if (enough <= 0) return std::nullopt;
  if (tries.likely.count > 0 && tries.likely < tries.most && suffices(tries.likely)) {
    enough = tries.likely.count;
    if (enough > 1 && !suffices(Milliseconds{enough - 1})) return tries.likely;
    enough = std::max<std::int64_t>(1, enough - 1);
  } else if (!suffices(tries.most)) {
    const auto next = [&] { return tries.between ? enough / 2 : 0; };
    for (enough = next(); enough >= 1'000 && !suffices(Milliseconds{enough}); enough = next()) {
    }
    if (enough < 1'000) return std::nullopt;
  } else if (tries.likely < tries.most) {
    too_little = tries.likely.count;
  }
  while (enough - too_little > 1) {
    const std::int64_t middle = too_little + (enough - too_little) / 2;
    (suffices(Milliseconds{middle}) ? enough : too_little) = middle;
  }
  return Milliseconds{enough};
}

}  // namespace navette
