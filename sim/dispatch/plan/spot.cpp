#include "dispatch/plan/spot.h"

#include <algorithm>

namespace navette::plan {

struct SpotFinder::Scan {
  std::span<const Stop> stops;
  std::int32_t pickup;
  std::int32_t dropoff;
  const Visit* at_pickup;
  const Visit* at_dropoff;
  Ticks max_ride;
  Load capacity;
  Ticks max_driving;
  Spot best;
};

namespace {

const Stop& at(std::span<const Stop> stops, std::int32_t position) { return stops[static_cast<std::size_t>(position)]; }

// Where the shuttle stands in an imagined sequence: its last visit so far.
struct Reached {
  std::int32_t row;
  std::int32_t place;
  Ticks begin;
  Ticks leave;
};

Reached go_on(const Problem& problem, const Reached& from, std::int32_t row, Ticks not_before) {
  const Visit& visit = problem.visit(row);
  Reached next{row, visit.place, not_before, Ticks{0}};
  if (visit.place == from.place) {
    next.begin = std::max(next.begin, from.begin);
    next.leave = std::max(from.leave, next.begin + visit.duration);
  } else {
    next.begin = std::max(next.begin, from.leave + problem.travel.time(from.row, row));
    next.leave = next.begin + visit.duration;
  }
  return next;
}

// Puts a visit behind `before` in a sequence that is being put together.
Stop stop_of(const Problem& problem, std::int32_t row, std::int32_t before) {
  const Visit& visit = problem.visit(row);
  Stop stop;
  stop.row = row;
  stop.here = visit.place == problem.visit(before).place;
  stop.duration = visit.duration;
  stop.drive = problem.travel.time(before, row);
  stop.begin = visit.earliest;
  stop.latest = visit.latest;
  return stop;
}

void follow_another(const Problem& problem, Stop& stop, std::int32_t before) {
  stop.here = problem.visit(stop.row).place == problem.visit(before).place;
  stop.drive = problem.travel.time(before, stop.row);
}

}  // namespace

SpotFinder::SpotFinder(const Problem& problem) : problem_{problem} { trial_.reserve(problem.visits.size() + 2); }

Spot SpotFinder::find(const Sequence& sequence, std::int32_t trip) {
  const Trip& asked = problem_.trips[static_cast<std::size_t>(trip)];
  const Duty& duty = problem_.duties[static_cast<std::size_t>(sequence.duty())];
  Scan scan{sequence.stops(),
            Problem::pickup(trip),
            Problem::dropoff(trip),
            &problem_.visit(Problem::pickup(trip)),
            &problem_.visit(Problem::dropoff(trip)),
            asked.max_ride,
            duty.capacity,
            duty.max_driving,
            {}};
  const auto last = static_cast<std::int32_t>(sequence.size()) - 1;
  if (asked.on_board) {
    if (asked.only_duty == sequence.duty()) {
      for (std::int32_t i = duty.locked; i < last; ++i) {
        const std::int32_t before = at(scan.stops, i).row;
        const std::int32_t after = at(scan.stops, i + 1).row;
        const Ticks cost = problem_.travel.cost(before, scan.dropoff) + problem_.travel.cost(scan.dropoff, after) -
                           problem_.travel.cost(before, after);
        if (cost < scan.best.cost) consider(scan, -1, i, cost);
      }
    }
    return scan.best;
  }
  for (std::int32_t i = duty.locked; i < last; ++i) {
    if (!dropoffs_behind(scan, i)) break;
  }
  return scan.best;
}

bool SpotFinder::dropoffs_behind(Scan& scan, std::int32_t i) {
  const TravelMatrix& travel = problem_.travel;
  const Stop& before = at(scan.stops, i);
  if (!(before.load + scan.at_pickup->change).fits_in(scan.capacity)) return true;
  const Reached origin{before.row, problem_.visit(before.row).place, before.begin, before.leave};
  Reached reached = go_on(problem_, origin, scan.pickup, scan.at_pickup->earliest);
  if (reached.begin > scan.at_pickup->latest) return false;  // nor behind a later stop
  const Stop* next = &at(scan.stops, i + 1);
  const Ticks to_pickup = travel.cost(before.row, scan.pickup);

  // Directly behind the pickup.
  const Reached alight = go_on(problem_, reached, scan.dropoff, scan.at_dropoff->earliest);
  if (alight.begin <= scan.at_dropoff->latest &&
      go_on(problem_, alight, next->row, next->begin).begin <= next->latest) {
    const Ticks cost = to_pickup + travel.cost(scan.pickup, scan.dropoff) + travel.cost(scan.dropoff, next->row) -
                       travel.cost(before.row, next->row);
    if (cost < scan.best.cost) consider(scan, i, i, cost);
  }

  const Ticks pickup_cost = to_pickup + travel.cost(scan.pickup, next->row) - travel.cost(before.row, next->row);
  if (pickup_cost >= scan.best.cost) return true;
  // The pickup begins no later than this, or the next stop is late; the ride lasts no less than its drives and dwells.
  Ticks latest_pickup = scan.at_pickup->latest;
  if (next->row >= 0 && problem_.visit(next->row).place != scan.at_pickup->place) {
    latest_pickup =
        std::min(latest_pickup, next->latest - travel.time(scan.pickup, next->row) - scan.at_pickup->duration);
  }
  const Ticks latest_alight =
      std::min(scan.at_dropoff->latest, latest_pickup + scan.at_pickup->duration + scan.max_ride);
  Ticks ride{0};  // at least, from the end of boarding to the begin of the stop reached
  const auto last = static_cast<std::int32_t>(scan.stops.size()) - 1;
  Load load = scan.at_pickup->change;
  for (std::int32_t j = i + 1; j < last; ++j) {
    const Stop& stop = at(scan.stops, j);
    if (!(stop.load + load).fits_in(scan.capacity)) return true;
    const bool moved = problem_.visit(stop.row).place != reached.place;
    const std::int32_t from_row = reached.row;
    reached = go_on(problem_, reached, stop.row, stop.begin);
    if (reached.begin > stop.latest || reached.begin > latest_alight) return true;
    if (moved) ride += travel.time(from_row, stop.row) + (j > i + 1 ? problem_.visit(from_row).duration : Ticks{0});
    if (ride > scan.max_ride) return true;
    next = &at(scan.stops, j + 1);
    const Ticks cost = pickup_cost + travel.cost(stop.row, scan.dropoff) + travel.cost(scan.dropoff, next->row) -
                       travel.cost(stop.row, next->row);
    if (cost >= scan.best.cost) continue;
    const Reached off = go_on(problem_, reached, scan.dropoff, scan.at_dropoff->earliest);
    if (off.begin > latest_alight) continue;
    if (go_on(problem_, off, next->row, next->begin).begin > next->latest) continue;
    consider(scan, i, j, cost);
  }
  return true;
}

void SpotFinder::consider(Scan& scan, std::int32_t pickup_after, std::int32_t dropoff_after, Ticks cost) {
  const bool boards = pickup_after >= 0;
  trial_.clear();
  const auto copy = [&](std::int32_t from, std::int32_t to) {
    for (std::int32_t k = from; k <= to; ++k) {
      Stop stop = at(scan.stops, k);
      if (boards && stop.partner > pickup_after) ++stop.partner;
      if (stop.partner > dropoff_after + (boards ? 1 : 0)) ++stop.partner;
      trial_.push_back(stop);
    }
  };
  std::size_t from = 0;
  if (boards) {
    copy(0, pickup_after);
    from = trial_.size();
    trial_.push_back(stop_of(problem_, scan.pickup, trial_.back().row));
    copy(pickup_after + 1, dropoff_after);
    if (dropoff_after > pickup_after) follow_another(problem_, trial_[from + 1], scan.pickup);
  } else {
    copy(0, dropoff_after);
    from = trial_.size();
  }
  trial_.push_back(stop_of(problem_, scan.dropoff, trial_.back().row));
  const std::size_t dropoff_at = trial_.size() - 1;
  if (boards && scan.max_ride < kUnlimited) {
    trial_[dropoff_at].partner = static_cast<std::int32_t>(from);
    trial_[dropoff_at].limit = scan.at_pickup->duration + scan.max_ride;
  }
  copy(dropoff_after + 1, static_cast<std::int32_t>(scan.stops.size()) - 1);
  follow_another(problem_, trial_[dropoff_at + 1], scan.dropoff);
  if (scan.max_driving < kUnlimited) {
    Ticks driving{0};
    for (const Stop& stop : std::span{trial_}.subspan(1)) driving += stop.here ? Ticks{0} : stop.drive;
    if (driving > scan.max_driving) return;
  }
  if (settle_begins(trial_, from, dropoff_at + 1)) scan.best = {cost, pickup_after, dropoff_after};
}

}  // namespace navette::plan
