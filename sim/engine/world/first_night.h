#pragma once

#include <cstddef>

#include "engine/world/given_service.h"

namespace navette {

/// Courses of evenings before the run that go on after its first midnight become courses of day 0, cut to their visits
/// after it: on the days before the run that `days` of a course names (negative ones, which are taken away), else on
/// each day of the week of the service.
///
/// Left out are those during which no shuttle of the service is on shift; returns how many.
std::size_t add_first_night(GivenService& service, int run_days);

}  // namespace navette
