#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"
#include "demand/travel/demand_parameters.h"
#include "engine/unforeseen/disturbance_parameters.h"
#include "engine/world/given_service.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/shift_times.h"

namespace navette {

/// The kind of value of a key that sets a member of this type.
template <class Value>
inline constexpr KeyKind kKindOf = KeyKind::text;
template <>
inline constexpr KeyKind kKindOf<std::filesystem::path> = KeyKind::path;
template <>
inline constexpr KeyKind kKindOf<bool> = KeyKind::boolean;
template <>
inline constexpr KeyKind kKindOf<int> = KeyKind::whole;
template <>
inline constexpr KeyKind kKindOf<std::optional<int>> = KeyKind::whole;
template <>
inline constexpr KeyKind kKindOf<std::uint64_t> = KeyKind::whole;
template <>
inline constexpr KeyKind kKindOf<double> = KeyKind::number;
template <>
inline constexpr KeyKind kKindOf<std::optional<double>> = KeyKind::number;
template <>
inline constexpr KeyKind kKindOf<Milliseconds> = KeyKind::duration;
template <>
inline constexpr KeyKind kKindOf<std::chrono::year_month_day> = KeyKind::date;
template <>
inline constexpr KeyKind kKindOf<std::vector<Coordinate>> = KeyKind::places;
template <>
inline constexpr KeyKind kKindOf<std::vector<WorkingDay>> = KeyKind::shifts;
template <>
inline constexpr KeyKind kKindOf<std::vector<OutsideDestination>> = KeyKind::destinations;
template <>
inline constexpr KeyKind kKindOf<std::vector<DailyHours>> = KeyKind::hours;
template <>
inline constexpr KeyKind kKindOf<std::vector<GivenBreakdown>> = KeyKind::breakdowns;
template <>
inline constexpr KeyKind kKindOf<std::vector<GivenClosure>> = KeyKind::closures;
template <>
inline constexpr KeyKind kKindOf<std::vector<std::string>> = KeyKind::texts;
template <>
inline constexpr KeyKind kKindOf<std::vector<GivenStop>> = KeyKind::stops;
template <>
inline constexpr KeyKind kKindOf<std::vector<GivenHub>> = KeyKind::hubs;
template <std::size_t n>
inline constexpr KeyKind kKindOf<std::array<double, n>> = KeyKind::named_numbers;
template <std::size_t n>
inline constexpr KeyKind kKindOf<std::array<bool, n>> = KeyKind::names;

/// What a member holds, as a scenario would write it; empty if it says nothing. `names`: of the key.
inline std::string default_text(bool value) { return value ? "true" : "false"; }
std::string default_text(const std::string& value);
std::string default_text(int value);
std::string default_text(std::uint64_t value);
std::string default_text(double value);        // "500.0"
std::string default_text(Milliseconds value);  // seconds, or inf
std::string default_text(std::chrono::year_month_day value);
std::string default_text(const std::vector<WorkingDay>& value);
template <class Value>
std::string default_text(const std::optional<Value>& value) {
  return value ? default_text(*value) : "";
}
template <class Value>
std::string default_text(const Value& /*a path or a list*/) {
  return "";
}

/// "45", not "45.0".
std::string short_number(double value);
/// "\"06:30\"" for 23400 s.
std::string quoted_time(double seconds);
std::string quoted_text(std::string_view text);
std::string listed_numbers(std::span<const double> numbers);
/// Those of the names that are set.
std::string listed_names(std::span<const bool> set, std::span<const std::string_view> names);

}  // namespace navette
