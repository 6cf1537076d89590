#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "core/random_stream.h"

namespace navette::territory {

/// Invents names that sound like southern France; no name is given twice.
class Names {
 public:
  explicit Names(std::uint64_t seed) : random_{seed, Purpose::territory_shape, 2} {}

  std::string town();
  std::string hamlet();
  std::string farm();
  std::string street();
  std::string river();

 private:
  std::string stem();
  template <class Invent>
  std::string new_name(Invent&& invent);

  RandomStream random_;
  std::set<std::string> given_;
};

}  // namespace navette::territory
