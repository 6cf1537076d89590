#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/units.h"

namespace navette {

struct TomlValue;
using TomlArray = std::vector<TomlValue>;
using TomlTable = std::map<std::string, TomlValue, std::less<>>;

/// A TOML time of day, and a TOML date with a time (which no key of ours takes).
struct TomlTimeOfDay {
  Milliseconds since_midnight;
};
struct TomlDateTime {
  std::string text;
};

/// One value of a TOML document, with where the user wrote it.
struct TomlValue {
  std::variant<TomlTable, TomlArray, std::string, std::int64_t, double, bool, std::chrono::year_month_day,
               TomlTimeOfDay, TomlDateTime>
      value;
  std::string where;           // "scenario.toml:12" or "--set run.seed=x"
  bool from_override = false;  // paths in it are relative to the working directory
  std::int64_t position = -1;  // in the file: tables and keys in order; negative: not from a file

  [[nodiscard]] const TomlTable* table() const { return std::get_if<TomlTable>(&value); }
  [[nodiscard]] TomlTable* table() { return std::get_if<TomlTable>(&value); }
  /// The value at a path of keys ("service.max_wait_time"); nullptr if there is none.
  [[nodiscard]] const TomlValue* find(std::string_view path) const;
  /// Puts a value at a path, over what is there, tables made as needed. False: a part of the path is no table.
  bool put(std::string_view path, TomlValue item);
  void erase(std::string_view path);
};

/// Throws InputError with file and line if the file cannot be read or is not TOML.
TomlValue read_toml(const std::filesystem::path& file);
/// `name` stands in messages for the file.
TomlValue parse_toml(std::string_view text, const std::string& name);
/// Applies "a.b=c" to a document: c is read as TOML, else taken as text. Throws InputError that names `--set a.b=c`.
void apply_override(TomlValue& document, const std::string& assignment);

/// As a TOML document, keys in alphabetical order.
std::string to_toml(const TomlValue& document);
/// What a user wrote, with its type: `0.5 (a number)`, `"fast" (a text)`, `an array of 2`.
std::string shown(const TomlValue& value);

}  // namespace navette
