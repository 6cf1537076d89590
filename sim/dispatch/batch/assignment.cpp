#include "dispatch/batch/assignment.h"

#include <algorithm>

#include "dispatch/batch/set_packing.h"

namespace navette {

Assignment assign(const Assignable& assignable, const TripGraph& graph,
                  const IdVector<ShuttleId, std::vector<std::int32_t>>& known, int max_nodes) {
  const auto requests = assignable.requests();
  const auto shuttles = static_cast<std::int32_t>(known.size());
  PackingProblem problem;
  problem.must.assign(known.size() + requests.size(), 0);
  for (std::size_t r = 0; r < requests.size(); ++r) problem.must[known.size() + r] = requests[r].from.valid() ? 1 : 0;
  std::vector<std::pair<ShuttleId, const JointTrip*>> of_columns;
  Packing answer;
  std::int64_t range = 1;  // of what all shuttles together may cost
  for (std::int32_t s = 0; s < shuttles; ++s) {
    const ShuttleId shuttle{s};
    Milliseconds least{0};
    Milliseconds most{0};
    for (const auto& [members, trip] : graph.trips(shuttle)) {
      if (members == known[shuttle]) answer.chosen.push_back(static_cast<std::int32_t>(problem.columns.size()));
      PackingColumn& column = problem.columns.emplace_back();
      column.rows.push_back(s);
      for (const std::int32_t row : members) column.rows.push_back(shuttles + row);
      column.cost = trip.cost.count;
      least = std::min(least, trip.cost);
      most = std::max(most, trip.cost);
      of_columns.emplace_back(shuttle, &trip);
    }
    range += (most - least).count;
  }
  // To serve one more is worth more than any difference in cost.
  for (PackingColumn& column : problem.columns) {
    for (const std::int32_t row : column.rows) {
      if (row >= shuttles && problem.must[static_cast<std::size_t>(row)] == 0) column.cost -= range;
    }
  }
  for (const std::int32_t column : answer.chosen) answer.cost += problem.columns[static_cast<std::size_t>(column)].cost;
  answer = pack(problem, answer, max_nodes);

  Assignment assignment;
  assignment.trips = IdVector<ShuttleId, const JointTrip*>(known.size());
  assignment.gap = answer.gap;
  for (const std::int32_t column : answer.chosen) {
    const auto& [shuttle, trip] = of_columns[static_cast<std::size_t>(column)];
    assignment.trips[shuttle] = trip;
  }
  return assignment;
}

}  // namespace navette
