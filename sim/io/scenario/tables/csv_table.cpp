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
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include <libfccp/csv.h>

#include "io/scenario/parse_time.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

constexpr int kMessagesPerFile = 20;
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
  if (header.size() == 1 && header[0].find(';') != std::string_view::npos) {
    errors.add(line, "columns must be separated by commas, found semicolons");
    return position;
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
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

void check_text(const std::string& text, CsvErrors& errors) {
  if (const auto zero = text.find('\0'); errors.empty() && zero != std::string::npos) {
    errors.add(0, fmt::format("is not a text file: byte {} is zero", zero));
  }
}

}  // namespace

void CsvErrors::add(int line, const std::string& message) {
  if (++found_ > kMessagesPerFile) return;
  kept_.add(line > 0 ? fmt::format("{}:{}: {}", file_, line, message) : fmt::format("{}: {}", file_, message));
}

void CsvErrors::move_to(InputErrors& errors) const {
  for (const auto& message : kept_.messages()) errors.add(message);
  if (found_ > kMessagesPerFile) errors.add(fmt::format("{}: and {} more errors", file_, found_ - kMessagesPerFile));
}

void CsvRow::complain(const std::string& message) {
  good_ = false;
  errors_.add(line_, message);
}

void CsvRow::expected(std::size_t column, const std::string& allowed) {
  complain(fmt::format("{} must be {}, found {}", columns_[column].name, allowed, shown_text(fields_[column])));
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
    expected(column, fmt::format("a whole number from {} to {}", low, high));
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
    expected(column, fmt::format("a number from {} to {} (with a decimal point)", low, high));
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
    expected(column, fmt::format("degrees from {} to {} (WGS84, with a decimal point)", -limit, limit));
  }
}

void CsvRow::read_time(std::size_t column, Milliseconds& out) {
  if (absent(column)) return;
  if (const auto time = parse_time(fields_[column])) {
    out = *time;
  } else {
    expected(column, "seconds after midnight of day 0, or HH:MM[:SS]");
  }
}

void read_csv(const std::filesystem::path& file, std::span<const CsvColumn> columns, CsvErrors& errors,
              const std::function<void(CsvRow&)>& use, OtherColumns others) {
  const CsvText text = read_csv_text(file, errors);
  if (errors.empty()) read_csv(text, columns, errors, use, others);
}

void read_csv(const CsvText& csv, std::span<const CsvColumn> columns, CsvErrors& errors,
              const std::function<void(CsvRow&)>& use, OtherColumns others, EmptyTable empty) {
  const std::string& text = csv.bytes;
  check_text(text, errors);
  if (!errors.empty()) return;
  std::vector<std::string_view> parts;
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
        ++rows;
        errors.add(line, "a quote that is opened in this line is not closed in it");
        if (width == 0) return;
        continue;
      }
      if (width == 0) {
        width = parts.size();
        position = find_columns(parts, columns, line, others, errors);
        if (!errors.empty()) return;
        continue;
      }
      ++rows;
      if (parts.size() != width) {
        errors.add(line, fmt::format("has {} fields, must have {} as the header", parts.size(), width));
        continue;
      }
      std::vector<std::string_view> fields(columns.size());
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (position[i] != kNone) fields[i] = parts[position[i]];
      }
      CsvRow row{line, columns, fields, errors};
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
}

std::vector<std::string> read_csv_header(const std::filesystem::path& file, CsvErrors& errors) {
  const CsvText text = read_csv_text(file, errors);
  if (!errors.empty()) return {};
  return read_csv_header(text);
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

CsvText read_csv_text(const std::filesystem::path& file, CsvErrors& errors) {
  std::ifstream in{file, std::ios::binary};
  CsvText text{file.string(), {std::istreambuf_iterator<char>{in}, {}}};
  if (!in && !in.eof()) errors.add(0, "cannot be read");
  check_text(text.bytes, errors);
  return text;
}

}  // namespace navette
