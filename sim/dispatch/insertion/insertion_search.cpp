#include "dispatch/insertion/insertion_search.h"

#include <algorithm>
#include <tuple>

#include "dispatch/dispatch_meter.h"

namespace navette {
namespace {

bool fits(const ShuttleNow& shuttle, std::size_t rank, const PendingTrip& trip) {
  return (shuttle.load(rank) + trip.pickup.change).fits_in(shuttle.capacity);
}

// Locates a moving shuttle.
Milliseconds exact_to_pickup(const ShuttleNow& shuttle, const TripTimes& times, std::size_t rank) {
  if (rank > 0) return shuttle.to_pickup(times, rank);
  const Timed timed{DispatchStep::locating};
  return shuttle.to_pickup(times, rank);
}

// By cost; a tie goes to the smaller (choice, shuttle, pickup_after, dropoff_after).
bool better(const Insertion& a, const Insertion& b) {
  return std::tie(a.cost, a.choice, a.shuttle, a.pickup_after, a.dropoff_after) <
         std::tie(b.cost, b.choice, b.shuttle, b.pickup_after, b.dropoff_after);
}

}  // namespace

InsertionSearch::InsertionSearch(const TravelTimeOracle& oracle, WaitingPolicy waiting,
                                 const ObjectiveSettings& objective)
    : waiting_{waiting},
      times_{oracle.graph()},
      objective_{oracle, objective},
      bounded_{objective.kind == Objective::operating_time},
      penalised_{objective_.penalises()} {}

void InsertionSearch::count_lookups() {
  const std::int64_t lookups = times_.take_lookups();
  if (DispatchMeter* meter = DispatchMeter::active()) meter->add_lookups(lookups);
}

template <class OnePair>
std::optional<Insertion> InsertionSearch::in_time_else_late(const PendingTrip& trip, const FleetView& fleet,
                                                            bool may_be_late, OnePair&& one_pair) {
  start();
  if (trip.largest_excess == Milliseconds{0}) {
    for_each_choice(trip, fleet, one_pair);
  } else {
    for_each_choice(trip, fleet, [&](const PendingTrip& pair) { one_pair(pair.within_limits()); });
    may_be_late_ = may_be_late && !best_;
    if (may_be_late_) for_each_choice(trip, fleet, one_pair);
    may_be_late_ = false;
  }
  count_lookups();
  return best_;
}

std::optional<Insertion> InsertionSearch::search(const PendingTrip& trip, const FleetView& fleet) {
  return in_time_else_late(trip, fleet, true, [&](const PendingTrip& pair) { search_pair(pair, fleet); });
}

std::optional<Insertion> InsertionSearch::search_one(const PendingTrip& trip, const FleetView& fleet, ShuttleId shuttle,
                                                     bool may_be_late) {
  return in_time_else_late(trip, fleet, may_be_late, [&](const PendingTrip& pair) {
    if (!pair.may_ride(fleet.shuttle(shuttle), shuttle)) return;
    PendingTrip mine = pair;
    mine.only = shuttle;
    search_pair(mine, fleet);
  });
}

void InsertionSearch::search_pair(const PendingTrip& trip, const FleetView& fleet) {
  // Drives that get shorter by leaving later are beyond the bounds.
  if (fleet.roads_closed()) return search_pair_unpruned(trip, fleet);
  most_ = may_be_late_ ? longest_detour(trip) : kNever - Milliseconds{1};
  search_bounded(trip, fleet);
  if (may_be_late_) search_unclaimed(trip, fleet);
}

void InsertionSearch::search_unclaimed(const PendingTrip& trip, const FleetView& fleet) {
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleNow shuttle{fleet, ShuttleId{s}};
    if (!shuttle.on_board.is_zero() || !trip.may_ride(fleet.shuttle(shuttle.id), shuttle.id)) continue;
    for (std::size_t rank = fleet.first_open_rank(shuttle.id); rank < shuttle.size(); ++rank) {
      if (!is_unclaimed(shuttle, rank, rank)) break;
      if (!position_allowed(shuttle, 0, rank, rank) || !carries(shuttle, trip, rank, rank)) continue;
      consider(trip, shuttle, rank, rank, drives_of(trip, shuttle, rank, rank));
    }
  }
}

