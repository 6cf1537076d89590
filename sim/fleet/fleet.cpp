#include "fleet/fleet.h"

namespace navette {
namespace {

std::vector<PlannedStop> shift_stops(const Shuttle& shuttle, std::int32_t depot_labels) {
  std::vector<PlannedStop> stops;
  for (const Shift& shift : shuttle.shifts) {
    PlannedStop depot;
    depot.location = shuttle.depot;
    depot.kind = StopKind::depot;
    depot.labels = depot_labels;
    depot.opens_shift = true;
    depot.earliest = shift.start;
    depot.latest = shift.start;
    stops.push_back(depot);
    depot.opens_shift = false;
    for (const Pause& rest : shift.pauses) {
      PlannedStop pause = depot;
      pause.kind = StopKind::pause;
      pause.earliest = rest.earliest;
      pause.latest = rest.latest;
      pause.duration = rest.duration;
      stops.push_back(pause);
    }
    depot.earliest = shift.end;
    depot.latest = shift.end;
    stops.push_back(depot);
  }
  return stops;
}

}  // namespace

Fleet::Fleet(std::vector<Shuttle> shuttles, const TravelTimeOracle& oracle)
    : oracle_{oracle}, labels_{oracle}, shuttles_{std::move(shuttles)} {
  for (const Shuttle& shuttle : shuttles_) {
    ShuttleState state;
    state.depot_labels = labels_.add(shuttle.depot);
    state.place_labels = labels_.add(shuttle.depot);
    state.wait_labels = labels_.add(shuttle.depot);
    state.standing = {shuttle.depot, Heading::either, -kNever, -kNever, Milliseconds{0}};
    auto stops = shift_stops(shuttle, state.depot_labels);
    plan_times(state.standing, stops, WaitingPolicy::wait_first);
    state.schedule.assign(state.standing, state.on_board, stops);
    states_.push_back(std::move(state));
    versions_.push_back(1);
  }
}

}  // namespace navette
