// Values of scenarios that tell where a service halts, and when: stops, hubs, courses.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/scenario/parse_time.h"
#include "io/scenario/scenario_values.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/read_stops_csv.h"

namespace navette {
namespace {

constexpr std::size_t kMostCourses = 10'000;

std::string named_stops(const std::vector<GivenStop>& stops) {
  static constexpr std::size_t kShown = 12;
  std::string text;
  for (std::size_t s = 0; s < std::min(stops.size(), kShown); ++s) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", stops[s].id);
  }
  return stops.size() > kShown ? text + ", ..." : text;
}

}  // namespace

void ScenarioValues::read(std::string_view path, std::vector<std::string>& out) {
  static constexpr const char* kAllowed = R"(an array of texts, as ["Meaulne", "Vitray"])";
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  out.clear();
  for (const auto& item : *array) {
    const auto* text = std::get_if<std::string>(&item.value);
    if (text != nullptr && !text->empty() && is_plain_text(*text)) {
      out.push_back(*text);
    } else {
      expected(item, path, kAllowed);
    }
  }
}

std::optional<GivenStop> ScenarioValues::named_place(const TomlValue& value, std::string_view path,
                                                     std::span<const KeyPart> parts, const char* allowed) {
  if (!has_parts(value, path, parts, allowed)) return {};
  const auto name = name_of(value, path);
  const auto place = place_of(value, path);
  if (!name || !place) return {};
  GivenStop stop{*name, *place, *name};
  if (!read_permissions(value, path, stop.pickup, stop.dropoff)) return {};
  return stop;
}

bool ScenarioValues::read_permissions(const TomlValue& value, std::string_view path, bool& pickup, bool& dropoff) {
  for (const auto& [part, out] : {std::pair{"pickup", &pickup}, std::pair{"dropoff", &dropoff}}) {
    const auto* found = value.find(part);
    if (found == nullptr) continue;
    const auto* truth = std::get_if<bool>(&found->value);
    if (truth == nullptr) {
      expected(*found, fmt::format("{}.{}", path, part), "true or false");
      return false;
    }
    *out = *truth;
  }
  if (pickup || dropoff) return true;
  complain(value, path, "must let passengers board (pickup) or alight (dropoff), found neither");
  return false;
}

bool ScenarioValues::read_permissions(const TomlValue& value, std::string_view path, GivenCourse& course) {
  for (const bool pickup : {true, false}) {
    const char* part = pickup ? "pickup" : "dropoff";
    const auto* found = value.find(part);
    if (found == nullptr) continue;
    const auto* array = std::get_if<TomlArray>(&found->value);
    if (array == nullptr || array->size() != course.visits.size()) {
      expected(*found, fmt::format("{}.{}", path, part), "an array of true or false, one for each stop");
      return false;
    }
    for (std::size_t v = 0; v < array->size(); ++v) {
      const auto* truth = std::get_if<bool>(&(*array)[v].value);
      if (truth == nullptr) {
        expected((*array)[v], fmt::format("{}.{}", path, part), "true or false");
        return false;
      }
      (pickup ? course.visits[v].pickup : course.visits[v].dropoff) = *truth;
    }
  }
  return true;
}

void ScenarioValues::read(std::string_view path, std::vector<GivenHub>& out) {
  static constexpr const char* kAllowed =
      R"(an array of hubs, as [{name = "Station", lon = 2.15, lat = 43.65, radius = 400}])";
  const auto parts = parts_of(KeyKind::hubs);
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  out.clear();
  for (const auto& item : *array) {
    const auto halt = named_place(item, path, parts, kAllowed);
    if (!halt) continue;
    std::optional<double> radius = GivenHub{}.radius;
    if (const auto* given = item.find("radius")) {
      const KeyPart& part = part_named(parts, "radius");
      radius = number(*given, fmt::format("{}.radius", path), "metres", part.low, part.high, false);
    }
    if (radius) out.push_back({halt->name, halt->place, *radius, halt->pickup, halt->dropoff});
  }
}

