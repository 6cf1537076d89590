#include "support/plan_brute_force.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

#include "core/random_stream.h"

namespace navette::test {
namespace {

using plan::Plan;
using plan::Problem;
using plan::Ticks;
using plan::Visit;

constexpr Ticks kNone{-1'000'000'000};  // no constraint between two visits

struct Point {
  std::int64_t x;
  std::int64_t y;
};

// gap[a][b]: b begins at least so long after a. The last row stands for time 0.
using Gaps = std::vector<std::vector<Ticks>>;

void at_least(Gaps& gaps, std::size_t from, std::size_t to, Ticks gap) {
  gaps[from][to] = std::max(gaps[from][to], gap);
}

Gaps gaps_of(const Problem& problem, std::int32_t duty, const std::vector<std::int32_t>& all) {
  const std::size_t zero = all.size();
  Gaps gaps(all.size() + 1, std::vector<Ticks>(all.size() + 1, kNone));
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Visit& visit = problem.visit(all[k]);
    at_least(gaps, zero, k, visit.earliest);
    at_least(gaps, k, zero, -visit.latest);
    // Not before anything earlier of the same halt has begun; not before the halt before has ended.
    for (std::size_t other = 0; other < k; ++other) {
      bool same_halt = true;
      for (std::size_t x = other; x < k; ++x) same_halt &= problem.visit(all[x]).place == visit.place;
      if (same_halt) {
        at_least(gaps, other, k, Ticks{0});
        continue;
      }
      std::size_t last = other;  // of the halt that `other` belongs to
      while (problem.visit(all[last + 1]).place == problem.visit(all[other]).place) ++last;
      if (last + 1 > k) continue;
      const Ticks drive = problem.travel.time(all[last], all[last + 1]);
      at_least(gaps, other, last + 1, problem.visit(all[other]).duration + drive);
    }
    const auto trip = static_cast<std::size_t>(all[k]) / 2;
    if (all[k] % 2 == 0 || trip >= problem.trips.size() || problem.trips[trip].max_ride >= plan::kUnlimited) continue;
    const auto pickup = std::find(all.begin(), all.end(), all[k] - 1);
    if (pickup == all.end()) continue;
    at_least(gaps, k, static_cast<std::size_t>(pickup - all.begin()),
             -(problem.visit(all[k] - 1).duration + problem.trips[trip].max_ride));
  }
  const Ticks longest = problem.duties[static_cast<std::size_t>(duty)].max_duration;
  if (longest < plan::kUnlimited) at_least(gaps, all.size() - 1, 0, -longest);
  return gaps;
}

bool loads_fit(const Problem& problem, std::int32_t duty, const std::vector<std::int32_t>& rows) {
  Load load = problem.duties[static_cast<std::size_t>(duty)].on_board;
  for (const std::int32_t row : rows) {
    load += problem.visit(row).change;
    if (!load.fits_in(problem.duties[static_cast<std::size_t>(duty)].capacity)) return false;
  }
  return true;
}

// The least cost of serving exactly the trips of a set (one bit each) in one duty; none if it cannot be.
std::optional<Ticks> cheapest_order(const Problem& problem, std::int32_t duty, std::uint32_t set) {
  std::vector<std::int32_t> rows;
  std::optional<Ticks> best;
  const std::function<void()> extend = [&] {
    bool complete = true;
    for (std::int32_t trip = 0; trip < problem.trip_count(); ++trip) {
      if ((set >> static_cast<unsigned>(trip) & 1U) == 0) continue;
      const auto has = [&](std::int32_t row) { return std::find(rows.begin(), rows.end(), row) != rows.end(); };
      const std::int32_t next = has(Problem::pickup(trip)) ? Problem::dropoff(trip) : Problem::pickup(trip);
      if (has(next)) continue;
      complete = false;
      rows.push_back(next);
      extend();
      rows.pop_back();
    }
    if (!complete || (best && cost_of(problem, duty, rows) >= *best)) return;
    if (begin_range(problem, duty, rows)) best = cost_of(problem, duty, rows);
  };
  extend();
  return best;
}

}  // namespace

Problem random_problem(std::uint64_t seed, const RandomProblem& parameters) {
  RandomStream random{seed, Purpose::given_demand};
  Problem problem;
  std::vector<Point> points;
  const auto ticks = [&](std::uint32_t bound) { return Ticks{static_cast<std::int64_t>(random.below(bound))}; };
  std::vector<Point> places;
  for (std::uint32_t k = 0; k < parameters.places; ++k) {
    places.push_back({ticks(parameters.span).count, ticks(parameters.span).count});
  }
  const auto add = [&](Ticks earliest, Ticks latest, Ticks duration, Load change) {
    const auto place = static_cast<std::int32_t>(random.below(parameters.places));
    problem.visits.push_back({earliest, latest, duration, change, place});
    points.push_back(places[static_cast<std::size_t>(place)]);
  };
  const auto horizon = parameters.horizon > 0 ? parameters.horizon : static_cast<std::uint32_t>(60 * parameters.trips);
  for (std::int32_t trip = 0; trip < parameters.trips; ++trip) {
    const int seats = 1 + static_cast<int>(random.below(2));
    const Ticks from = ticks(horizon);
    add(from, from + ticks(parameters.window), ticks(6), Load::of(seats, 0));
    const Ticks to = from + ticks(parameters.span);
    add(to, to + ticks(3 * parameters.window), ticks(6), Load::of(-seats, 0));
    plan::Trip& row = problem.trips.emplace_back();
    if (parameters.tight) row.max_ride = Ticks{parameters.span / 2} + ticks(parameters.span);
  }
  for (std::int32_t duty = 0; duty < parameters.duties; ++duty) {
    add(Ticks{0}, Ticks{horizon}, Ticks{0}, {});
    add(Ticks{0}, Ticks{2 * horizon + 4 * parameters.span}, Ticks{0}, {});
    plan::Duty& row = problem.duties.emplace_back();
    row.capacity = Load::of(parameters.tight ? 2 + static_cast<int>(random.below(2)) : 100, 0);
    if (parameters.tight) row.max_duration = Ticks{horizon / 2} + ticks(horizon);
  }
  problem.travel = plan::TravelMatrix{points.size()};
  for (std::int32_t a = 0; a < static_cast<std::int32_t>(points.size()); ++a) {
    for (std::int32_t b = 0; b < static_cast<std::int32_t>(points.size()); ++b) {
      const Point& from = points[static_cast<std::size_t>(a)];
      const Point& to = points[static_cast<std::size_t>(b)];
      const Ticks time{std::abs(from.x - to.x) + std::abs(from.y - to.y)};
      problem.travel.set(a, b, time, time);
    }
  }
  return problem;
}

std::optional<BeginRange> begin_range(const Problem& problem, std::int32_t duty,
                                      const std::vector<std::int32_t>& rows) {
  if (!loads_fit(problem, duty, rows)) return std::nullopt;
  std::vector<std::int32_t> all{problem.start(duty)};
  all.insert(all.end(), rows.begin(), rows.end());
  all.push_back(problem.end(duty));
  Gaps gaps = gaps_of(problem, duty, all);
  const std::size_t count = gaps.size();
  for (std::size_t via = 0; via < count; ++via) {
    for (std::size_t from = 0; from < count; ++from) {
      for (std::size_t to = 0; to < count; ++to) {
        if (gaps[from][via] == kNone || gaps[via][to] == kNone) continue;
        at_least(gaps, from, to, gaps[from][via] + gaps[via][to]);
      }
    }
  }
  BeginRange range;
  for (std::size_t k = 0; k < count; ++k) {
    if (gaps[k][k] > Ticks{0}) return std::nullopt;
    if (k + 1 == count) break;
    range.least.push_back(gaps[count - 1][k]);
    range.greatest.push_back(-gaps[k][count - 1]);
  }
  return range;
}

Ticks cost_of(const Problem& problem, std::int32_t duty, const std::vector<std::int32_t>& rows) {
  Ticks cost{0};
  std::int32_t at = problem.start(duty);
  for (const std::int32_t row : rows) {
    cost += problem.travel.cost(at, row);
    at = row;
  }
  return cost + problem.travel.cost(at, problem.end(duty));
}

bool plan_is_feasible(const Problem& problem, const Plan& plan) {
  std::vector<int> visits(problem.visits.size(), 0);
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
    const auto& rows = plan.visits[static_cast<std::size_t>(duty)];
    std::vector<char> aboard(problem.trips.size(), 0);
    for (const std::int32_t row : rows) {
      ++visits[static_cast<std::size_t>(row)];
      const auto trip = static_cast<std::size_t>(row) / 2;
      if (row % 2 == 0) aboard[trip] = 1;
      if (row % 2 == 1 && aboard[trip] == 0 && !problem.trips[trip].on_board) return false;
    }
    if (!begin_range(problem, duty, rows)) return false;
  }
  for (std::int32_t trip = 0; trip < problem.trip_count(); ++trip) {
    const bool left_out = std::count(plan.unserved.begin(), plan.unserved.end(), trip) == 1;
    const bool on_board = problem.trips[static_cast<std::size_t>(trip)].on_board;
    const int wanted = left_out ? 0 : 1;
    if (visits[static_cast<std::size_t>(Problem::dropoff(trip))] != wanted) return false;
    if (visits[static_cast<std::size_t>(Problem::pickup(trip))] != (on_board ? 0 : wanted)) return false;
  }
  return true;
}

