#pragma once

#include "dispatch/plan/problem.h"

namespace navette::plan {

/// Takes from the windows of all trips what no plan can use: times before a shuttle can be there, or too late to go on
/// to the drop-off and to a duty's end, or that the ride limit rules out (Cordeau, Operations Research 54, 2006).
void tighten_windows(Problem& problem);

}  // namespace navette::plan
