#pragma once

#include <cstdint>

#include "network/labels/travel_time_index.h"
#include "network/road_graph.h"

namespace navette {

/// Checks travel times that come from a file against the road graph that they are to be of, so that no index in them
/// leads out of a column and no search in them goes on for ever.
///
/// Also that each arc is a road of that length, or the sum of its halves, and of `samples` entries of labels, drawn by
/// `seed`, that no upward arc gives another time. An entry that is missing is not noticed. One pass over all columns.
/// `roads` have been checked by check_road_columns. Throws InputError that names what is wrong.
void check_travel_times(const StoredRoadColumns& roads, const TravelTimeColumns& times, std::uint64_t seed,
                        int samples = 500);

}  // namespace navette
