#pragma once

#include "core/units.h"
#include "record/never_made_cause.h"

namespace navette {

/// How an attempt to reach the service ended.
struct Hearing {
  Milliseconds at;                              // it is heard; if never, the last attempt fails
  NeverMadeCause cause = NeverMadeCause::none;  // none: it is heard

  [[nodiscard]] bool never() const { return cause != NeverMadeCause::none; }
};

}  // namespace navette
