#include "io/scenario/tables/csv_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <regex>

#include "core/key_names.h"
#include "io/scenario/parse_time.h"

namespace navette {
namespace {

constexpr std::size_t kLongest = 40;  // [bytes] no number and no time is longer
constexpr double kDaySeconds = 86'400;

bool is(std::string_view field, const char* pattern) {
  static thread_local std::map<const char*, std::regex> forms;  // made once: a file may have a million wrong fields
  const auto form = forms.try_emplace(pattern, pattern, std::regex::ECMAScript | std::regex::icase).first;
  return field.size() <= kLongest && std::regex_match(field.begin(), field.end(), form->second);
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

/// Without blanks (also the unbreakable ones) and apostrophes: what separates thousands besides points and commas.
std::string joined(std::string_view field) {
  static constexpr std::array<std::string_view, 7> kSeparators{" ", "'", "_", "\u00A0", "\u202F", "\u2009", "\u2019"};
  std::string kept;
  while (!field.empty()) {
    const auto* separator =
        std::find_if(kSeparators.begin(), kSeparators.end(), [&](std::string_view s) { return field.starts_with(s); });
    if (separator == kSeparators.end()) kept += field.front();
    field.remove_prefix(separator == kSeparators.end() ? 1 : separator->size());
  }
  return kept;
}

CsvHabit spreadsheet_error(std::string_view field) {
  if (!is(field, "#[A-Z0-9/?!]+")) return {};
  return {"spreadsheet error", "it is an error value of a spreadsheet; mend the cell"};
}

}  // namespace

CsvHabit number_habit(std::string_view field, bool whole) {
  if (field.size() > kLongest) return {};
  if (is(field, "[+-]?[0-9]{1,3}(,[0-9]{3})+") && (whole || std::count(field.begin(), field.end(), ',') > 1)) {
    std::string plain{field};
    std::erase(plain, ',');
    return {"thousands", fmt::format("it has separators of thousands; write {}", plain)};
  }
  if (is(field, "[+-]?[0-9]+,[0-9]+")) {
    std::string plain{field};
    std::replace(plain.begin(), plain.end(), ',', '.');
    return {"decimal comma", fmt::format("it has a decimal comma; write {}", plain)};
  }
  const std::string plain = joined(field);
  if (plain != field && is(plain, "[+-]?[0-9]+([.,][0-9]+)?")) {
    return {"thousands", fmt::format("it has separators of thousands; write {}", plain)};
  }
  if (is(field, "[+-]?[0-9]{1,3}(\\.[0-9]{3})+(,[0-9]+)?") && (whole || field.find(',') != std::string_view::npos)) {
    return {"thousands", "it has points between thousands; write it without them, with a point before decimals"};
  }
  if (whole && is(field, "[0-9.]+E\\+?[0-9]+")) {
    return {"scientific", "a spreadsheet has rounded it; format the cell as a whole number and export again"};
  }
  return spreadsheet_error(field);
}

CsvHabit degrees_habit(std::string_view field) {
  const auto value = number(field);
  if (value && std::abs(*value) > 1'000) {
    return {"projected",
            "it looks like metres of a projected system (as Lambert-93, EPSG:2154); convert it to degrees of longitude "
            "and latitude (WGS84, EPSG:4326)"};
  }
  if (field.find("\u00B0") != std::string_view::npos || is(field, "[0-9.]+ *[NSEWO]")) {
    return {"sexagesimal", "write decimal degrees, negative in the west and the south"};
  }
  return number_habit(field, false);
}

CsvHabit time_habit(std::string_view field) {
  if (is(field, "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([ T].*)?")) {
    return {"date", fmt::format("it holds a date; write the time alone, that of a later day as 25:10 (day 0 is {})",
                                key::run_first_day)};
  }
  if (is(field, "[0-9]{1,2}(:[0-9]{2})* *[AP]\\.?M\\.?")) {
    return {"12 hours", "write it with 24 hours, half past eight in the evening as 20:30"};
  }
  if (is(field, "[0-9]{1,2} *[hH] *[0-9]{0,2}")) return {"8h30", "write it with a colon, as 08:30"};
  return number_habit(field, false);
}

void TimeNumbers::add(int line, std::string_view field, double seconds) {
  low_ = count_ == 0 ? seconds : std::min(low_, seconds);
  high_ = count_ == 0 ? seconds : std::max(high_, seconds);
  ++count_;
  const std::size_t point = field.find('.');
  const bool fine = point != std::string_view::npos && field.size() - point > 4;
  all_fine_ = all_fine_ && fine;
  if (seconds == std::floor(seconds) || !example_.empty()) return;
  example_ = field.substr(0, kLongest);
  value_ = seconds;
  line_ = line;
}

std::string TimeNumbers::doubt() const {
  if (example_.empty()) return {};
  const bool fractions = low_ >= 0 && high_ <= 1;
  // 2000 to 2100, all within a year: seconds would lie within six minutes of one another.
  const bool dates = all_fine_ && low_ >= 36'526 && high_ <= 73'050 && high_ - low_ <= 366;
  const bool days = all_fine_ && low_ >= -1 && high_ < 8;
  if (!fractions && !dates && !days) return {};
  const double of_day = dates ? value_ - std::floor(value_) : value_;
  const auto time = time_from_seconds(std::round(of_day * kDaySeconds));
  return fmt::format(
      "holds {} of a spreadsheet, not seconds: {} is {}{}; format the column as HH:MM:SS and export it again",
      dates ? "dates" : "fractions of a day", example_, time ? shown_time(*time) : "a time", dates ? " of a date" : "");
}

}  // namespace navette