void InsertionSearch::search_bounded(const PendingTrip& trip, const FleetView& fleet) {
  OpenPositions bounds{trip, fleet, scratch_};
  const auto dearer = [](const OpenPosition& a, const OpenPosition& b) { return a.cost > b.cost; };
  const auto search_next = [&] {
    const OpenPosition next = open_.front();
    std::pop_heap(open_.begin(), open_.end(), dearer);
    open_.pop_back();
    search_position(trip, bounds, ShuttleNow{fleet, next.shuttle}, static_cast<std::size_t>(next.pickup_after));
  };
  open_.clear();
  // The most promising first: what it costs leaves few others to be looked at.
  bounds.find_most_promising(open_);
  if (!open_.empty() && may_win(open_.front().cost)) search_next();
  bounds.find_others(best_ && bounded_ ? std::min(best_->cost, most_) : most_, open_);
  // As soon as the best cost so far is beaten by no bound, none that is left can win.
  std::make_heap(open_.begin(), open_.end(), dearer);
  while (!open_.empty() && may_win(open_.front().cost)) search_next();
}

void InsertionSearch::search_position(const PendingTrip& trip, const OpenPositions& bounds, const ShuttleNow& shuttle,
                                      std::size_t pickup_after) {
  const PlannedStop& next = shuttle.stop_after(pickup_after);
  const bool last = pickup_after + 1 == shuttle.size();
  const Timed timed{last ? DispatchStep::after_last_stop : DispatchStep::insertion};
  const Milliseconds to_pickup = exact_to_pickup(shuttle, times_, pickup_after);
  const bool here = shuttle.place(pickup_after) == trip.pickup.location;
  const Milliseconds reached = here ? shuttle.begin(pickup_after) : shuttle.leave(pickup_after) + to_pickup;
  const Milliseconds begin = std::max(trip.pickup.earliest, reached);
  if (begin - bounds.slack() > trip.pickup.latest) return;

  const Milliseconds detour = to_pickup + trip.drive - shuttle.drive_to(pickup_after);
  if (may_win(detour + bounds.from_dropoff(next) - bounds.slack())) {
    consider(trip, shuttle, pickup_after, pickup_after, {to_pickup, trip.drive, trip.drive, times_.from_dropoff(next)});
  }
  if (!ends_rides(next.kind)) search_later_dropoffs(trip, bounds, shuttle, pickup_after, to_pickup, begin);
}

void InsertionSearch::search_later_dropoffs(const PendingTrip& trip, const OpenPositions& bounds,
                                            const ShuttleNow& shuttle, std::size_t pickup_after, Milliseconds to_pickup,
                                            Milliseconds pickup_begin) {
  // Every bound below is a necessary condition: but for `slack`, begins can only grow by an insertion, and latest
  // begins leave ride limits out.
  const Milliseconds slack = bounds.slack();
  const Milliseconds pickup_leave = shuttle.place(pickup_after) == trip.pickup.location
                                        ? std::max(shuttle.leave(pickup_after), pickup_begin + trip.pickup.duration)
                                        : pickup_begin + trip.pickup.duration;
  const Milliseconds from_pickup = times_.from_pickup(shuttle.stop_after(pickup_after));
  const Milliseconds pickup_detour = to_pickup + from_pickup - shuttle.drive_to(pickup_after);
  if (!may_win(pickup_detour - slack)) return;
  Milliseconds begun = pickup_begin;
  Milliseconds leave = pickup_leave;
  Location place = trip.pickup.location;
  Milliseconds drive = from_pickup;
  for (std::size_t rank = pickup_after + 1; rank < shuttle.size(); ++rank) {
    // The shuttle goes on to the stop at this rank with the passenger on board.
    const PlannedStop& stop = shuttle.stop_after(rank - 1);
    const PlannedStop& next = shuttle.stop_after(rank);
    if (ends_rides(stop.kind)) return;
    const bool here = stop.location == place;
    begun = std::max(stop.begin, here ? begun : leave + drive);
    if (begun - slack > std::min(shuttle.schedule->latest_begin(rank - 1), trip.dropoff.latest)) return;
    leave = here ? std::max(leave, begun + stop.duration) : begun + stop.duration;
    place = stop.location;
    drive = shuttle.drive_to(rank);
    if (!fits(shuttle, rank, trip)) return;
    if (next.opens_shift) continue;
    const bool at_dropoff = place == trip.dropoff.location;
    const Milliseconds least_to_dropoff = bounds.to_dropoff(stop);
    if (!may_win(pickup_detour + least_to_dropoff + bounds.from_dropoff(next) - drive - slack)) continue;
    if ((at_dropoff ? begun : leave + least_to_dropoff) - slack > trip.dropoff.latest) continue;
    const Milliseconds to_dropoff = times_.to_dropoff(stop);
    if ((at_dropoff ? begun : leave + to_dropoff) - slack > trip.dropoff.latest) continue;
    consider(trip, shuttle, pickup_after, rank, {to_pickup, from_pickup, to_dropoff, times_.from_dropoff(next)});
  }
}

