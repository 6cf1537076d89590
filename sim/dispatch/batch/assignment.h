#pragma once

#include <span>
#include <vector>

#include "dispatch/batch/trip_graph.h"

namespace navette {

/// One trip per shuttle at most, chosen jointly.
struct Assignment {
  IdVector<ShuttleId, const JointTrip*> trips;  // nullptr: what it keeps, and nothing else
  double gap = 0;                               // to the proven bound, in thousandths of the objective's unit
};

/// Chooses among the trips of the graph: everybody who was accepted earlier is served, of the others as many as
/// possible, and all at the least cost. `known`: members of a trip of each shuttle that together are an answer, though
/// perhaps not the best; empty: none.
Assignment assign(const Assignable& assignable, const TripGraph& graph,
                  const IdVector<ShuttleId, std::vector<std::int32_t>>& known, int max_nodes);

}  // namespace navette
