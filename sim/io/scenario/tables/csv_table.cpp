#include "io/scenario/tables/csv_table.h"

// gcc inlines a copy of a file name cut to fit in the CSV library, and takes it for a mistake.
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#endif

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <system_error>
#include <vector>

#include <libfccp/csv.h>

#include "io/scenario/parse_time.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

constexpr std::size_t kNone = std::string::npos;

using Quote = io::double_quote_escape<',', '"'>;
using Blanks = io::trim_chars<' ', '\t'>;

// Splits a line in place. Throws io::error::escaped_string_not_closed.
void split(char* line, std::vector<std::string_view>& fields) {
  fields.clear();
  for (bool more = true; more;) {
    char* begin = line;
    char* end = begin + (Quote::find_next_column_end(begin) - begin);
    more = *end != '\0';
    *end = '\0';
    line = end + 1;
    Blanks::trim(begin, end);
    Quote::unescape(begin, end);
    fields.emplace_back(begin, static_cast<std::size_t>(end - begin));
  }
}

std::string names_of(std::span<const CsvColumn> columns) {
  std::string names;
  for (const auto& column : columns) names += fmt::format("{}{}", names.empty() ? "" : ", ", column.name);
  return names;
}

// Where each known column stands in the header; kNone if it does not.
std::vector<std::size_t> find_columns(const std::vector<std::string_view>& header, std::span<const CsvColumn> columns,
                                      int line, OtherColumns others, CsvErrors& errors) {
  std::vector<std::size_t> position(columns.size(), kNone);
  std::vector<std::string_view> known;
  for (const auto& column : columns) known.push_back(column.name);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i].empty() && others == OtherColumns::refused) {
      errors.add(line, fmt::format("column {} has no name; columns are {}", i + 1, names_of(columns)));
      continue;
    }
    const auto column = static_cast<std::size_t>(std::find(known.begin(), known.end(), header[i]) - known.begin());
    if (column == known.size() && others == OtherColumns::passed_over) continue;
    if (column == known.size()) {
      const auto meant = nearest_name(header[i], known.data(), known.data() + known.size());
      errors.add(line, fmt::format("there is no column {}{}; columns are {}", shown_text(header[i]),
                                   meant.empty() ? "" : fmt::format(" (did you mean {}?)", meant), names_of(columns)));
    } else if (position[column] != kNone) {
      errors.add(line, fmt::format("column {} stands twice in the header", known[column]));
    } else {
      position[column] = i;
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].required && position[i] == kNone) {
      errors.add(line, fmt::format("column {} is missing", columns[i].name));
    }
  }
  return position;
}

/// The rows of a text that is known to be one.
void read_rows(const std::string& text, std::span<const CsvColumn> columns, CsvErrors& errors,
               const std::function<void(CsvRow&)>& use, OtherColumns others, EmptyTable empty) {
  std::vector<std::string_view> parts;
  std::vector<TimeNumbers> times(columns.size());
  std::vector<std::size_t> position;
  std::size_t width = 0;  // 0: the header is still to come
  int line = 0;
  int rows = 0;
  try {
    io::LineReader lines{"", text.data(), text.data() + text.size()};
    while (char* begin = lines.next_line()) {
      line = static_cast<int>(lines.get_file_line());
      if (std::strspn(begin, " \t\r") == std::strlen(begin)) continue;
      try {
        split(begin, parts);
      } catch (const io::error::escaped_string_not_closed&) {
        errors.add(line,
                   "a quote that is opened in this line is not closed in it; a field may not hold a line end: take the "
                   "line breaks out of the cells");
        return;  // where the next row begins is not known
      }
      if (width == 0) {
        width = parts.size();
        position = find_columns(parts, columns, line, others, errors);
        if (!errors.empty()) return;
        continue;
      }
      ++rows;
      if (parts.size() != width) {
        errors.add_alike("fields", line,
                         fmt::format("has {} fields, must have {} as the header{}", parts.size(), width,
                                     parts.size() > width ? "; a field with a comma needs quotes, and numbers need a "
                                                            "decimal point"
                                                          : ""));
        continue;
      }
      std::vector<std::string_view> fields(columns.size());
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (position[i] != kNone) fields[i] = parts[position[i]];
      }
      CsvRow row{line, columns, fields, times, errors};
      use(row);
    }
  } catch (const io::error::line_length_limit_exceeded&) {
    errors.add(line + 1, "is longer than 16 million bytes");
    return;
  }
  if (width == 0) {
    errors.add(0, fmt::format("is empty; its first line must name its columns: {}", names_of(columns)));
  } else if (rows == 0 && empty == EmptyTable::refused) {
    errors.add(0, "has a header but no row");
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string doubt = times[i].doubt();
    if (doubt.empty()) continue;
    errors.add_only(times[i].line(), fmt::format("{} {}", columns[i].name, doubt));
    return;
  }
}

}  // namespace

