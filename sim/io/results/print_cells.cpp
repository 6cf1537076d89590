#include "io/results/print_cells.h"

#include <fmt/format.h>

#include <cmath>

namespace navette {

std::string rounded(double value) {
  constexpr double kWholeUpTo = 1e15;
  if (value == std::floor(value) && std::abs(value) < kWholeUpTo) return fmt::format("{:.0f}", value);
  return fmt::format("{:.3f}", value);
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string text = "\"";
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

}  // namespace navette