void ScenarioValues::read(std::string_view path, std::vector<GivenStop>& out) {
  static constexpr const char* kAllowed =
      R"(an array of stops, as [{name = "Mill", lon = 2.15, lat = 43.65}], or the name of a file of stops)";
  const auto* value = find(path);
  if (value != nullptr && std::holds_alternative<std::string>(value->value)) {
    std::filesystem::path file;
    read(path, file);
    if (!file.empty()) out = read_stops_csv(file, errors_);
    return;
  }
  const auto* array = list(path, kAllowed);
  if (array == nullptr) return;
  out.clear();
  for (const auto& item : *array) {
    const auto halt = named_place(item, path, parts_of(KeyKind::stops), kAllowed);
    if (!halt) continue;
    if (std::any_of(out.begin(), out.end(), [&](const GivenStop& stop) { return stop.id == halt->name; })) {
      complain(item, path, fmt::format("names {} twice", shown_text(halt->name)));
      continue;
    }
    out.push_back(*halt);
  }
}

void ScenarioValues::read_course(const TomlValue& value, std::string_view path, const std::vector<GivenStop>& stops,
                                 std::vector<GivenCourse>& out) {
  static constexpr const char* kAllowed =
      R"(an array of courses, as [{stops = ["Mill", "Town"], times = ["08:00", "08:20"]}], or the name of a file)";
  if (!has_parts(value, path, parts_of(KeyKind::courses), kAllowed)) return;
  const auto* names = std::get_if<TomlArray>(&value.find("stops")->value);
  const auto* times = std::get_if<TomlArray>(&value.find("times")->value);
  if (names == nullptr || times == nullptr || names->size() != times->size() || names->size() < 2) {
    complain(value, path, "must have as many times as stops, at least two of each");
    return;
  }
  GivenCourse course;
  for (std::size_t v = 0; v < names->size(); ++v) {
    const auto* name = std::get_if<std::string>(&(*names)[v].value);
    const auto stop =
        std::find_if(stops.begin(), stops.end(), [&](const GivenStop& s) { return name != nullptr && s.id == *name; });
    if (stop == stops.end()) {
      expected((*names)[v], fmt::format("{}.stops", path), fmt::format("one of {}", named_stops(stops)));
      return;
    }
    TomlValue item;
    item.where = value.where;
    item.value = TomlTable{{"times", (*times)[v]}};
    const auto time = clock(item, path, "times");
    if (!time) return;
    if (!course.visits.empty() && *time <= course.visits.back().time) {
      complain(value, path,
               fmt::format("must have times one after another, found {} after {}", shown_time(*time),
                           shown_time(course.visits.back().time)));
      return;
    }
    course.visits.push_back({static_cast<std::int32_t>(stop - stops.begin()), *time});
  }
  if (!read_permissions(value, path, course)) return;
  if ((value.find("every") == nullptr) != (value.find("until") == nullptr)) {
    complain(value, path, "must have every and until together, or neither");
    return;
  }
  Milliseconds every = kDay;
  Milliseconds until = course.visits.front().time;
  if (value.find("every") != nullptr) {
    const auto interval = clock(value, path, "every");
    const auto last = clock(value, path, "until");
    if (!interval || !last) return;
    every = *interval;
    until = *last;
  }
  if (every < Milliseconds{60'000} || until < course.visits.front().time) {
    complain(value, path, "must be repeated every 60 s at most, until the first departure at least");
    return;
  }
  while (course.visits.front().time <= until && out.size() < kMostCourses) {
    out.push_back(course);
    for (auto& visit : course.visits) visit.time += every;
  }
}

void ScenarioValues::read(std::string_view path, const std::vector<GivenStop>& stops, std::vector<GivenCourse>& out) {
  static constexpr const char* kAllowed = "an array of courses, or the name of a file of stop times";
  const auto* value = find(path);
  if (value == nullptr) return;
  if (!std::holds_alternative<std::string>(value->value) && list(path, kAllowed) == nullptr) return;
  if (stops.empty()) return;
  out.clear();
  if (std::holds_alternative<std::string>(value->value)) {
    std::filesystem::path file;
    read(path, file);
    if (!file.empty()) out = read_stop_times_csv(file, stops, errors_);
    return;
  }
  for (const auto& item : *list(path, kAllowed)) read_course(item, path, stops, out);
}

}  // namespace navette
