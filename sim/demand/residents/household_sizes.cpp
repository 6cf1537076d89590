#include "demand/residents/household_sizes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace navette {

HouseholdsBySize count_sizes(const std::vector<HouseholdMembers>& households) {
  HouseholdsBySize counts{};
  for (const HouseholdMembers& members : households) {
    ++counts[static_cast<std::size_t>(std::clamp(size_of(members), 1, kHouseholdSizes) - 1)];
  }
  return counts;
}

std::int64_t sum_of(const HouseholdsBySize& households) {
  return std::accumulate(households.begin(), households.end(), std::int64_t{0});
}

double largest_size_gap(const HouseholdsBySize& made, const std::array<double, kHouseholdSizes>& asked) {
  const auto all = static_cast<double>(sum_of(made));
  double gap = 0;
  for (std::size_t k = 0; k < made.size() && all > 0; ++k) {
    gap = std::max(gap, std::abs(static_cast<double>(made[k]) / all - asked[k]));
  }
  return gap;
}

std::string asked_against_made(const HouseholdsBySize& made, const std::array<double, kHouseholdSizes>& asked) {
  const auto all = static_cast<double>(std::max<std::int64_t>(sum_of(made), 1));
  std::string text;
  for (std::size_t k = 0; k < made.size(); ++k) {
    text += fmt::format("{}{}{}: {:.1f} % asked, {:.1f} % made", text.empty() ? "" : "; ", k + 1,
                        k + 1 == made.size() ? " persons and more" : (k == 0 ? " person" : " persons"), asked[k] * 100,
                        static_cast<double>(made[k]) / all * 100);
  }
  return text;
}

}  // namespace navette
