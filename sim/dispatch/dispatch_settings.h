#pragma once

#include "core/units.h"

namespace navette {

/// What the policies may be told; each has its own part.
struct DispatchSettings {
  /// How often, and how long, `rolling_plan` plans anew.
  struct {
    Milliseconds interval{300'000};  // > 0
    int iterations = 1'000;          // of the search, each time
  } rolling_plan;
};

}  // namespace navette
