#include "dispatch/open_positions.h"

#include <algorithm>

namespace navette {

// The halt that a pickup would follow. Times are those planned.
struct OpenPositions::Halt {
  Location location;           // where it is, or was last
  std::int32_t labels;         // of that place
  Milliseconds on_the_way{0};  // the shuttle left there so long ago
  Milliseconds begin;
  Milliseconds leave;
};

OpenPositions::OpenPositions(const PendingTrip& trip, const FleetView& fleet)
    : trip_{trip}, fleet_{fleet}, labels_{fleet.labels()} {
  // Once for what begins earlier, once for what may begin later.
  slack_ = 2 * Milliseconds{labels_.bounds(trip.pickup.labels).turning_gain +
                            labels_.bounds(trip.dropoff.labels).turning_gain};
}

void OpenPositions::find(std::vector<OpenPosition>& found) const {
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    const ShuttleId id{s};
    const Shuttle& shuttle = fleet_.shuttle(id);
    if (trip_.may_ride(shuttle, id) && trip_.pickup.change.fits_in(shuttle.capacity)) find(id, found);
  }
}

OpenPositions::Halt OpenPositions::origin_of(ShuttleId id) const {
  const Milliseconds on_the_way = fleet_.on_the_way_for(id);
  // Where a moving shuttle is need not be known: from where it left, any drive takes longer by the time since then.
  const Location place = on_the_way > Milliseconds{0} ? Location{} : fleet_.origin(id).location;
  return {place, fleet_.last_place(id), on_the_way, fleet_.origin_from(id), fleet_.origin_ready(id)};
}

void OpenPositions::find(ShuttleId id, std::vector<OpenPosition>& found) const {
  const Schedule& schedule = fleet_.schedule(id);
  const auto stops = schedule.stops();
  const Load& capacity = fleet_.shuttle(id).capacity;
  // Latest begins never fall from stop to stop.
  const std::size_t first =
      std::max(fleet_.first_open_rank(id), schedule.first_that_can_begin(trip_.pickup.earliest - slack_));
  for (std::size_t rank = first; rank < stops.size(); ++rank) {
    const PlannedStop& next = stops[rank];
    const Halt before = rank == 0 ? origin_of(id)
                                  : Halt{stops[rank - 1].location, stops[rank - 1].labels, Milliseconds{0},
                                         stops[rank - 1].begin, schedule.leave(rank - 1)};
    if (before.begin - slack_ > trip_.pickup.latest) break;
    if (next.opens_shift) continue;
    const Load& load = rank == 0 ? fleet_.on_board(id) : schedule.load_after(rank - 1);
    if (!(load + trip_.pickup.change).fits_in(capacity)) continue;
    const Milliseconds between = rank == 0 ? fleet_.drive_to_front(id) : next.drive;
    const Milliseconds cost = least_cost(before, next, between, schedule.latest_begin(rank));
    if (cost < kNever) found.push_back({cost, id, static_cast<std::int32_t>(rank)});
  }
}

Milliseconds OpenPositions::least_cost(const Halt& before, const PlannedStop& next, Milliseconds drive_between,
                                       Milliseconds latest_next) const {
  const PlannedStop& pickup = trip_.pickup;
  const PlannedStop& dropoff = trip_.dropoff;
  const bool here = before.location == pickup.location;
  const Milliseconds to_pickup =
      here ? Milliseconds{0} : std::max(least(before.labels, pickup.labels) - before.on_the_way, Milliseconds{0});
  const Milliseconds begin = std::max(pickup.earliest, here ? before.begin : before.leave + to_pickup) - slack_;
  if (begin > pickup.latest) return kNever;
  const Milliseconds leave = begin + pickup.duration;
  const Milliseconds latest = latest_next + slack_;
  const Milliseconds detour = to_pickup - drive_between - slack_;

  Milliseconds least_of_both = kNever;
  // The drop-off comes next ...
  const Milliseconds alight = leave + trip_.drive;
  if (alight <= dropoff.latest) {
    const bool shared = next.location == dropoff.location;
    const Milliseconds on = shared ? Milliseconds{0} : from_dropoff(next);
    const Milliseconds dwell = shared ? Milliseconds{0} : dropoff.duration;
    if (alight + dwell + on <= latest) {
      least_of_both = detour + trip_.drive + on + dwell + (here ? Milliseconds{0} : pickup.duration);
    }
  }
  // ... or the next stop does; then the drop-off adds nothing at best.
  if (next.kind != StopKind::depot) {
    const bool shared = next.location == pickup.location;
    const Milliseconds on = shared ? Milliseconds{0} : least(pickup.labels, next.labels);
    if ((shared ? begin : leave + on) <= latest) {
      least_of_both = std::min(least_of_both, detour + on + (here || shared ? Milliseconds{0} : pickup.duration));
    }
  }
  return least_of_both;
}

}  // namespace navette
