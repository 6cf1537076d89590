// Values of scenarios that are lists of things: hours, breakdowns.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/scenario/parse_time.h"
#include "io/scenario/scenario_values.h"
#include "io/scenario/shown_text.h"

namespace navette {

const TomlArray* ScenarioValues::list(std::string_view path, const char* allowed) {
  const auto* value = find(path);
  if (value == nullptr) return nullptr;
  const auto* array = std::get_if<TomlArray>(&value->value);
  if (array == nullptr || array->empty()) {
    expected(*value, path, allowed);
    return nullptr;
  }
  return array;
}

bool ScenarioValues::has_parts(const TomlValue& value, std::string_view path, std::span<const std::string_view> parts,
                               std::size_t required, const char* allowed) {
  const auto needed = parts.first(required);
  if (value.table() == nullptr ||
      !std::all_of(needed.begin(), needed.end(), [&](std::string_view part) { return value.find(part) != nullptr; })) {
    expected(value, path, allowed);
    return false;
  }
  bool good = true;
  for (const auto& [name, item] : *value.table()) {
    if (std::find(parts.begin(), parts.end(), name) != parts.end()) continue;
    const auto meant = nearest_name(name, parts.data(), parts.data() + parts.size());
    errors_.add(fmt::format("{}: there is no key {}.{}{}", item.where, path,
                            is_plain_text(name) && name.size() <= 40 ? name : shown_text(name),
                            meant.empty() ? "" : fmt::format("; did you mean {}?", meant)));
    good = false;
  }
  return good;
}

std::optional<std::string> ScenarioValues::name_of(const TomlValue& value, std::string_view path) {
  const auto* name = std::get_if<std::string>(&value.find("name")->value);
  if (name != nullptr && !name->empty() && name->size() <= 63 && is_plain_text(*name)) return *name;
  expected(*value.find("name"), fmt::format("{}.name", path), "a text of 1 to 63 bytes without control characters");
  return {};
}

std::optional<Coordinate> ScenarioValues::place_of(const TomlValue& value, std::string_view path) {
  const auto x = number(*value.find("lon"), fmt::format("{}.lon", path), "degrees east", -180, 180, false);
  const auto y = number(*value.find("lat"), fmt::format("{}.lat", path), "degrees north", -90, 90, false);
  if (!x || !y) return {};
  return Coordinate::from_degrees(*x, *y);
}

void ScenarioValues::read(std::string_view path, std::vector<DailyHours>& out) {
  static constexpr const char* kAllowed = R"(an array of hours, as [{from = "08:00", until = "12:00"}])";
  static constexpr std::array<std::string_view, 2> kParts{"from", "until"};
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  out.clear();
  for (const auto& item : *array) {
    if (!has_parts(item, path, kParts, 2, kAllowed)) continue;
    const auto from = clock(item, path, "from");
    const auto until = clock(item, path, "until");
    if (!from || !until) continue;
    if (*from >= kDay || *until <= *from || *until - *from > kDay) {
      complain(item, path,
               fmt::format("must begin before 24:00, end after they begin and last 24 hours at most, found {} to {} "
                           "(past midnight is 24:00 and more)",
                           shown_time(*from), shown_time(*until)));
    } else {
      out.push_back({*from, *until});
    }
  }
}

void ScenarioValues::read(std::string_view path, std::vector<GivenBreakdown>& out) {
  static constexpr const char* kAllowed =
      R"(an array of breakdowns, as [{shuttle = "shuttle-1", from = "09:10", until = "10:00"}])";
  static constexpr std::array<std::string_view, 3> kParts{"shuttle", "from", "until"};
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  for (const auto& item : *array) {
    if (!has_parts(item, path, kParts, 3, kAllowed)) continue;
    const auto* shuttle = std::get_if<std::string>(&item.find("shuttle")->value);
    if (shuttle == nullptr || shuttle->empty() || !is_plain_text(*shuttle)) {
      expected(*item.find("shuttle"), fmt::format("{}.shuttle", path), "the name of a shuttle");
      continue;
    }
    const auto from = clock(item, path, "from", kLatestTime);
    const auto until = clock(item, path, "until", kLatestTime);
    if (!from || !until) continue;
    if (*until <= *from || *until - *from > kDay) {
      complain(item, path,
               fmt::format("must end after they begin and last 24 hours at most, found {} to {} (times are since "
                           "midnight of the first day)",
                           shown_time(*from), shown_time(*until)));
    } else {
      out.push_back({*shuttle, *from, *until});
    }
  }
}

}  // namespace navette
