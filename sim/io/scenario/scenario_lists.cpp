// Values of scenarios that are lists of things: places, hours, breakdowns, closures, shifts.
#include <fmt/format.h>

#include <algorithm>

#include "io/scenario/parse_time.h"
#include "io/scenario/scenario_values.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_habits.h"

namespace navette {
namespace {

constexpr const char* kShiftsAllowed =
    R"(an array of shifts, as [{start = "06:30", end = "20:00"}], a split one as an array of its pieces)";

}  // namespace

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

bool ScenarioValues::has_parts(const TomlValue& value, std::string_view path, std::span<const KeyPart> parts,
                               const char* allowed) {
  const auto is_there = [&](const KeyPart& part) { return !part.required || value.find(part.name) != nullptr; };
  if (value.table() == nullptr || !std::all_of(parts.begin(), parts.end(), is_there)) {
    expected(value, path, allowed);
    return false;
  }
  std::vector<std::string_view> names;
  names.reserve(parts.size());
  for (const KeyPart& part : parts) names.push_back(part.name);
  bool good = true;
  for (const auto& [name, item] : *value.table()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const auto meant = nearest_name(name, names.data(), names.data() + names.size());
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

std::optional<double> ScenarioValues::degrees(const TomlValue& place, std::string_view path, const char* part) {
  const bool is_lon = std::string_view{part} == "lon";
  const double limit = part_named(parts_of(KeyKind::places), part).high;
  const TomlValue& value = *place.find(part);
  std::string allowed = is_lon ? "degrees east" : "degrees north";
  const auto* real = std::get_if<double>(&value.value);
  const auto* whole_number = std::get_if<std::int64_t>(&value.value);
  const double found = real != nullptr ? *real : whole_number != nullptr ? static_cast<double>(*whole_number) : 0;
  if (const CsvHabit habit = degrees_habit(fmt::format("{}", found)); habit.name == "projected") {
    complain(value, fmt::format("{}.{}", path, part),
             fmt::format("must be {} from {} to {}, found {}; {}", allowed, -limit, limit, found, habit.cure));
    return {};
  }
  return number(value, fmt::format("{}.{}", path, part), allowed, -limit, limit, false);
}

std::optional<Coordinate> ScenarioValues::place_of(const TomlValue& value, std::string_view path) {
  const auto x = degrees(value, path, "lon");
  const auto y = degrees(value, path, "lat");
  if (!x || !y) return {};
  return Coordinate::from_degrees(*x, *y);
}

std::vector<Coordinate> ScenarioValues::places_of(const TomlValue& value, std::string_view path) {
  static constexpr const char* kAllowed = "an array of places, as [{lon = 2.15, lat = 43.65}]";
  std::vector<Coordinate> places;
  const auto* array = std::get_if<TomlArray>(&value.value);
  if (array == nullptr || array->empty()) {
    expected(value, path, kAllowed);
    return places;
  }
  for (const auto& place : *array) {
    const auto* lon = place.find("lon");
    const auto* lat = place.find("lat");
    if (lon == nullptr || lat == nullptr || place.table()->size() != 2) {
      expected(place, path, kAllowed);
      continue;
    }
    const auto x = degrees(place, path, "lon");
    const auto y = degrees(place, path, "lat");
    if (x && y) places.push_back(Coordinate::from_degrees(*x, *y));
  }
  return places;
}

void ScenarioValues::read(std::string_view path, std::vector<Coordinate>& out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  const auto places = places_of(*value, path);
  out.insert(out.end(), places.begin(), places.end());
}

void ScenarioValues::read(std::string_view path, std::vector<DailyHours>& out) {
  static constexpr const char* kAllowed = R"(an array of hours, as [{from = "08:00", until = "12:00"}])";
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  out.clear();
  for (const auto& item : *array) {
    if (!has_parts(item, path, parts_of(KeyKind::hours), kAllowed)) continue;
    const auto from = clock(item, path, "from");
    const auto until = clock(item, path, "until");
    if (!from || !until) continue;
    if (*until <= *from || *until - *from > kDay) {
      complain(item, path,
               fmt::format("must end after they begin and last 24 hours at most, found {} to {} (past midnight is "
                           "24:00 and more)",
                           shown_time(*from), shown_time(*until)));
    } else {
      out.push_back({*from, *until});
    }
  }
}

void ScenarioValues::read(std::string_view path, std::vector<GivenBreakdown>& out) {
  static constexpr const char* kAllowed =
      R"(an array of breakdowns, as [{shuttle = "shuttle-1", from = "09:10", until = "10:00"}])";
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  for (const auto& item : *array) {
    if (!has_parts(item, path, parts_of(KeyKind::breakdowns), kAllowed)) continue;
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

void ScenarioValues::read(std::string_view path, std::vector<GivenClosure>& out) {
  static constexpr const char* kAllowed =
      R"(an array of closures, as [{along = [{lon = 2.15, lat = 43.65}], from = "09:00", until = "17:00"}])";
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  for (const auto& item : *array) {
    if (!has_parts(item, path, parts_of(KeyKind::closures), kAllowed)) continue;
    const auto closure = closure_of(item, path);
    if (closure) out.push_back(*closure);
  }
}

std::optional<GivenClosure> ScenarioValues::closure_of(const TomlValue& value, std::string_view path) {
  GivenClosure closure;
  bool good = true;
  const auto flag = [&](const char* part, bool& set) {
    const auto* found = value.find(part);
    if (found == nullptr) return;
    const auto* truth = std::get_if<bool>(&found->value);
    if (truth != nullptr) {
      set = *truth;
    } else {
      expected(*found, fmt::format("{}.{}", path, part), "true or false");
      good = false;
    }
  };
  flag("every_day", closure.every_day);
  flag("one_way", closure.one_way);
  closure.along = places_of(*value.find("along"), fmt::format("{}.along", path));
  const auto from = clock(value, path, "from", kLatestTime);
  const auto until = clock(value, path, "until", kLatestTime);
  if (!good || closure.along.empty() || !from || !until) return {};
  closure.from = *from;
  closure.until = *until;
  if (value.find("announced") != nullptr) {
    closure.announced = clock(value, path, "announced", kLatestTime);
    if (!closure.announced) return {};
  }
  if (closure.announced && *closure.announced > *from) {
    complain(value, path,
             fmt::format("must be announced when they begin at the latest, found {} for {} (leave announced out where "
                         "nobody knows beforehand)",
                         shown_time(*closure.announced), shown_time(*from)));
  } else if (*until <= *from) {
    complain(value, path,
             fmt::format("must end after they begin, found {} to {} (times are since midnight of the first day)",
                         shown_time(*from), shown_time(*until)));
  } else if (closure.every_day && (*from >= kDay || *until - *from > kDay)) {
    complain(value, path,
             fmt::format("must, if every_day, begin before 24:00 and last 24 hours at most, found {} to {}",
                         shown_time(*from), shown_time(*until)));
  } else if (closure.one_way && closure.along.size() == 1) {
    complain(value, path, "must, if one_way, tell the direction by two places or more, found one");
  } else {
    return closure;
  }
  return {};
}

std::optional<Pause> ScenarioValues::pause_of(const TomlValue& value, std::string_view path) {
  static constexpr const char* kAllowed =
      R"(pauses, as [{earliest = "11:30", latest = "13:30", duration = "00:30"}], each begun between these times)";
  if (!has_parts(value, path, pause_parts(), kAllowed)) return {};
  const auto earliest = clock(value, path, "earliest");
  const auto latest = clock(value, path, "latest");
  const auto duration = clock(value, path, "duration", kDay);
  if (!earliest || !latest || !duration) return {};
  return Pause{*earliest, *latest, *duration};
}

std::optional<Shift> ScenarioValues::shift_of(const TomlValue& value, std::string_view path) {
  if (!has_parts(value, path, parts_of(KeyKind::shifts), kShiftsAllowed)) return {};
  const auto start = clock(value, path, "start");
  const auto end = clock(value, path, "end");
  if (!start || !end) return {};
  Shift shift{*start, *end};
  if (const auto* pauses = value.find("pauses")) {
    const std::string of_shift = fmt::format("{}.pauses", path);
    const auto* array = std::get_if<TomlArray>(&pauses->value);
    if (array == nullptr) {
      expected(*pauses, of_shift, "an array of pauses");
      return {};
    }
    for (const auto& item : *array) {
      const auto pause = pause_of(item, of_shift);
      if (!pause) return {};
      shift.pauses.push_back(*pause);
    }
  }
  if (const std::string wrong = wrong_shift(shift); !wrong.empty()) {
    complain(value, path, wrong);
    return {};
  }
  return shift;
}

void ScenarioValues::read(std::string_view path, std::vector<WorkingDay>& out) {
  const auto* array = list(path, kShiftsAllowed);
  if (array == nullptr) return;
  out.clear();
  for (const auto& item : *array) {
    const auto* pieces = std::get_if<TomlArray>(&item.value);
    if (pieces != nullptr && pieces->empty()) {
      expected(item, path, kShiftsAllowed);
      continue;
    }
    WorkingDay day;
    const auto add = [&](const TomlValue& piece) {
      auto shift = shift_of(piece, path);
      if (shift) day.push_back(std::move(*shift));
      return shift.has_value();
    };
    const bool good = pieces == nullptr ? add(item) : std::all_of(pieces->begin(), pieces->end(), add);
    if (!good) continue;
    if (const std::string wrong = wrong_day(day); !wrong.empty()) {
      complain(item, path, wrong);
    } else {
      out.push_back(std::move(day));
    }
  }
}

}  // namespace navette
