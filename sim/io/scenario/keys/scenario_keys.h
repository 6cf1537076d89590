#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace navette {

/// What kind of value a key takes.
enum class KeyKind {
  text,
  path,  // relative to the scenario file; in an override, to the working directory
  boolean,
  whole,  // a whole number
  number,
  duration,       // seconds as a number, or a text HH:MM[:SS]
  date,           // 2026-01-05, with or without quotes
  places,         // an array of {lon, lat}
  shifts,         // an array of {start, end, pauses}, or of arrays of them
  destinations,   // an array of {name, kind, lon, lat, size}
  hours,          // an array of {from, until}
  breakdowns,     // an array of {shuttle, from, until}
  closures,       // an array of {along, from, until, every_day, one_way, announced}
  texts,          // an array of texts
  stops,          // an array of {name, lon, lat}, or a file as GTFS stops.txt
  courses,        // an array of {stops, times, every, until}, or a file as GTFS stop_times.txt
  hubs,           // an array of {name, lon, lat, radius}
  named_numbers,  // a table of numbers by name, any left out; or an array of all, in the order of the names
  names,          // an array of names
};

/// One key of a scenario file: all that is known of it alone. Made by a row of the table (key_row.h).
struct ScenarioKey {
  std::string path{};  // "service.max_wait_time"
  KeyKind kind = KeyKind::text;
  std::string default_value{};                            // as TOML; empty: none
  double low = -std::numeric_limits<double>::infinity();  // of numbers and durations [s]; inclusive
  double high = std::numeric_limits<double>::infinity();
  bool may_be_unlimited = false;                // `inf` is allowed
  std::span<const std::string_view> choices{};  // of texts and names; empty: any
  std::string_view if_missing{};                // what a user is told who left it out; empty: it may be left out
  bool sums_to_one = false;                     // of named numbers, to within 0.001

  std::string_view unit{};        // of a number, as "m" or "EUR/h"; durations are in seconds
  std::string_view by{};          // of named numbers: what is named, as "age"
  std::string left_out{};         // of a key without default: what holds then, as "by the map"
  std::string_view restricted{};  // what neither a range nor choices say of what is allowed, as Markdown
  std::string meaning{};          // a sentence, as Markdown; links are relative to docs/
};

/// All keys, in the order of the documentation (docs/scenario-format.md).
std::span<const ScenarioKey> scenario_keys();
/// The key of this path, below [services.NAME] that of the service; nullptr if there is none.
const ScenarioKey* find_scenario_key(std::string_view path);
/// The tables that hold keys ("territory", "territory.speeds", ...).
bool is_scenario_table(std::string_view path);
/// What a table is about ("dispatch.regret": "how the policy regret collects and ranks").
std::string_view table_meaning(std::string_view path);

}  // namespace navette
