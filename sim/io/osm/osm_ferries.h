#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "io/osm/osm_roads.h"

namespace navette {

/// Times in whole milliseconds of the segments of a line, in proportion to their lengths [m], that add up to the times
/// at its two ends: `begin` at its first point, `end` at its last. A line without length takes all of it on the last.
std::vector<std::int32_t> segment_times(const std::vector<double>& segment_metres, double begin, double end);

/// A crossing by one way, or by its part of a route of several: from `begin` to `end` [ms] of the whole.
struct Crossing {
  double begin;
  double end;
};

/// Shares the durations of routes among those of their ways that have none of their own, by length.
///
/// `metres`: length by way, negative where the file lacks a part of it. Ways are in order of their ids. The result is
/// by way, empty times where no route says anything. Counts routes whose duration cannot be used: impossible (see
/// possible_values.h), less than what their ways take by themselves, or of a route that is not whole in the file.
std::vector<std::optional<Crossing>> crossings_of_routes(const std::vector<MappedFerryRoute>& routes,
                                                         const std::vector<MappedWay>& ways,
                                                         const std::vector<double>& metres, std::int64_t& unusable);

/// Whether a crossing of this length may take so long [s], by the limits of possible_values.h.
bool is_possible_crossing(double metres, double seconds);

}  // namespace navette
