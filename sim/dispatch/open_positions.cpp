#include "dispatch/open_positions.h"

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
      slack_{2 * (pickup_.turning_gain + dropoff_.turning_gain)} {}

void OpenPositions::find_idle(std::vector<OpenPosition>& found) const {
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    const ShuttleId id{s};
    const ShuttleBrief& brief = fleet_.brief(id);
    if (!brief.idle || !may_serve(id, brief)) continue;
    const Milliseconds now = fleet_.now();
    const Halt halt{brief.location, labels_.bounds(brief.place), Milliseconds{0}, std::max(brief.from, now),
                    std::max(brief.ready, now)};
    const Milliseconds cost = least_cost(
        halt, {brief.front_location, labels_.bounds(brief.front), true, brief.latest_front, brief.drive_to_front},
        kNever);
    if (cost < kNever) found.push_back({cost, id, 0});
  }
}

void OpenPositions::find_busy(Milliseconds most, std::vector<OpenPosition>& found) const {
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    const ShuttleId id{s};
    const ShuttleBrief& brief = fleet_.brief(id);
    if (!brief.idle && may_serve(id, brief) && least_cost(brief) <= most) find(id, most, found);
  }
}

Milliseconds OpenPositions::least_cost(const ShuttleBrief& brief) const {
  const Milliseconds to_pickup = least(brief.places, pickup_) - brief.longest_drive - slack_;
  return to_pickup + std::min(least(pickup_, brief.places), trip_.drive + least(dropoff_, brief.places));
}

OpenPositions::Halt OpenPositions::origin_of(ShuttleId id) const {
  const Milliseconds on_the_way = fleet_.on_the_way_for(id);
  // Where a moving shuttle is need not be known: from where it left, any drive takes longer by the time since then.
  const Location place = on_the_way > Milliseconds{0} ? Location{} : fleet_.origin(id).location;
  return {place, labels_.bounds(fleet_.last_place(id)), on_the_way, fleet_.origin_from(id), fleet_.origin_ready(id)};
}

void OpenPositions::find(ShuttleId id, Milliseconds most, std::vector<OpenPosition>& found) const {
  const Schedule& schedule = fleet_.schedule(id);
  const auto stops = schedule.stops();
  const Load& capacity = fleet_.shuttle(id).capacity;
  const std::size_t first =
      std::max(fleet_.first_open_rank(id), schedule.first_that_can_begin(trip_.pickup.earliest - slack_));
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

Milliseconds OpenPositions::least_cost(const Halt& before, const Next& next, Milliseconds most) const {
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

}  // namespace navette