void CsvRow::complain(const std::string& message) {
  good_ = false;
  errors_.add(line_, message);
}

void CsvRow::expected(std::size_t column, const std::string& allowed, const CsvHabit& habit) {
  good_ = false;
  std::string message =
      fmt::format("{} must be {}, found {}", columns_[column].name, allowed, shown_text(fields_[column]));
  if (!habit.cure.empty()) message += "; " + habit.cure;
  errors_.add_alike(habit.name, line_, message);
}

bool CsvRow::absent(std::size_t column) { return fields_[column].empty() && !columns_[column].required; }

void CsvRow::read_name(std::size_t column, std::string& out, std::size_t most) {
  if (absent(column)) return;
  const std::string_view field = fields_[column];
  if (field.empty() || field.size() > most || !is_plain_text(field)) {
    expected(column, fmt::format("a text (UTF-8) of 1 to {} bytes", most));
  } else {
    out = field;
  }
}

void CsvRow::read_whole(std::size_t column, std::int64_t low, std::int64_t high, std::int64_t& out) {
  if (absent(column)) return;
  const std::string_view field = fields_[column];
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error == std::errc{} && end == field.data() + field.size() && value >= low && value <= high) {
    out = value;
  } else {
    expected(column, fmt::format("a whole number from {} to {}", low, high), number_habit(field, true));
  }
}

void CsvRow::read_number(std::size_t column, double low, double high, double& out) {
  if (absent(column)) return;
  const std::string_view field = fields_[column];
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  // Not a number is neither above nor below.
  if (error == std::errc{} && end == field.data() + field.size() && value >= low && value <= high) {
    out = value;
  } else {
    expected(column, fmt::format("a number from {} to {} (with a decimal point)", low, high),
             number_habit(field, false));
  }
}

void CsvRow::read_degrees(std::size_t column, double limit, double& out) {
  if (absent(column)) return;
  const std::string_view field = fields_[column];
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error == std::errc{} && end == field.data() + field.size() && std::abs(value) <= limit) {
    out = value;
  } else {
    expected(column, fmt::format("degrees from {} to {} (WGS84, with a decimal point)", -limit, limit),
             degrees_habit(field));
  }
}

void CsvRow::read_time(std::size_t column, Milliseconds& out) {
  if (absent(column)) return;
  const std::string_view field = fields_[column];
  const auto time = parse_time(field);
  if (!time) {
    expected(column, "seconds after midnight of day 0, or HH:MM[:SS]", time_habit(field));
    return;
  }
  out = *time;
  double seconds = 0;
  if (field.find(':') != std::string_view::npos) return;
  std::from_chars(field.data(), field.data() + field.size(), seconds);
  times_[column].add(line_, field, seconds);
}

void read_csv(const std::filesystem::path& file, std::span<const CsvColumn> columns, CsvErrors& errors,
              const std::function<void(CsvRow&)>& use, OtherColumns others) {
  const CsvText text = read_csv_text(file, errors);
  if (errors.empty()) read_rows(text.bytes, columns, errors, use, others, EmptyTable::refused);
}

void read_csv(const CsvText& csv, std::span<const CsvColumn> columns, CsvErrors& errors,
              const std::function<void(CsvRow&)>& use, OtherColumns others, EmptyTable empty) {
  check_csv_text(csv, errors);
  if (errors.empty()) read_rows(csv.bytes, columns, errors, use, others, empty);
}

std::vector<std::string> read_csv_header(const CsvText& csv) {
  const std::string& text = csv.bytes;
  std::vector<std::string_view> parts;
  try {
    io::LineReader lines{"", text.data(), text.data() + text.size()};
    while (char* begin = lines.next_line()) {
      if (std::strspn(begin, " \t\r") == std::strlen(begin)) continue;
      split(begin, parts);
      return {parts.begin(), parts.end()};
    }
  } catch (const io::error::base&) {  // NOLINT(bugprone-empty-catch): `read_csv` says what is wrong
  }
  return {};
}

}  // namespace navette
