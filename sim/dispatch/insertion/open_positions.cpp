#include "dispatch/insertion/open_positions.h"

#include <algorithm>

namespace navette {

// The halt that a pickup would follow. Times are those planned.
struct OpenPositions::Halt {
  Location location;          // where it is; none for a shuttle that is moving
  const LandmarkTimes& near;  // of that place, or of the one left last
  Milliseconds on_the_way;    // the shuttle left there so long ago
  Milliseconds begin;
  Milliseconds leave;
};

// The stop that would come after.
struct OpenPositions::Next {
  Location location;
  const LandmarkTimes& near;
  bool depot;
  Milliseconds latest_begin;
  Milliseconds drive;  // from the halt, as planned
};

OpenPositions::OpenPositions(const PendingTrip& trip, const FleetView& fleet)
    : trip_{trip},
      fleet_{fleet},
      labels_{fleet.labels()},
      pickup_{labels_.bounds(trip.pickup.labels)},
      dropoff_{labels_.bounds(trip.dropoff.labels)},
      // Once for what begins earlier, once for what may begin later.
      slack_{2 * (std::int64_t{pickup_.turning_gain} + dropoff_.turning_gain)} {}

void OpenPositions::find_idle(std::vector<OpenPosition>& found) const {
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    const ShuttleId id{s};
    const ShuttleBrief& brief = fleet_.brief(id);
    if (!brief.idle || !may_serve(id, brief)) continue;
    const Milliseconds cost = least_cost_of_idle(brief);
    if (cost < kNever) found.push_back({cost, id, 0});
  }
}

// To the pickup, to the drop-off, back to the depot.
Milliseconds OpenPositions::least_cost_of_idle(const ShuttleBrief& brief) const {
  const bool here = brief.location == trip_.pickup.location;
  const Milliseconds to_pickup = here ? Milliseconds{0} : least(labels_.bounds(brief.place), pickup_);
  const Milliseconds reached = std::max(here ? brief.from : brief.ready, fleet_.now()) + to_pickup;
  const Milliseconds begin = std::max(trip_.pickup.earliest, reached) - slack_;
  const Milliseconds alight = begin + trip_.pickup.duration + trip_.drive;
  if (begin > trip_.pickup.latest || alight > trip_.dropoff.latest) return kNever;
  const bool at_depot = brief.front_location == trip_.dropoff.location;
  const Milliseconds back =
      at_depot ? Milliseconds{0} : trip_.dropoff.duration + least(dropoff_, labels_.bounds(brief.front));
  if (alight + back > brief.latest_front + slack_) return kNever;
  const Milliseconds boarding = here ? Milliseconds{0} : trip_.pickup.duration;
  return to_pickup + boarding + trip_.drive + back - brief.drive_to_front - slack_;
}

void OpenPositions::find_busy(Milliseconds most, std::vector<OpenPosition>& found) const {
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    const ShuttleId id{s};
    const ShuttleBrief& brief = fleet_.brief(id);
    if (brief.idle || !may_serve(id, brief)) continue;
    // Behind the last passenger the way back to the depot, often long, is given up: that position is judged alone.
    find(id, least_cost(brief) <= most ? 0 : brief.last_rank, most, found);
  }
}

Milliseconds OpenPositions::least_cost(const ShuttleBrief& brief) const {
  const Milliseconds none{0};
  const Milliseconds to_pickup = least(brief.places, pickup_);
  const Milliseconds on = least(pickup_, brief.places);
  const Milliseconds back = least(dropoff_, brief.places);
  // Where a bound is above zero the places differ, so the dwell is not shared.
  const Milliseconds boarding = to_pickup > none ? trip_.pickup.duration : none;
  const Milliseconds drop_off_next = boarding + trip_.drive + back + (back > none ? trip_.dropoff.duration : none);
  const Milliseconds drop_off_later = on + (on > none ? boarding : none);
  return to_pickup + std::min(drop_off_next, drop_off_later) - brief.longest_drive - slack_;
}

