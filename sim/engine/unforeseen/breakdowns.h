#pragma once

#include <cstdint>
#include <vector>

#include "core/id.h"
#include "engine/unforeseen/disturbance_parameters.h"
#include "fleet/shuttle.h"

namespace navette {

/// A shuttle is out of order.
struct Breakdown {
  ShuttleId shuttle;
  Milliseconds from;   // in one of its shifts
  Milliseconds until;  // it goes on from then on

  auto operator<=>(const Breakdown&) const = default;
};

/// All breakdowns of a run, by time, then shuttle; those of one shuttle do not overlap.
///
/// Drawn for each shuttle and day of the start of a shift: hours of shift between two breakdowns are exponential, those
/// out of order not counted. Neither demand nor policy change them. Where one that is given overlaps one drawn, the
/// drawn one does not happen.
/// Throws InputError, of all at once, if a given one names no shuttle, begins in no shift of it, or overlaps another.
std::vector<Breakdown> breakdowns(const std::vector<Shuttle>& shuttles, const DisturbanceParameters& disturbances,
                                  std::uint64_t seed);

}  // namespace navette
