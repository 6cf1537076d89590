#include "demand/residents/proportional_updating.h"

#include <algorithm>
#include <cmath>

namespace navette {
namespace {

double sum_of(const WeightTarget& target, std::span<const double> weights) {
  double sum = 0;
  for (const auto& part : target.parts) sum += weights[part.type] * part.contribution;
  return sum;
}

double largest_gap(std::span<const WeightTarget> targets, std::span<const double> weights) {
  double gap = 0;
  for (const WeightTarget& target : targets) {
    gap = std::max(gap, std::abs(sum_of(target, weights) - target.target) / std::max(target.target, 1.0));
  }
  return gap;
}

}  // namespace

UpdatingResult proportional_updating(std::span<const WeightTarget> targets, std::span<double> weights,
                                     int max_iterations, double tolerance) {
  UpdatingResult result{0, largest_gap(targets, weights)};
  while (result.iterations < max_iterations && result.largest_gap > tolerance) {
    for (const WeightTarget& target : targets) {
      const double sum = sum_of(target, weights);
      if (sum <= 0) continue;
      const double factor = target.target / sum;
      for (const auto& part : target.parts) weights[part.type] *= factor;
    }
    ++result.iterations;
    result.largest_gap = largest_gap(targets, weights);
  }
  return result;
}

}  // namespace navette
