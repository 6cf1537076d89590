#include "support/brute_force_insertion.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/brute_force_sequence.h"

namespace navette::test {
namespace {

// Written down stretch by stretch, from one depot visit or pause to the next.
bool driver_may(const Sequence& s, std::int64_t driven, Milliseconds limit) {
  std::size_t k = 0;
  while (k < s.stops.size()) {
    std::int64_t stretch = k == 0 ? driven : 0;
    for (bool over = false; !over && k < s.stops.size(); ++k) {
      stretch += s.drive[k];
      over = s.stops[k].kind == StopKind::depot || s.stops[k].kind == StopKind::pause;
    }
    if (limit < kNever && stretch > limit.count) return false;
  }
  return true;
}

bool allowed(const std::vector<PlannedStop>& stops, const PendingTrip& trip, const Load& on_board, const Load& capacity,
             bool off_duty) {
  bool aboard = false;
  Load load = on_board;
  bool closed = off_duty;
  for (const PlannedStop& stop : stops) {
    const bool own = stop.request == trip.request;
    if ((stop.kind == StopKind::depot || stop.kind == StopKind::pause) && aboard) return false;
    if (own && closed) return false;
    if (stop.kind == StopKind::depot) closed = !stop.opens_shift;
    if (own) aboard = stop.kind == StopKind::pickup;
    load += stop.change;
    if (!load.fits_in(capacity)) return false;
  }
  return stops.back().kind == StopKind::depot;
}

// What it costs that the trip's visits, at these ranks, begin later than the rules say.
double price_of_lateness(const Sequence& s, std::size_t pickup, std::size_t dropoff, const PendingTrip& trip,
                         const ObjectiveSettings& objective) {
  const std::int64_t waits = s.begin[pickup] - trip.limits.latest_pickup.count;
  const std::int64_t rides = s.begin[dropoff] - trip.limits.latest_dropoff.count;
  double price = 0;
  if (waits > 0) price += objective.penalty.wait * static_cast<double>(waits);
  if (rides > 0) price += objective.penalty.travel_time * static_cast<double>(rides);
  return price;
}

// The shuttle is needed for no longer than a ride of one's own takes, or has nobody else to serve until then.
bool may_be_late(const Sequence& before, const Sequence& after, std::size_t i, std::size_t j, int aboard,
                 const PendingTrip& trip, const FleetView& fleet) {
  bool nobody = i == j && aboard == 0;
  for (std::size_t k = 0; k < i; ++k) nobody = nobody && !before.stops[k].request.valid();
  const double added = cost_of(after, aboard, {}, fleet.oracle()) - cost_of(before, aboard, {}, fleet.oracle());
  return nobody || added <= static_cast<double>((trip.drive + trip.pickup.duration + trip.dropoff.duration).count);
}

// Of one pair of places: of those that keep the limits, or of those that do not.
std::optional<Insertion> cheapest(const PendingTrip& trip, const FleetView& fleet, const ObjectiveSettings& objective,
                                  bool late) {
  const RoadGraph& graph = fleet.oracle().graph();
  std::optional<Insertion> best;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId id{s};
    if (fleet.shuttle(id).service != trip.service || (trip.only.valid() && trip.only != id)) continue;
    const auto old = fleet.schedule(id).stops();
    if (old.empty()) continue;
    Sequence before{fleet.origin(id), {old.begin(), old.end()}, {}, {}};
    before.drive = drives(graph, before.origin, before.stops);
    for (const PlannedStop& stop : old) before.begin.push_back(stop.begin.count);
    const int aboard = fleet.on_board(id).seats() + fleet.on_board(id).wheelchairs();
    const double as_it_stands = cost_of(before, aboard, objective, fleet.oracle()) + wish(trip, objective);
    for (std::size_t i = fleet.first_open_rank(id); i < old.size(); ++i) {
      for (std::size_t j = i; j < old.size(); ++j) {
        Sequence after{before.origin, {old.begin(), old.end()}, {}, {}};
        after.stops.insert(after.stops.begin() + static_cast<std::ptrdiff_t>(j), trip.dropoff);
        after.stops.insert(after.stops.begin() + static_cast<std::ptrdiff_t>(i), trip.pickup);
        if (!allowed(after.stops, trip, fleet.on_board(id), fleet.shuttle(id).capacity, old.front().opens_shift)) {
          continue;
        }
        after.drive = drives(graph, after.origin, after.stops);
        if (!feasible(after)) continue;
        if (!driver_may(after, fleet.driven(id).count, fleet.shuttle(id).max_continuous_driving)) continue;
        const bool exceeds = trip.largest_excess.count > 0 && (after.begin[i] > trip.limits.latest_pickup.count ||
                                                               after.begin[j + 1] > trip.limits.latest_dropoff.count);
        if (exceeds != late) continue;
        if (late && !may_be_late(before, after, i, j, aboard, trip, fleet)) continue;
        const double added = cost_of(after, aboard, objective, fleet.oracle()) - as_it_stands +
                             price_of_lateness(after, i, j + 1, trip, objective);
        const Insertion found{id, static_cast<std::int32_t>(i), static_cast<std::int32_t>(j),
                              Milliseconds{std::llround(added)}};
        if (!best || found.cost < best->cost) best = found;
      }
    }
  }
  return best;
}

}  // namespace

std::optional<Insertion> brute_force_insertion(const PendingTrip& trip, const FleetView& fleet,
                                               const ObjectiveSettings& objective) {
  std::optional<Insertion> best;
  for (const bool late : {false, true}) {
    const std::size_t pairs = trip.choices == nullptr ? 1 : trip.choices->pairs.size();
    for (std::size_t k = 0; k < pairs && (!late || trip.largest_excess.count > 0); ++k) {
      auto found = cheapest(trip.choices == nullptr ? trip : trip.between(k), fleet, objective, late);
      if (!found || (best && found->cost >= best->cost)) continue;
      found->choice = static_cast<std::int32_t>(k);
      best = found;
    }
    if (best) return best;
  }
  return best;
}

}  // namespace navette::test
