#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace navette::verify {

/// A value of the effective scenario that a results file keeps, as its text says it.
struct ScenarioValue {
  enum class Kind { nothing, table, list, text, whole, number, flag, date };
  Kind kind = Kind::nothing;
  std::map<std::string, ScenarioValue, std::less<>> table;
  std::vector<ScenarioValue> list;
  std::string text;  // of a text or a date, YYYY-MM-DD
  std::int64_t whole = 0;
  double number = 0;
  bool flag = false;

  [[nodiscard]] bool there() const { return kind != Kind::nothing; }
  /// What stands at a path of keys ("service.max_wait_time"); nothing if there is none.
  [[nodiscard]] const ScenarioValue& at(std::string_view path) const;

  [[nodiscard]] std::optional<std::string> as_text() const;
  [[nodiscard]] std::optional<std::int64_t> as_whole() const;
  [[nodiscard]] std::optional<double> as_number() const;
  [[nodiscard]] std::optional<bool> as_flag() const;
  /// Seconds, or a text "HH:MM" or "HH:MM:SS"; infinity is kNone. [ms]
  [[nodiscard]] std::optional<std::int64_t> as_time() const;
};

/// Throws ReadFailure if the text is not TOML.
ScenarioValue read_scenario_text(const std::string& toml);

}  // namespace navette::verify
