#pragma once

#include <string>
#include <string_view>

namespace navette {

/// What people and spreadsheets write in place of a number or a time, and what to write instead.
struct CsvHabit {
  std::string name;  // the same for all fields of the kind; empty: none is known
  std::string cure;  // "it has a decimal comma; write 2.1"
};

/// Of a field that is no number.
CsvHabit number_habit(std::string_view field, bool whole);
/// Of a field that is no number of degrees, or too large for one.
CsvHabit degrees_habit(std::string_view field);
/// Of a field that is no time.
CsvHabit time_habit(std::string_view field);

/// The times of one column that are plain numbers, and whether they can be seconds.
class TimeNumbers {
 public:
  /// A field that was read as seconds.
  void add(int line, std::string_view field, double seconds);
  /// What they are instead, with the first of them as an example; empty: nothing speaks against seconds.
  [[nodiscard]] std::string doubt() const;
  [[nodiscard]] int line() const { return line_; }

 private:
  int count_ = 0;
  int line_ = 0;         // of the example
  std::string example_;  // the first with a fraction
  double value_ = 0;     // of the example
  double low_ = 0;
  double high_ = 0;
  bool all_fine_ = true;  // with more digits than milliseconds need
};

}  // namespace navette
