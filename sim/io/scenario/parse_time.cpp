#include "io/scenario/parse_time.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

#include "core/portable_math.h"

namespace navette {
namespace {

template <class Number, class... Format>
std::optional<Number> parse_all(std::string_view text, Format... format) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, format...);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<double> parse_seconds(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return {};
  return parse_all<double>(text, std::chars_format::fixed);
}

// Exactly two digits below 60: "5:7" is as likely a slip as a time.
std::optional<std::int64_t> parse_sixtieth(std::string_view text) {
  if (text.size() != 2 || text.front() < '0' || text.front() > '9') return {};
  const auto value = parse_all<std::int64_t>(text);
  return value && *value < 60 ? value : std::nullopt;
}

std::optional<Milliseconds> parse_clock(std::string_view text, std::size_t colon) {
  if (text.front() == '-') return {};
  const std::int64_t hours = parse_all<std::int64_t>(text.substr(0, colon)).value_or(-1);
  const auto minutes = parse_sixtieth(text.substr(colon + 1, 2));
  if (hours < 0 || hours > 87'840 || !minutes) return {};
  const Milliseconds time{hours * 3'600'000 + *minutes * 60'000};
  std::string_view rest = text.substr(colon + 3);
  if (rest.empty()) return time;
  if (rest.front() != ':') return {};
  rest.remove_prefix(1);
  const auto seconds = parse_seconds(rest);
  if (!parse_sixtieth(rest.substr(0, 2)) || (rest.size() > 2 && rest[2] != '.') || !seconds) return {};
  return time + *time_from_seconds(*seconds);
}

}  // namespace

std::optional<Milliseconds> time_from_seconds(double seconds) {
  const double limit = static_cast<double>(kLatestTime.count) / 1000;
  if (!(std::abs(seconds) <= limit)) return {};
  return Milliseconds{portable::round_to_integer(seconds * 1000)};
}

std::optional<Milliseconds> parse_time(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty()) return {};
  std::optional<Milliseconds> time;
  if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    time = parse_clock(text, colon);
  } else if (const auto seconds = parse_seconds(text)) {
    time = time_from_seconds(*seconds);
  }
  if (!time || *time > kLatestTime) return {};
  return negative ? -*time : *time;
}

std::string shown_time(Milliseconds time) {
  const std::int64_t total = time.count < 0 ? -time.count : time.count;
  const std::int64_t seconds = total / 1000;
  std::string text =
      fmt::format("{}{:02}:{:02}:{:02}", time.count < 0 ? "-" : "", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (total % 1000 != 0) text += fmt::format(".{:03}", total % 1000);
  return text;
}

}  // namespace navette
