#include "io/scenario/scenario_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

#include "core/input_file.h"
#include "io/scenario/keys/service_keys.h"
#include "io/scenario/parse_time.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

// "a whole number from 1 to 366", "a number, at least 1"
std::string allowed_range(std::string_view what, double low, double high, bool may_be_unlimited) {
  std::string text{what};
  if (std::isfinite(low) && std::isfinite(high)) {
    text += fmt::format(" from {} to {}", low, high);
  } else if (std::isfinite(low)) {
    text += fmt::format(", at least {}", low);
  }
  return may_be_unlimited ? text + ", or inf (no limit)" : text;
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  std::array<int, 3> part{};
  constexpr std::array<std::pair<int, int>, 3> spans{{{0, 4}, {5, 7}, {8, 10}}};
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char* end = text.data() + spans[i].second;
    const auto [last, error] = std::from_chars(text.data() + spans[i].first, end, part[i]);
    if (error != std::errc{} || last != end || part[i] < 0) return {};
  }
  return std::chrono::year_month_day{std::chrono::year{part[0]}, std::chrono::month{static_cast<unsigned>(part[1])},
                                     std::chrono::day{static_cast<unsigned>(part[2])}};
}

constexpr const char* kTimeAllowed = "a time of day, as \"06:30\" (hours beyond 24 are the next day) or seconds";

}  // namespace

ScenarioValues::ScenarioValues(const TomlValue& document, std::filesystem::path file, InputErrors& errors)
    : document_{document}, file_{std::move(file)}, errors_{errors} {}

void ScenarioValues::complain(const TomlValue& value, std::string_view path, std::string_view message) {
  errors_.add(fmt::format("{}: {} {}", value.where, path, message));
}

void ScenarioValues::expected(const TomlValue& value, std::string_view path, const std::string& allowed) {
  complain(value, path, fmt::format("must be {}, found {}", allowed, shown(value)));
}

void ScenarioValues::check_names() { check_names(*document_.table(), ""); }

void ScenarioValues::check_names(const TomlTable& table, const std::string& prefix) {
  static const std::vector<std::string_view> paths = [] {
    std::vector<std::string_view> all;
    all.reserve(scenario_keys().size());
    for (const auto& key : scenario_keys()) all.push_back(key.path);
    return all;
  }();
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    all.reserve(paths.size());
    for (const auto path : paths) all.push_back(path.substr(path.rfind('.') + 1));
    return all;
  }();
  for (const auto& [name, value] : table) {
    const std::string path = prefix + name;
    if (find_scenario_key(path) != nullptr) continue;  // its reader checks the type
    if (is_scenario_table(path)) {
      if (value.table() != nullptr) {
        if (prefix == "services.") check_service_name(value, name);
        check_names(*value.table(), path + '.');
      } else {
        expected(value, path, fmt::format("a table, as [{}]", path));
      }
      continue;
    }
    // First the same name in another table, then a name that is spelt alike; below a service, first its own keys.
    std::string_view meant;
    std::string of_service;
    if (const auto common = common_path(path)) {
      const auto alike = nearest_name(*common, paths.data(), paths.data() + paths.size());
      const auto table_of = alike.substr(0, alike.find('.'));
      if (table_of == "service" || table_of == "fleet") {
        const std::string_view top{prefix.data(), prefix.find('.', 9) + 1};
        of_service = std::string{top} + std::string{table_of == "fleet" ? alike : alike.substr(8)};
        meant = of_service;
      }
    }
    for (std::size_t i = 0; i < names.size() && meant.empty(); ++i) {
      if (names[i] == name) meant = paths[i];
    }
    if (meant.empty()) meant = nearest_name(path, paths.data(), paths.data() + paths.size());
    const std::string shown_path = is_plain_text(path) && path.size() <= 80 ? path : shown_text(path);
    errors_.add(fmt::format("{}: there is no key {}{}", value.where, shown_path,
                            meant.empty() ? "" : fmt::format("; did you mean {}?", meant)));
  }
}

