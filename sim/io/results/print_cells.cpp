#include "io/results/print_cells.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

#include "core/printable.h"

namespace navette {

std::string rounded(double value) {
  constexpr double kWholeUpTo = 1e15;
  if (value == std::floor(value) && std::abs(value) < kWholeUpTo) return fmt::format("{:.0f}", value);
  return fmt::format("{:.3f}", value);
}

std::string quoted(const std::string& text) {
  // A spreadsheet would calculate it.
  const bool formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
  const std::string field = (formula ? "'" : "") + printable_line(text);
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string cell = "\"";
  for (const char c : field) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

}  // namespace navette
