#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/errors.h"

namespace navette {

/// Collects what is wrong with one CSV file: the first 20 messages, then how many more there are.
class CsvErrors {
 public:
  explicit CsvErrors(std::string file) : file_{std::move(file)} {}
  /// `line` 0: concerns the whole file.
  void add(int line, const std::string& message);
  /// As `add`, but the first of this kind alone is told; of the others, how many there are.
  void add_alike(const std::string& kind, int line, const std::string& message);
  /// Forgets all that was added before: it follows from this.
  void add_only(int line, const std::string& message);
  /// Hands over to the errors of the whole scenario.
  void move_to(InputErrors& errors) const;
  [[nodiscard]] bool empty() const { return kept_.empty(); }
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  struct Entry {
    std::string kind;  // empty: unlike all others
    std::string message;
    int more = 0;  // of this kind
  };
  std::string file_;
  std::vector<Entry> kept_;
  int left_out_ = 0;
};

/// A CSV file in memory.
struct CsvText {
  std::string name;  // in messages
  std::string bytes;
};

/// The file in memory; an error if it cannot be read, or is not a text that `check_csv_text` allows.
CsvText read_csv_text(const std::filesystem::path& file, CsvErrors& errors);

/// Adds one error, with its cure, unless the bytes are UTF-8 text with LF or CRLF line ends whose header has commas
/// between its columns, if anything. Nothing is guessed: other encodings and separators are named and refused.
void check_csv_text(const CsvText& csv, CsvErrors& errors);

}  // namespace navette