void ScenarioValues::check_service_name(const TomlValue& value, const std::string& name) {
  if (!is_service_name(name)) {
    errors_.add(fmt::format("{}: services: a name must be 1 to 40 letters, digits, - or _, found {}", value.where,
                            shown_text(name)));
  }
  // Tables that --set made on the way to a key.
  if (value.position >= 0 || value.from_override) return;
  std::vector<std::string_view> names;
  for (const auto& [other, service] : *find("services")->table()) {
    if (service.position >= 0 || service.from_override) names.push_back(other);
  }
  const auto meant = nearest_name(name, names.data(), names.data() + names.size());
  errors_.add(fmt::format("{}: there is no service {}{}", value.where, shown_text(name),
                          meant.empty() ? "" : fmt::format("; did you mean {}?", meant)));
}

void ScenarioValues::require(std::string_view path) {
  if (find(path) != nullptr) return;
  const auto* parent = find(path.substr(0, path.rfind('.')));
  if (parent != nullptr && parent->table() == nullptr) return;
  errors_.add(fmt::format("{}: {} is missing: {}", file_.string(), path, find_scenario_key(path)->if_missing));
}

void ScenarioValues::read(std::string_view path, std::string& out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  if (const auto choices = find_scenario_key(path)->choices; !choices.empty()) {
    if (const auto rank = read_name(path, choices)) out = choices[*rank];
    return;
  }
  const auto* text = std::get_if<std::string>(&value->value);
  if (text != nullptr && is_plain_text(*text)) {
    out = *text;
  } else {
    expected(*value, path, "a text without control characters");
  }
}

std::optional<std::size_t> ScenarioValues::read_name(std::string_view path, std::span<const std::string_view> names) {
  const auto* value = find(path);
  if (value == nullptr) return {};
  const auto* text = std::get_if<std::string>(&value->value);
  std::string allowed;
  for (std::size_t rank = 0; rank < names.size(); ++rank) {
    if (text != nullptr && *text == names[rank]) return rank;
    allowed += fmt::format("{}\"{}\"", allowed.empty() ? "" : " or ", names[rank]);
  }
  expected(*value, path, allowed);
  return {};
}

void ScenarioValues::read(std::string_view path, std::filesystem::path& out) { read_path(path, out, false); }

void ScenarioValues::read_feed(std::string_view path, std::filesystem::path& out) { read_path(path, out, true); }

void ScenarioValues::read_path(std::string_view path, std::filesystem::path& out, bool may_be_folder) {
  const auto* value = find(path);
  if (value == nullptr) return;
  const auto* text = std::get_if<std::string>(&value->value);
  if (text == nullptr || text->empty() || text->find('\0') != std::string::npos) {
    expected(*value, path, may_be_folder ? "the name of a file or folder" : "the name of a file");
    return;
  }
  const std::filesystem::path file = value->from_override ? std::filesystem::path{*text} : file_.parent_path() / *text;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored) || (!may_be_folder && std::filesystem::is_directory(file, ignored))) {
    complain(*value, path,
             fmt::format("names {}, but there is no file {}{}", shown_text(*text), may_be_folder ? "or folder " : "",
                         file.string()));
    return;
  }
  if (!std::filesystem::is_directory(file, ignored)) {
    if (const std::string why = why_unreadable(file); !why.empty()) {
      complain(*value, path, fmt::format("names {}, which {}", shown_text(*text), why));
      return;
    }
  }
  out = file;
  if (!std::filesystem::is_directory(file, ignored)) {
    files_.push_back({std::string{path}, *text, file});
    return;
  }
  const std::size_t before = files_.size();
  for (const auto& entry : std::filesystem::directory_iterator{file, ignored}) {
    if (!entry.is_regular_file(ignored)) continue;
    const std::string inside = (std::filesystem::path{*text} / entry.path().filename()).string();
    files_.push_back({std::string{path}, inside, entry.path()});
  }
  std::sort(files_.begin() + static_cast<std::ptrdiff_t>(before), files_.end(),
            [](const NamedFile& a, const NamedFile& b) { return a.file < b.file; });
}

void ScenarioValues::read(std::string_view path, bool& out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  if (const auto* flag = std::get_if<bool>(&value->value)) {
    out = *flag;
  } else {
    expected(*value, path, "true or false");
  }
}

