#pragma once

#include <optional>
#include <vector>

namespace navette {

/// The share at which tours ask `expected` times in all, on average: the s for which the sum of min(1, s * weight) is
/// `expected`. Exact: the sum is linear between the shares at which a tour's chance reaches 1.
/// `weights`: of the tours, at least 0. Nothing if even all tours together are too few.
std::optional<double> share_for(std::vector<double> weights, double expected);

}  // namespace navette
