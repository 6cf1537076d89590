#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/errors.h"
#include "core/units.h"
#include "io/scenario/tables/csv_habits.h"
#include "io/scenario/tables/csv_text.h"

namespace navette {

/// A column that a CSV file may have, told by its header.
struct CsvColumn {
  std::string_view name;
  bool required;
};

/// What happens to columns that are not known.
enum class OtherColumns { refused, passed_over };

/// One line of a CSV file; reads typed fields and complains of those that are wrong. An absent column, or an empty
/// field of a column that is not required, leaves `out` as it is.
class CsvRow {
 public:
  /// `times`: what was read as a time, by column.
  CsvRow(int line, std::span<const CsvColumn> columns, std::span<const std::string_view> fields,
         std::span<TimeNumbers> times, CsvErrors& errors)
      : line_{line}, columns_{columns}, fields_{fields}, times_{times}, errors_{errors} {}

  /// The field as it stands; empty if there is none.
  [[nodiscard]] std::string_view text(std::size_t column) const { return fields_[column]; }
  void read_name(std::size_t column, std::string& out, std::size_t most = 63);  // 1 to `most` bytes of plain text
  void read_whole(std::size_t column, std::int64_t low, std::int64_t high, std::int64_t& out);
  void read_number(std::size_t column, double low, double high, double& out);
  void read_degrees(std::size_t column, double limit, double& out);
  void read_time(std::size_t column, Milliseconds& out);

  /// "requests.csv:7: MESSAGE"
  void complain(const std::string& message);
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] int line() const { return line_; }

 private:
  bool absent(std::size_t column);
  void expected(std::size_t column, const std::string& allowed, const CsvHabit& habit = {});

  int line_;
  std::span<const CsvColumn> columns_;
  std::span<const std::string_view> fields_;  // one per column of `columns_`
  std::span<TimeNumbers> times_;
  CsvErrors& errors_;
  bool good_ = true;
};

/// Whether a file may have a header and nothing else.
enum class EmptyTable { refused, allowed };

/// Reads a comma-separated file with a header, in any order of columns; tolerates a byte-order mark, CRLF, quoted
/// fields, blanks around fields and empty lines; a field holds no line end. Calls `use` for each row that has as many
/// fields as the header. A column of times that can only be fractions of days is an error, in place of all others.
/// Columns that are not known are errors, or passed over where files are other people's.
void read_csv(const std::filesystem::path& file, std::span<const CsvColumn> columns, CsvErrors& errors,
              const std::function<void(CsvRow&)>& use, OtherColumns others = OtherColumns::refused);
void read_csv(const CsvText& csv, std::span<const CsvColumn> columns, CsvErrors& errors,
              const std::function<void(CsvRow&)>& use, OtherColumns others = OtherColumns::refused,
              EmptyTable empty = EmptyTable::refused);

/// The names in the first line that is not empty, as they stand; empty if there is none. For files whose columns have
/// more than one name.
std::vector<std::string> read_csv_header(const CsvText& csv);
}  // namespace navette
