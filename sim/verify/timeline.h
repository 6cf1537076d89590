#pragma once

#include <cstdint>
#include <vector>

#include "verify/roads.h"
#include "verify/run.h"

namespace navette::verify {

/// What each shuttle did, in order: its legs and its visits merged.
struct Timeline {
  struct Item {
    bool is_leg;
    std::size_t row;  // in /legs or /stops
  };
  std::vector<std::vector<Item>> of_shuttle;
};

Timeline make_timeline(const Run& run, const Roads& roads);

}  // namespace navette::verify