// Inline, or half the time goes into passing its arguments.
[[gnu::always_inline]] inline Milliseconds OpenPositions::least_cost(const Halt& before, const Next& next,
                                                                     Milliseconds most) const {
  const PlannedStop& pickup = trip_.pickup;
  const PlannedStop& dropoff = trip_.dropoff;
  const bool here = before.location == pickup.location;
  const Milliseconds to_pickup =
      here ? Milliseconds{0} : std::max(least(before.near, pickup_) - before.on_the_way, Milliseconds{0});
  const Milliseconds begin = std::max(pickup.earliest, here ? before.begin : before.leave + to_pickup) - slack_;
  if (begin > pickup.latest) return kNever;
  const Milliseconds leave = begin + pickup.duration;
  const Milliseconds latest = next.latest_begin + slack_;
  const Milliseconds detour = to_pickup - next.drive - slack_;
  if (detour > most) return kNever;

  Milliseconds cost = kNever;
  // The drop-off comes next ...
  const Milliseconds alight = leave + trip_.drive;
  if (alight <= dropoff.latest) {
    const bool shared = next.location == dropoff.location;
    const Milliseconds on = shared ? Milliseconds{0} : dropoff.duration + least(dropoff_, next.near);
    if (alight + on <= latest) cost = detour + trip_.drive + on + (here ? Milliseconds{0} : pickup.duration);
  }
  // ... or the next stop does; then the drop-off adds nothing at best.
  if (!next.depot) {
    const bool shared = next.location == pickup.location;
    const Milliseconds on = shared ? Milliseconds{0} : least(pickup_, next.near);
    if ((shared ? begin : leave + on) <= latest) {
      cost = std::min(cost, detour + on + (here || shared ? Milliseconds{0} : pickup.duration));
    }
  }
  return cost;
}

OpenPositions::Halt OpenPositions::origin_of(ShuttleId id) const {
  const Milliseconds on_the_way = fleet_.on_the_way_for(id);
  // Where a moving shuttle is need not be known: from where it left, any drive takes longer by the time since then.
  const Location place = on_the_way > Milliseconds{0} ? Location{} : fleet_.origin(id).location;
  return {place, labels_.bounds(fleet_.last_place(id)), on_the_way, fleet_.origin_from(id), fleet_.origin_ready(id)};
}

void OpenPositions::find(ShuttleId id, std::size_t first_rank, Milliseconds most,
                         std::vector<OpenPosition>& found) const {
  const Schedule& schedule = fleet_.schedule(id);
  const auto stops = schedule.stops();
  const Load& capacity = fleet_.shuttle(id).capacity;
  const std::size_t first =
      std::max({first_rank, fleet_.first_open_rank(id), schedule.first_that_can_begin(trip_.pickup.earliest - slack_)});
  const Milliseconds latest = trip_.pickup.latest + slack_;
  for (std::size_t rank = first; rank < stops.size(); ++rank) {
    if ((rank == 0 ? fleet_.origin_from(id) : stops[rank - 1].begin) > latest) break;
    const PlannedStop& stop = stops[rank];
    if (stop.opens_shift) continue;
    const Load& load = rank == 0 ? fleet_.on_board(id) : schedule.load_after(rank - 1);
    if (!(load + trip_.pickup.change).fits_in(capacity)) continue;
    const Halt before = rank == 0 ? origin_of(id)
                                  : Halt{stops[rank - 1].location, labels_.bounds(stops[rank - 1].labels),
                                         Milliseconds{0}, stops[rank - 1].begin, schedule.leave(rank - 1)};
    const Milliseconds cost =
        least_cost(before,
                   {stop.location, labels_.bounds(stop.labels), stop.kind == StopKind::depot,
                    schedule.latest_begin(rank), rank == 0 ? fleet_.drive_to_front(id) : stop.drive},
                   most);
    if (cost <= most) found.push_back({cost, id, static_cast<std::int32_t>(rank)});
  }
}

}  // namespace navette
