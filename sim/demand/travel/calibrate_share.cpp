#include "demand/travel/calibrate_share.h"

#include <algorithm>
#include <functional>

namespace navette {

std::optional<double> share_for(std::vector<double> weights, double expected) {
  std::sort(weights.begin(), weights.end(), std::greater<>{});
  weights.erase(std::find(weights.begin(), weights.end(), 0.0), weights.end());
  // Sums from the smallest up: of all tours from each on.
  std::vector<double> rest(weights.size() + 1, 0.0);
  for (std::size_t k = weights.size(); k-- > 0;) rest[k] = rest[k + 1] + weights[k];
  // The heaviest k tours ask for certain, the others in proportion.
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const double share = (expected - static_cast<double>(k)) / rest[k];
    if (share * weights[k] <= 1) return share;
  }
  return {};
}

}  // namespace navette