Optimum joint_optimum(const Problem& problem) {
  const std::uint32_t sets = 1U << static_cast<unsigned>(problem.trip_count());
  // best[set]: the least cost of serving exactly this set with the duties seen so far.
  std::vector<std::optional<Ticks>> best(sets);
  best[0] = Ticks{0};
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
    std::vector<std::optional<Ticks>> alone;
    for (std::uint32_t set = 0; set < sets; ++set) alone.push_back(cheapest_order(problem, duty, set));
    std::vector<std::optional<Ticks>> together(sets);
    for (std::uint32_t before = 0; before < sets; ++before) {
      for (std::uint32_t more = 0; more < sets; ++more) {
        if ((before & more) != 0 || !best[before] || !alone[more]) continue;
        auto& slot = together[before | more];
        const Ticks cost = *best[before] + *alone[more];
        if (!slot || cost < *slot) slot = cost;
      }
    }
    best = together;
  }
  Optimum optimum{problem.trip_count() + 1, Ticks{0}};
  for (std::uint32_t set = 0; set < sets; ++set) {
    if (!best[set]) continue;
    std::int32_t unserved = problem.trip_count();
    for (std::uint32_t rest = set; rest != 0; rest &= rest - 1) --unserved;
    if (unserved < optimum.unserved || (unserved == optimum.unserved && *best[set] < optimum.cost)) {
      optimum = {unserved, *best[set]};
    }
  }
  return optimum;
}

}  // namespace navette::test