void InsertionSearch::consider(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                               std::size_t dropoff_after, const InsertionDrives& drives) {
  Insertion insertion{shuttle.id, static_cast<std::int32_t>(pickup_after), static_cast<std::int32_t>(dropoff_after),
                      Milliseconds{0}, choice_};
  if (bounded_ || may_be_late_) {
    const Milliseconds added = added_operating_time(shuttle, trip, pickup_after, dropoff_after, drives, candidate_);
    if (bounded_) insertion.cost = added;
    if (bounded_ && best_ && !better(insertion, *best_)) return;
    if (may_be_late_ && !worth_being_late(trip, shuttle, pickup_after, dropoff_after, added)) return;
  }
  assemble(shuttle, trip, pickup_after, dropoff_after, drives, candidate_);
  if (plan_candidate(shuttle)) consider_planned(trip, shuttle, insertion);
}

void InsertionSearch::consider_in_full(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                                       std::size_t dropoff_after, const InsertionDrives& drives) {
  assemble(shuttle, trip, pickup_after, dropoff_after, drives, candidate_);
  Insertion insertion{shuttle.id, static_cast<std::int32_t>(pickup_after), static_cast<std::int32_t>(dropoff_after),
                      Milliseconds{0}, choice_};
  const bool planned = shuttle.roads_closed();  // drives are known when times are
  if (planned && !plan_candidate(shuttle)) return;
  const Milliseconds added = operating_time(shuttle.origin(), candidate_) - shuttle.operating_time();
  if (bounded_) insertion.cost = added;
  if (bounded_ && best_ && !better(insertion, *best_)) return;
  if (may_be_late_ && !worth_being_late(trip, shuttle, pickup_after, dropoff_after, added)) return;
  if (planned || plan_candidate(shuttle)) consider_planned(trip, shuttle, insertion);
}

void InsertionSearch::consider_planned(const PendingTrip& trip, const ShuttleNow& shuttle, Insertion insertion) {
  if (!bounded_) insertion.cost = added_cost(trip, shuttle);
  if (penalised_) insertion.cost += penalty(trip, insertion);
  if (!best_ || better(insertion, *best_)) best_ = insertion;
}

Milliseconds InsertionSearch::added_cost(const PendingTrip& trip, const ShuttleNow& shuttle) {
  auto known =
      std::find_if(standing_.begin(), standing_.end(), [&](const auto& entry) { return entry.first == shuttle.id; });
  if (known == standing_.end()) known = standing_.insert(known, {shuttle.id, objective_.standing(shuttle)});
  PlanFigures added = objective_.figures(shuttle, candidate_);
  added -= known->second;
  added -= PlanObjective::wish(trip);
  return objective_.cost(added);
}

Milliseconds InsertionSearch::longest_detour(const PendingTrip& trip) {
  return trip.drive + trip.pickup.duration + trip.dropoff.duration;
}

