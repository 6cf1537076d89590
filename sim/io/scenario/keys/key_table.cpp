// The table of keys as readers of the documentation see it.
#include <fmt/format.h>

#include <cmath>

#include "io/scenario/keys/key_parts.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/keys/scenario_schema.h"

namespace navette {
namespace {

// "86 400", "0.1", "1 000 000".
std::string shown_number(double number) {
  if (std::abs(number) < 10'000 || number != std::floor(number)) return fmt::format("{}", number);
  std::string digits = fmt::format("{:.0f}", number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), " ");
  }
  return digits;
}

std::string list_of(KeyKind kind) {
  std::string parts;
  for (const KeyPart& part : parts_of(kind)) parts += fmt::format("{}{}", parts.empty() ? "" : ", ", part.name);
  return fmt::format("array of `{{{}}}`", parts);
}

std::string type_of(const ScenarioKey& key) {
  const std::string unit = key.unit.empty() ? "" : fmt::format(", {}", key.unit);
  switch (key.kind) {
    case KeyKind::text:
      return "text";
    case KeyKind::path:
      return "path";
    case KeyKind::boolean:
      return "boolean";
    case KeyKind::whole:
      return "whole number";
    case KeyKind::number:
      return "number" + unit;
    case KeyKind::duration:
      return "duration";
    case KeyKind::date:
      return "date";
    case KeyKind::texts:
      return "array of texts";
    case KeyKind::names:
      return "names";
    case KeyKind::named_numbers:
      return fmt::format("numbers by {}{}", key.by, unit);
    case KeyKind::stops:
    case KeyKind::courses:
      return list_of(key.kind) + ", or path";
    default:
      return list_of(key.kind);
  }
}

std::string default_of(const ScenarioKey& key) {
  const std::string& value = key.default_value;
  if (value.empty()) return key.left_out.empty() ? "none" : key.left_out;
  if (value.front() == '"' || value.front() == '[') return fmt::format("`{}`", value);
  return value.ends_with(".0") ? value.substr(0, value.size() - 2) : value;
}

std::string range_of(const ScenarioKey& key) {
  if (!key.restricted.empty()) return std::string{key.restricted};
  std::string text;
  if (key.kind == KeyKind::text || key.kind == KeyKind::names) {
    for (const auto choice : key.choices) text += fmt::format("{}`\"{}\"`", text.empty() ? "" : ", ", choice);
    return text;
  }
  if (!std::isfinite(key.low)) return text;
  text = std::isfinite(key.high) ? fmt::format("{} to {}", shown_number(key.low), shown_number(key.high))
                                 : fmt::format("{} and more", shown_number(key.low));
  if (key.kind == KeyKind::duration) text += " s";
  return key.may_be_unlimited ? text + ", inf" : text;
}

}  // namespace

std::string key_table() {
  std::string table = "| key | type | default | range | meaning |\n|---|---|---|---|---|\n";
  for (const ScenarioKey& key : scenario_keys()) {
    table += fmt::format("| `{}` | {} | {} | {} | {}{} |\n", key.path, type_of(key), default_of(key), range_of(key),
                         key.meaning, key.sums_to_one ? "; must sum to 1" : "");
  }
  return table;
}

}  // namespace navette
