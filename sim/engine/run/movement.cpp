#include "engine/run/movement.h"

#include <utility>

namespace navette {

Movement::Movement(Fleet& fleet, Recorder& recorder, bool trajectories, const ClosedRoads& closed)
    : fleet_{fleet},
      recorder_{recorder},
      trajectories_{trajectories},
      closed_{closed},
      query_{fleet.oracle()},
      detours_{fleet.oracle().graph(), closed},
      legs_(fleet.size()) {}

std::optional<Milliseconds> Movement::start(ShuttleId id, Milliseconds now, std::int64_t pace) {
  ShuttleState& state = fleet_.state(id);
  const PlannedStop& target = state.schedule.front();
  const bool on_the_way = state.driving;
  const Location from = on_the_way ? position(fleet_.oracle().graph(), state.drive, now) : state.standing.location;
  const Heading heading = on_the_way ? Heading::ahead : Heading::either;

  OpenLeg& leg = legs_[id];
  if (!state.passengers.empty()) {
    leg.purpose = LegPurpose::occupied;
  } else if (ends_rides(target.kind) || (leg.at_depot && !on_the_way)) {
    leg.purpose = LegPurpose::depot;
  } else {
    leg.purpose = target.kind == StopKind::pickup ? LegPurpose::approach : LegPurpose::repositioning;
  }
  leg.at_depot = false;
  if (!on_the_way) state.left_at = now;

  state.drive.from = from;
  state.drive.to = target.location;
  state.drive.departure = now;
  state.drive.pace = pace;
  state.drive.holds.clear();
  state.drive.arrival = now + state.drive.by_clock(query_.path(from, target.location, now, state.drive.path, heading));
  state.driving = true;
  if (closed_.empty() || !is_blocked(state.drive, now)) return {};
  const Milliseconds planned = state.drive.arrival;
  const SettingOut drive{from, target.location, heading, now, pace};
  state.drive.arrival = now + Milliseconds{detours_.find(drive, state.drive.path, state.drive.holds) / 1'000};
  return state.drive.arrival - planned;
}

bool Movement::is_blocked(const Drive& drive, Milliseconds since) const {
  const RoadGraph& graph = fleet_.oracle().graph();
  bool blocked = false;
  for_each_edge(graph, drive, drive.arrival, [&](std::size_t rank, Milliseconds entry, Milliseconds /*planned*/) {
    const EdgeId edge = drive.path[rank];
    if (rank == 0 || entry < since || closed_.opens(edge, entry, since) == entry) return;
    // A place at the very beginning of a road can be reached without entering it.
    blocked = blocked || rank + 1 < drive.path.size() || on_edge(graph, drive.to, edge).offset > 0;
  });
  return blocked;
}

bool Movement::meets_closure(ShuttleId id, Milliseconds now) const {
  const ShuttleState& state = std::as_const(fleet_).state(id);
  return state.driving && now < state.drive.arrival && is_blocked(state.drive, now);
}

void Movement::arrive(ShuttleId id) {
  ShuttleState& state = fleet_.state(id);
  record(id, state.drive.to, state.drive.arrival, false);
  state.driving = false;
  state.standing = {state.drive.to, Heading::either, state.drive.arrival, state.drive.arrival, Milliseconds{0}};
  state.halted_at = state.drive.arrival;
  PlannedStop& reached = state.schedule.front();
  reached.drive = Milliseconds{0};  // or a pause that it waits for here would be planned with that drive again
  fleet_.labels().copy(reached.labels, state.place_labels);
}

Location Movement::divert(ShuttleId id, Milliseconds now) {
  const Location here = position(fleet_.oracle().graph(), fleet_.state(id).drive, now);
  record(id, here, now, true);
  return here;
}

void Movement::halt(ShuttleId id, Milliseconds now) {
  const Location here = divert(id, now);
  ShuttleState& state = fleet_.state(id);
  state.driving = false;
  state.standing = {here, Heading::either, now, now, Milliseconds{0}};
  state.halted_at = now;
  fleet_.labels().set(state.place_labels, here);
}

void Movement::record(ShuttleId id, Location to, Milliseconds until, bool diverted) {
  ShuttleState& state = fleet_.state(id);
  state.driven += until - state.drive.departure;
  const RoadGraph& graph = fleet_.oracle().graph();
  samples_.clear();
  std::size_t last = 0;
  for_each_edge(graph, state.drive, until, [&](std::size_t rank, Milliseconds entry, Milliseconds /*planned*/) {
    last = rank;
    samples_.push_back({state.drive.path[rank], entry});
  });
  LegRecord leg;
  leg.shuttle = id;
  leg.purpose = legs_[id].purpose;
  leg.diverted = diverted;
  leg.from = state.drive.from;
  leg.to = to;
  leg.departure = state.drive.departure;
  leg.arrival = until;
  leg.distance = driven(graph, state.drive, last, on_edge(graph, to, state.drive.path[last]));
  leg.load = state.on_board;
  leg.requests = static_cast<std::int16_t>(state.passengers.size());
  if (!trajectories_) samples_.clear();
  recorder_.leg(leg, samples_);
}

}  // namespace navette
