#pragma once

#include <cstddef>
#include <vector>

#include "dispatch/plan/problem.h"

namespace navette {

/// One row of a dial-a-ride benchmark file: a place with what is to be done there. Distances and times have one unit.
struct DarpRow {
  double x = 0;
  double y = 0;
  double service = 0;  // dwell
  int load = 0;        // passengers who board (positive) or alight (negative)
  double earliest = 0;
  double latest = 0;
};

/// A dial-a-ride problem in the form of Cordeau (Operations Research 54, 2006): row 0 is the depot, row i a pickup and
/// row n + i its drop-off; if there is a row 2n + 1, it is the depot at the day's end. Travel times are Euclidean
/// distances, not rounded.
struct DarpInstance {
  int vehicles = 0;
  int capacity = 0;
  double max_route_duration = 0;  // from leaving the depot to being back
  double max_ride = 0;            // from the end of boarding to the begin of alighting
  std::vector<DarpRow> rows;

  [[nodiscard]] int requests() const { return (static_cast<int>(rows.size()) - 1) / 2; }
  [[nodiscard]] int end_row() const { return rows.size() % 2 == 0 ? static_cast<int>(rows.size()) - 1 : 0; }
  [[nodiscard]] const DarpRow& row(int number) const { return rows[static_cast<std::size_t>(number)]; }
  [[nodiscard]] double travel(int from, int to) const;
};

/// Per vehicle the rows visited between leaving the depot and being back.
using DarpRoutes = std::vector<std::vector<int>>;

/// The instance for the search, in ticks of 1e-9. Travel times are rounded up, so that what is feasible in ticks is
/// feasible in the file's own numbers.
plan::Problem darp_problem(const DarpInstance& instance);
DarpRoutes darp_routes(const DarpInstance& instance, const plan::Plan& plan);

/// The sum of all distances driven.
double darp_cost(const DarpInstance& instance, const DarpRoutes& routes);

}  // namespace navette
