#include "io/scenario/keys/default_text.h"

#include <fmt/format.h>

#include "io/scenario/parse_time.h"

namespace navette {

std::string default_text(const std::string& value) { return quoted_text(value); }
std::string default_text(int value) { return fmt::format("{}", value); }
std::string default_text(std::uint64_t value) { return fmt::format("{}", value); }

std::string default_text(double value) {
  std::string text = short_number(value);
  return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
}

std::string default_text(Milliseconds value) {
  return value == kNever ? "inf" : short_number(static_cast<double>(value.count) / 1000);
}

std::string default_text(std::chrono::year_month_day value) {
  if (!value.ok()) return "";
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(value.year()), static_cast<unsigned>(value.month()),
                     static_cast<unsigned>(value.day()));
}

// Days of one shift without pauses.
std::string default_text(const std::vector<WorkingDay>& value) {
  std::string text;
  for (const WorkingDay& day : value) {
    const auto at = [](Milliseconds time) { return quoted_time(static_cast<double>(time.count) / 1000); };
    text +=
        fmt::format("{}{{start = {}, end = {}}}", text.empty() ? "" : ", ", at(day.front().start), at(day.front().end));
  }
  return "[" + text + "]";
}

std::string short_number(double value) { return fmt::format("{}", value); }

std::string quoted_time(double seconds) {
  const int whole = static_cast<int>(seconds);
  return fmt::format("\"{:02}:{:02}\"", whole / 3'600, whole / 60 % 60);
}

std::string quoted_text(std::string_view text) { return fmt::format("\"{}\"", text); }

std::string listed_numbers(std::span<const double> numbers) {
  std::string text;
  for (const double number : numbers) text += fmt::format("{}{}", text.empty() ? "" : ", ", number);
  return "[" + text + "]";
}

std::string listed_names(std::span<const bool> set, std::span<const std::string_view> names) {
  std::string text;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set[i]) text += fmt::format("{}{}", text.empty() ? "" : ", ", quoted_text(names[i]));
  }
  return "[" + text + "]";
}

}  // namespace navette
