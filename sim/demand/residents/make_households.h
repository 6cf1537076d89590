#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/random_stream.h"
#include "demand/residents/household_types.h"

namespace navette {

/// What the households of one commune must add up to.
struct HouseholdTargets {
  std::int64_t inhabitants = 0;                       // >= 0; met exactly
  std::array<double, kAgeBands> age_shares{};         // sum 1; met up to rounding to whole persons
  std::array<double, kHouseholdSizes> size_shares{};  // sum 1; met as far as the ages allow
};

struct HouseholdsMade {
  std::vector<HouseholdMembers> households;  // in random order
  int iterations = 0;                        // of proportional updating
};

/// Whole persons by age band that add up to `inhabitants`: each band its share of them, rounded down or up.
/// `start` in [0, 1) decides which (systematic rounding, so that many small communes together have the right shares).
std::array<std::int64_t, kAgeBands> whole_persons(std::int64_t inhabitants, const std::array<double, kAgeBands>& shares,
                                                  double start);

/// Households of known types, each with an adult.
///
/// Weights of types by proportional updating, then whole numbers of them: rounded down, the persons that remain form
/// households drawn by what is missing of each type, families first. Children whom no type can take any more join
/// other families. If there are more than four children to an adult, some are made adults.
HouseholdsMade make_households(const HouseholdTargets& targets, RandomStream& random);

}  // namespace navette