std::optional<std::int64_t> ScenarioValues::whole(std::string_view path) {
  const auto* value = find(path);
  if (value == nullptr) return {};
  const auto* key = find_scenario_key(path);
  const auto* found = std::get_if<std::int64_t>(&value->value);
  if (found != nullptr && static_cast<double>(*found) >= key->low && static_cast<double>(*found) <= key->high) {
    return *found;
  }
  expected(*value, path, allowed_range("a whole number", key->low, key->high, false));
  return {};
}

void ScenarioValues::read(std::string_view path, int& out) {
  if (const auto value = whole(path)) out = static_cast<int>(*value);
}

void ScenarioValues::read(std::string_view path, std::optional<int>& out) {
  if (const auto value = whole(path)) out = static_cast<int>(*value);
}

void ScenarioValues::read(std::string_view path, std::uint64_t& out) {
  if (const auto value = whole(path)) out = static_cast<std::uint64_t>(*value);
}

std::optional<double> ScenarioValues::number(const TomlValue& value, std::string_view path, std::string_view what,
                                             double low, double high, bool may_be_unlimited) {
  std::optional<double> found;
  if (const auto* real = std::get_if<double>(&value.value)) found = *real;
  if (const auto* whole_number = std::get_if<std::int64_t>(&value.value)) found = static_cast<double>(*whole_number);
  if (found && may_be_unlimited && std::isinf(*found) && *found > 0) return found;
  if (found && std::isfinite(*found) && *found >= low && *found <= high) return found;
  expected(value, path, allowed_range(what, low, high, may_be_unlimited));
  return {};
}

void ScenarioValues::read(std::string_view path, double& out) {
  std::optional<double> value;
  read(path, value);
  if (value) out = *value;
}

void ScenarioValues::read(std::string_view path, std::optional<double>& out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  const auto* key = find_scenario_key(path);
  if (const auto found = number(*value, path, "a number", key->low, key->high, key->may_be_unlimited)) out = found;
}

void ScenarioValues::read(std::string_view path, Milliseconds& out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  const auto* key = find_scenario_key(path);
  static constexpr std::string_view kWhat = "a number of seconds (or a text HH:MM:SS)";
  if (const auto* text = std::get_if<std::string>(&value->value)) {
    const auto time = parse_time(*text);
    const double seconds = time ? static_cast<double>(time->count) / 1000 : -1;
    if (time && seconds >= key->low && seconds <= key->high) {
      out = *time;
    } else {
      expected(*value, path, allowed_range(kWhat, key->low, key->high, key->may_be_unlimited));
    }
  } else if (const auto seconds = number(*value, path, kWhat, key->low, key->high, key->may_be_unlimited)) {
    out = std::isinf(*seconds) ? kNever : *time_from_seconds(*seconds);
  }
}

void ScenarioValues::read(std::string_view path, std::chrono::year_month_day& out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  std::optional<std::chrono::year_month_day> day;
  if (const auto* text = std::get_if<std::string>(&value->value)) day = parse_date(*text);
  if (const auto* date = std::get_if<std::chrono::year_month_day>(&value->value)) day = *date;
  if (day && day->ok() && day->year() >= std::chrono::year{1900} && day->year() <= std::chrono::year{2200}) {
    out = *day;
  } else {
    expected(*value, path, "a date of the years 1900 to 2200, as 2026-01-05");
  }
}

std::optional<Milliseconds> ScenarioValues::clock(const TomlValue& item, std::string_view path, const char* part,
                                                  Milliseconds latest) {
  const auto* value = item.find(part);
  std::optional<Milliseconds> time;
  if (const auto* text = std::get_if<std::string>(&value->value)) time = parse_time(*text);
  if (const auto* seconds = std::get_if<std::int64_t>(&value->value))
    time = time_from_seconds(static_cast<double>(*seconds));
  if (const auto* seconds = std::get_if<double>(&value->value)) time = time_from_seconds(*seconds);
  if (const auto* of_day = std::get_if<TomlTimeOfDay>(&value->value)) time = of_day->since_midnight;
  if (time && *time >= Milliseconds{0} && *time <= latest) return time;
  expected(*value, fmt::format("{}.{}", path, part), kTimeAllowed);
  return {};
}

}  // namespace navette
