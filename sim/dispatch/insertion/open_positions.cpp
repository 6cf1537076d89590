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

OpenPositions::OpenPositions(const PendingTrip& trip, const FleetView& fleet, Scratch& scratch)
    : trip_{trip},
      fleet_{fleet},
      labels_{fleet.labels()},
      pickup_{labels_.bounds(trip.pickup.labels)},
      dropoff_{labels_.bounds(trip.dropoff.labels)},
      // Once for what begins earlier, once for what may begin later.
      slack_{2 * (std::int64_t{pickup_.turning_gain} + dropoff_.turning_gain)},
      sieved_{sieved()},
      scratch_{scratch} {}

SieveTrip OpenPositions::sieved() const {
  return {
      {pickup_, dropoff_, trip_.service, trip_.pickup.change, fleet_.now(), trip_.pickup.earliest, trip_.pickup.latest,
       trip_.dropoff.latest, trip_.pickup.duration, trip_.dropoff.duration, trip_.drive, slack_},
      labels_.landmarks()};
}

void OpenPositions::find_most_promising(std::vector<OpenPosition>& found) {
  if (trip_.only.valid()) return;
  fleet_.sieve().behind_last_visit(sieved_, scratch_.costs);
  Eight least = Eight::all(FleetSieve::kRuledOut);
  for (const Eight::Lanes& costs : scratch_.costs) least = min(least, Eight::of(costs));
  Eight::Lanes lanes;
  least.store(lanes);
  const std::int16_t cost = *std::min_element(lanes.begin(), lanes.end());
  if (cost == FleetSieve::kRuledOut) return;
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    if (scratch_.costs[s / 8][s % 8] != cost) continue;
    tried_ = ShuttleId{s};
    find_last(tried_, kNever - Milliseconds{1}, found);
    return;
  }
}

void OpenPositions::find_others(Milliseconds most, std::vector<OpenPosition>& found) {
  if (trip_.only.valid()) {
    const Shuttle& shuttle = fleet_.shuttle(trip_.only);
    if (!trip_.may_ride(shuttle, trip_.only)) return;
    return find(trip_.only, 0, fleet_.schedule(trip_.only).size(), most, found);
  }
  const std::int16_t most_steps =
      std::min<std::int16_t>(labels_.landmarks().steps_down(most), FleetSieve::kRuledOut - 1);
  const Eight dearest = Eight::all(most_steps);
  for (std::size_t block = 0; block < scratch_.costs.size(); ++block) {
    const Eight::Lanes& costs = scratch_.costs[block];
    if ((Eight::of(costs) > dearest).bits() == Eight::kAllBits) continue;
    for (std::size_t lane = 0; lane < costs.size(); ++lane) {
      const ShuttleId id{8 * block + lane};
      if (costs[lane] <= most_steps && id != tried_) find_last(id, most, found);
    }
  }
  scratch_.shuttles.clear();
  fleet_.sieve().between_visits(sieved_, most_steps, scratch_.shuttles);
  for (const ShuttleId id : scratch_.shuttles) find(id, 0, fleet_.schedule(id).size() - 1, most, found);
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

void OpenPositions::find(ShuttleId id, std::size_t first_rank, std::size_t end_rank, Milliseconds most,
                         std::vector<OpenPosition>& found) const {
  const Schedule& schedule = fleet_.schedule(id);
  const auto stops = schedule.stops();
  const Load& capacity = fleet_.shuttle(id).capacity;
  const std::size_t first =
      std::max({first_rank, fleet_.first_open_rank(id), schedule.first_that_can_begin(trip_.pickup.earliest - slack_)});
  const Milliseconds latest = trip_.pickup.latest + slack_;
  for (std::size_t rank = first; rank < end_rank; ++rank) {
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
