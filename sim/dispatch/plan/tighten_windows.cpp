#include "dispatch/plan/tighten_windows.h"

#include <algorithm>

namespace navette::plan {
namespace {

// The least time from the begin of one visit to the begin of a later one.
Ticks gap(const Problem& problem, std::int32_t from, std::int32_t to) {
  if (problem.visit(from).place == problem.visit(to).place) return Ticks{0};
  return problem.visit(from).duration + problem.travel.time(from, to);
}

void keep_within_duties(const Problem& problem, std::int32_t row, Visit& visit) {
  Ticks first = kUnlimited;
  Ticks last = -kUnlimited;
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
    const std::int32_t start = problem.start(duty);
    const std::int32_t end = problem.end(duty);
    first = std::min(first, problem.visit(start).earliest + gap(problem, start, row));
    last = std::max(last, problem.visit(end).latest - gap(problem, row, end));
  }
  visit.earliest = std::max(visit.earliest, first);
  visit.latest = std::min(visit.latest, last);
}

}  // namespace

void tighten_windows(Problem& problem) {
  for (std::int32_t trip = 0; trip < problem.trip_count(); ++trip) {
    const Trip& asked = problem.trips[static_cast<std::size_t>(trip)];
    if (asked.on_board) continue;
    const std::int32_t from = Problem::pickup(trip);
    const std::int32_t to = Problem::dropoff(trip);
    Visit& pickup = problem.visits[static_cast<std::size_t>(from)];
    Visit& dropoff = problem.visits[static_cast<std::size_t>(to)];
    keep_within_duties(problem, from, pickup);
    keep_within_duties(problem, to, dropoff);
    const Ticks longest = pickup.duration + asked.max_ride;
    const Ticks shortest = gap(problem, from, to);
    pickup.earliest = std::max(pickup.earliest, dropoff.earliest - longest);
    pickup.latest = std::min(pickup.latest, dropoff.latest - shortest);
    dropoff.earliest = std::max(dropoff.earliest, pickup.earliest + shortest);
    dropoff.latest = std::min(dropoff.latest, pickup.latest + longest);
  }
}

}  // namespace navette::plan
