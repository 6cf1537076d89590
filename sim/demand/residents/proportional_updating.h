#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace navette {

/// What the weights of household types must add up to: sum of weight x contribution = target.
struct WeightTarget {
  struct Part {
    std::size_t type;
    double contribution;  // > 0; for persons of a band: how many of them a household of the type has
  };
  std::vector<Part> parts;
  double target = 0;  // >= 0
};

struct UpdatingResult {
  int iterations = 0;
  double largest_gap = 0;  // over targets: |sum - target| / larger of target and 1
};

/// Iterative proportional updating: for each target in turn, all weights that contribute to it are scaled by
/// target / sum, until no sum is off by more than `tolerance` or `max_iterations` passes are done.
///
/// Fits households and persons at once, where proportional fitting can fit only one of them. A target that no type
/// with weight contributes to is passed over, and shows in `largest_gap`.
/// Source: Ye, Konduri, Pendyala, Sana, Waddell, "A methodology to match distributions of both household and person
/// attributes in the generation of synthetic populations", TRB 2009.
UpdatingResult proportional_updating(std::span<const WeightTarget> targets, std::span<double> weights,
                                     int max_iterations, double tolerance);

}  // namespace navette
