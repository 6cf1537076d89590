#include "verify/scenario/scenario_value.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <charconv>
#include <cmath>

#include "verify/hdf5_file.h"
#include "verify/run.h"

namespace navette::verify {
namespace {

using Kind = ScenarioValue::Kind;

constexpr int kMostDots = 200;  // of one key: each is a table in a table
constexpr double kMostSeconds = 1e10;

ScenarioValue value_of(const toml::node& node) {
  ScenarioValue value;
  if (const auto* table = node.as_table()) {
    value.kind = Kind::table;
    for (const auto& [key, child] : *table) value.table.emplace(key.str(), value_of(child));
  } else if (const auto* array = node.as_array()) {
    value.kind = Kind::list;
    for (const auto& child : *array) value.list.push_back(value_of(child));
  } else if (const auto* text = node.as_string()) {
    value.kind = Kind::text;
    value.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    value.kind = Kind::whole;
    value.whole = whole->get();
  } else if (const auto* number = node.as_floating_point()) {
    value.kind = Kind::number;
    value.number = number->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.kind = Kind::flag;
    value.flag = flag->get();
  } else if (const auto* date = node.as_date()) {
    value.kind = Kind::date;
    const toml::date day = date->get();
    value.text = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
  }
  return value;
}

bool has_endless_key(const std::string& toml) {
  int dots = 0;
  for (const char c : toml) {
    if (c == '.' && ++dots > kMostDots) return true;
    if (std::string_view{"=,[]{}\n"}.find(c) != std::string_view::npos) dots = 0;
  }
  return false;
}

/// A number that makes up a whole text; nothing if it does not.
std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<std::int64_t> milliseconds(double seconds) {
  if (std::isinf(seconds) && seconds > 0) return kNone;
  if (!(std::abs(seconds) <= kMostSeconds)) return {};
  return static_cast<std::int64_t>(std::llround(seconds * 1'000));
}

}  // namespace

const ScenarioValue& ScenarioValue::at(std::string_view path) const {
  static const ScenarioValue kNothing;
  const ScenarioValue* here = this;
  while (true) {
    const auto dot = path.find('.');
    const auto entry = here->table.find(path.substr(0, dot));
    if (entry == here->table.end()) return kNothing;
    here = &entry->second;
    if (dot == std::string_view::npos) return *here;
    path.remove_prefix(dot + 1);
  }
}

std::optional<std::string> ScenarioValue::as_text() const {
  return kind == Kind::text ? std::optional{text} : std::nullopt;
}

std::optional<std::int64_t> ScenarioValue::as_whole() const {
  return kind == Kind::whole ? std::optional{whole} : std::nullopt;
}

std::optional<double> ScenarioValue::as_number() const {
  if (kind == Kind::whole) return static_cast<double>(whole);
  return kind == Kind::number ? std::optional{number} : std::nullopt;
}

std::optional<bool> ScenarioValue::as_flag() const { return kind == Kind::flag ? std::optional{flag} : std::nullopt; }

std::optional<std::int64_t> ScenarioValue::as_time() const {
  if (const auto seconds = as_number()) return milliseconds(*seconds);
  if (kind != Kind::text) return {};
  const bool negative = text.starts_with('-');
  std::string_view rest{text};
  if (negative) rest.remove_prefix(1);
  double seconds = 0;
  for (int parts = 1; parts <= 3; ++parts) {
    const auto colon = rest.find(':');
    const auto part = number_in(rest.substr(0, colon));
    if (!part) return {};
    seconds = seconds * 60 + *part;
    if (colon == std::string_view::npos) {
      const bool no_seconds = parts == 2;
      return milliseconds((negative ? -1 : 1) * seconds * (no_seconds ? 60 : 1));
    }
    rest.remove_prefix(colon + 1);
  }
  return {};
}

ScenarioValue read_scenario_text(const std::string& toml) {
  if (has_endless_key(toml)) throw ReadFailure{"a key has too many parts"};
  try {
    return value_of(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    throw ReadFailure{
        fmt::format("line {} is not TOML: {}", error.source().begin.line, std::string{error.description()})};
  }
}

}  // namespace navette::verify
