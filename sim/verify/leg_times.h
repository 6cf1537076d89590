#pragma once

#include <cstddef>
#include <cstdint>

#include "verify/roads.h"
#include "verify/run.h"

namespace navette::verify {

/// What the roads of a leg take, by its samples; kNone: none were recorded, or they do not fit. [ms]
std::int64_t time_by_road(const Run& run, const Roads& roads, std::size_t leg);

/// The longest that may pass on a way that the roads take `planned` for, by the noise of the scenario. [ms]
std::int64_t slowest(const Run& run, std::int64_t planned);

}  // namespace navette::verify
