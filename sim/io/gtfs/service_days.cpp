#include "io/gtfs/service_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "core/key_names.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};

// "20231231"
std::optional<sys_days> parse_day(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.size() != 8 || error != std::errc{} || end != text.data() + text.size() || number < 0) return {};
  const std::chrono::year_month_day day{std::chrono::year{number / 10'000},
                                        std::chrono::month{static_cast<unsigned>(number / 100 % 100)},
                                        std::chrono::day{static_cast<unsigned>(number % 100)}};
  if (!day.ok()) return {};
  return sys_days{day};
}

std::optional<sys_days> read_day(CsvRow& row, std::size_t column, const char* name) {
  const auto day = parse_day(row.text(column));
  if (!day) row.complain(fmt::format("{} must be a date, as 20231231, found {}", name, shown_text(row.text(column))));
  return day;
}

std::string shown(sys_days date) {
  const std::chrono::year_month_day day{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

// What the calendars say, day by day: of some days before the run, and of the run.
class Calendars {
 public:
  Calendars(sys_days first_day, int days) : first_day_{first_day}, days_{days} {}

  void read_weeks(const CsvText& text, InputErrors& errors) {
    enum Column : std::size_t { service_id, monday, start_date = 8, end_date };
    std::vector<CsvColumn> columns{{"service_id", true}};
    for (const auto weekday : kWeekdays) columns.push_back({weekday, true});
    columns.push_back({"start_date", true});
    columns.push_back({"end_date", true});
    CsvErrors wrong{text.name};
    const auto use = [&](CsvRow& row) {
      std::string id;
      std::array<std::int64_t, 7> runs{};
      row.read_name(service_id, id);
      for (std::size_t day = 0; day < runs.size(); ++day) row.read_whole(monday + day, 0, 1, runs[day]);
      const auto start = read_day(row, start_date, "start_date");
      const auto end = read_day(row, end_date, "end_date");
      if (!row.good()) return;
      auto& running = running_of(id);
      widen(*start, *end);
      for (int day = 0; day < days_; ++day) {
        const sys_days date = first_day_ + std::chrono::days{day};
        const unsigned weekday = std::chrono::weekday{date}.iso_encoding() - 1;
        if (*start <= date && date <= *end && runs[weekday] == 1) running[static_cast<std::size_t>(day)] = true;
      }
    };
    read_csv(text, columns, wrong, use, OtherColumns::passed_over, EmptyTable::allowed);
    wrong.move_to(errors);
  }

  void read_dates(const CsvText& text, InputErrors& errors) {
    enum Column : std::size_t { service_id, on_date, exception_type };
    static constexpr std::array<CsvColumn, 3> kColumns{
        {{"service_id", true}, {"date", true}, {"exception_type", true}}};
    CsvErrors wrong{text.name};
    const auto use = [&](CsvRow& row) {
      std::string id;
      std::int64_t type = 0;
      row.read_name(service_id, id);
      row.read_whole(exception_type, 1, 2, type);
      const auto date = read_day(row, on_date, "date");
      if (!row.good()) return;
      auto& running = running_of(id);
      if (type == 1) widen(*date, *date);
      const auto day = (*date - first_day_).count();
      if (day >= 0 && day < days_) running[static_cast<std::size_t>(day)] = type == 1;
    };
    read_csv(text, kColumns, wrong, use, OtherColumns::passed_over, EmptyTable::allowed);
    wrong.move_to(errors);
  }

  void check_range(const std::string& feed) const {
    if (!known_) throw InputError{fmt::format("{}: its calendars name no day", feed)};
    const sys_days first_of_run = first_day_ + std::chrono::days{ServiceDays::kDaysBefore};
    if (first_of_run <= last_ && first_day_ + std::chrono::days{days_ - 1} >= first_) return;
    throw InputError{fmt::format("{}: its calendars reach from {} to {}, {} is {}: choose a day between", feed,
                                 shown(first_), shown(last_), key::run_first_day, shown(first_of_run))};
  }

  [[nodiscard]] const std::unordered_map<std::string, std::vector<bool>>& running() const { return running_; }

 private:
  std::vector<bool>& running_of(const std::string& id) {
    return running_.try_emplace(id, std::vector<bool>(static_cast<std::size_t>(days_))).first->second;
  }
  void widen(sys_days from, sys_days to) {
    first_ = known_ ? std::min(first_, from) : from;
    last_ = known_ ? std::max(last_, to) : to;
    known_ = true;
  }

  sys_days first_day_;
  int days_;
  bool known_ = false;
  sys_days first_;
  sys_days last_;
  std::unordered_map<std::string, std::vector<bool>> running_;  // by service_id, one per day
};

}  // namespace

ServiceDays::ServiceDays(const FeedFiles& feed, std::chrono::year_month_day first_day, int days) {
  const auto weeks = feed.find("calendar.txt");
  const auto dates = feed.find("calendar_dates.txt");
  if (!weeks && !dates) {
    throw InputError{
        fmt::format("{}: has neither calendar.txt nor calendar_dates.txt, which tell when its trips run", feed.name())};
  }
  Calendars calendars{sys_days{first_day} - std::chrono::days{kDaysBefore}, days + kDaysBefore};
  InputErrors errors;
  if (weeks) calendars.read_weeks(*weeks, errors);
  if (dates) calendars.read_dates(*dates, errors);
  errors.throw_if_any();
  calendars.check_range(feed.name());
  for (const auto& [id, running] : calendars.running()) {
    auto& of_run = days_[id];
    for (std::size_t day = 0; day < running.size(); ++day) {
      if (running[day]) of_run.push_back(static_cast<std::int32_t>(day) - kDaysBefore);
    }
  }
}

const std::vector<std::int32_t>* ServiceDays::of(const std::string& service_id) const {
  const auto found = days_.find(service_id);
  return found == days_.end() ? nullptr : &found->second;
}

}  // namespace navette
