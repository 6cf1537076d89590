#include "core/nearest_name.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace navette {
namespace {

constexpr std::size_t kLongest = 60;  // [bytes] a longer name is no slip of the pen

// Optimal string alignment: insert, delete, replace, or swap neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view name, const std::string_view* first, const std::string_view* last) {
  if (name.size() > kLongest) return {};
  std::string_view nearest;
  std::size_t least = name.size() / 3 + 2;  // a name that shares less than this is a guess in the dark
  for (const auto* candidate = first; candidate != last; ++candidate) {
    const std::size_t distance = edit_distance(name, *candidate);
    if (distance < least) {
      least = distance;
      nearest = *candidate;
    }
  }
  return nearest;
}

}  // namespace navette
