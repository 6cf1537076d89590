#pragma once

#include <string_view>
#include <vector>

#include "property/values.h"

namespace navette::test {

/// A key that scenarios of the campaign vary.
struct Dimension {
  std::string_view key;
  double chance;  // of being there at all
  Value value;
};

/// Of the run as a whole. A new key is one line here, or below.
const std::vector<Dimension>& dimensions_of_run();
/// Of each service: keys below [service], [services.NAME].
const std::vector<Dimension>& dimensions_of_service();
/// Of each fleet: keys below [fleet], [services.NAME.fleet].
const std::vector<Dimension>& dimensions_of_fleet();

}  // namespace navette::test
