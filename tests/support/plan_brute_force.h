#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dispatch/plan/problem.h"

namespace navette::test {

/// What a random problem is made of.
struct RandomProblem {
  std::int32_t trips = 4;
  std::int32_t duties = 2;
  std::uint32_t span = 60;       // places on a square grid of this width, driven along its lines
  std::uint32_t places = 1'000;  // few: many visits share a place, and so their dwell
  std::uint32_t window = 40;     // widest
  std::uint32_t horizon = 0;     // within which pickups are asked for; 0: 60 per trip
  bool tight = true;             // with ride limits, longest durations and small shuttles
};

/// A random problem whose travel times keep the triangle inequality.
plan::Problem random_problem(std::uint64_t seed, const RandomProblem& parameters);

/// The least and the greatest begin of each visit over all choices of waiting, starts and ends included.
struct BeginRange {
  std::vector<plan::Ticks> least;
  std::vector<plan::Ticks> greatest;
};

/// By Floyd and Warshall over all pairs of constraints, each written down by itself; none if they contradict each other
/// or a load is too large. `rows`: the visits between the start and the end of the duty.
std::optional<BeginRange> begin_range(const plan::Problem& problem, std::int32_t duty,
                                      const std::vector<std::int32_t>& rows);

/// The cost of all legs, start and end included.
plan::Ticks cost_of(const plan::Problem& problem, std::int32_t duty, const std::vector<std::int32_t>& rows);

/// Whether each trip is served at most once, in order, and there are times for every duty.
bool plan_is_feasible(const plan::Problem& problem, const plan::Plan& plan);

/// How good the best plan of all is; found by trying every order of every set of trips in every duty.
struct Optimum {
  std::int32_t unserved = 0;
  plan::Ticks cost;
};
Optimum joint_optimum(const plan::Problem& problem);

}  // namespace navette::test