bool InsertionSearch::is_unclaimed(const ShuttleNow& shuttle, std::size_t pickup_after, std::size_t dropoff_after) {
  if (pickup_after != dropoff_after || !shuttle.on_board.is_zero()) return false;
  const auto before = shuttle.schedule->stops().first(pickup_after);
  return std::none_of(before.begin(), before.end(), [](const PlannedStop& stop) { return stop.request.valid(); });
}

bool InsertionSearch::worth_being_late(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                                       std::size_t dropoff_after, Milliseconds added) {
  return added <= longest_detour(trip) || is_unclaimed(shuttle, pickup_after, dropoff_after);
}

bool InsertionSearch::comes_too_late(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t rank) const {
  if (shuttle.place(rank) == trip.pickup.location) return false;
  return shuttle.leave(rank) + shuttle.to_pickup(times_, rank) > trip.pickup.latest;
}

bool InsertionSearch::plan_candidate(const ShuttleNow& shuttle) {
  if (shuttle.roads_closed()) return shuttle.plan(candidate_, waiting_) && shuttle.may_drive(candidate_);
  return shuttle.may_drive(candidate_) && plan_times(shuttle.origin(), candidate_, waiting_);
}

InsertionDrives InsertionSearch::drives_of(const PendingTrip& trip, const ShuttleNow& shuttle, std::size_t pickup_after,
                                           std::size_t dropoff_after) const {
  InsertionDrives drives;
  drives.to_pickup = shuttle.to_pickup(times_, pickup_after);
  if (pickup_after == dropoff_after) {
    drives.from_pickup = drives.to_dropoff = trip.drive;
  } else {
    drives.from_pickup = times_.from_pickup(shuttle.stop_after(pickup_after));
    drives.to_dropoff = shuttle.to_dropoff(times_, dropoff_after);
  }
  drives.from_dropoff = times_.from_dropoff(shuttle.stop_after(dropoff_after));
  return drives;
}

std::vector<PlannedStop> InsertionSearch::stops_with(const PendingTrip& trip, const Insertion& insertion,
                                                     const FleetView& fleet) {
  const PendingTrip pair = trip.choices == nullptr ? trip : trip.between(static_cast<std::size_t>(insertion.choice));
  times_.set(pair, fleet.labels());
  const ShuttleNow shuttle{fleet, insertion.shuttle};
  const auto pickup_after = static_cast<std::size_t>(insertion.pickup_after);
  const auto dropoff_after = static_cast<std::size_t>(insertion.dropoff_after);
  std::vector<PlannedStop> stops;
  assemble(shuttle, pair, pickup_after, dropoff_after, drives_of(pair, shuttle, pickup_after, dropoff_after), stops);
  shuttle.plan(stops, waiting_);
  hold_to_limits(pair.limits, stops[pickup_after], stops[dropoff_after + 1]);
  return stops;
}

std::optional<Insertion> InsertionSearch::search_unpruned(const PendingTrip& trip, const FleetView& fleet) {
  return in_time_else_late(trip, fleet, true, [&](const PendingTrip& pair) { search_pair_unpruned(pair, fleet); });
}

void InsertionSearch::search_pair_unpruned(const PendingTrip& trip, const FleetView& fleet) {
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleNow shuttle{fleet, ShuttleId{s}};
    if (!trip.may_ride(fleet.shuttle(shuttle.id), shuttle.id)) continue;
    const std::size_t first_open_rank = fleet.first_open_rank(shuttle.id);
    for (std::size_t i = 0; i < shuttle.size(); ++i) {
      if (fleet.roads_closed() && comes_too_late(trip, shuttle, i)) continue;
      for (std::size_t j = i; j < shuttle.size(); ++j) {
        if (!position_allowed(shuttle, first_open_rank, i, j)) continue;
        if (!carries(shuttle, trip, i, j)) continue;
        consider_in_full(trip, shuttle, i, j, drives_of(trip, shuttle, i, j));
      }
    }
  }
}

}  // namespace navette
