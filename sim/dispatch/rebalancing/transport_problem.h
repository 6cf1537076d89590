#pragma once

#include <cstdint>
#include <vector>

namespace navette {

/// What one source sends to one sink.
struct Shipment {
  std::int32_t source = 0;
  std::int32_t sink = 0;
  std::int64_t amount = 0;  // > 0
};

/// The transportation problem: as much as possible goes from sources to sinks, in whole units, at least total cost.
///
/// If there is more than is wanted, every sink gets what it wants; if there is less, every source gives all it has.
/// `supply`, `demand`: >= 0. `cost`: (sources, sinks) row by row, per unit, >= 0. Returns the shipments in order of
/// (source, sink). Among plans of equal cost the one that the pivots reach: always the same for the same numbers.
/// By LEMON's network simplex (Kiraly and Kovacs, Acta Universitatis Sapientiae, Informatica 4, 2012).
std::vector<Shipment> least_cost_shipments(const std::vector<std::int64_t>& supply,
                                           const std::vector<std::int64_t>& demand,
                                           const std::vector<std::int64_t>& cost);

}  // namespace navette
