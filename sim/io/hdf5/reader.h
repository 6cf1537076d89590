#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "io/hdf5/file.h"
#include "record/indicators.h"
#include "record/replications.h"

namespace navette {

/// Reads a results file. Layout: docs/results-format.md.
///
/// Every function throws InputError, with the file's name, on a file that is not what it claims to be.
/// What a file claims is held against its size before memory is asked for; still, the HDF5 library itself may crash on
/// files made to that end.
class Hdf5Reader {
 public:
  /// Opens the file and checks that it is ours and of a version that is known here.
  explicit Hdf5Reader(std::filesystem::path name);

  /// A column of whole numbers, e.g. ("requests", "pickup"), as stored: nothing is scaled, missing values stay codes.
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& table, const std::string& column) const;
  [[nodiscard]] std::vector<double> numbers(const std::string& table, const std::string& column) const;
  [[nodiscard]] std::vector<std::string> strings(const std::string& table, const std::string& column) const;
  /// Whether there is such a table; files of earlier versions lack the latest.
  [[nodiscard]] bool has(const std::string& table) const;
  /// An attribute of the root, e.g. "scenario".
  [[nodiscard]] std::string text(const std::string& attribute) const;
  [[nodiscard]] std::int64_t integer(const std::string& attribute) const;

  /// Whether the file holds replications, and no single run.
  [[nodiscard]] bool has_replications() const;
  /// The indicators of each seed. The file holds replications.
  [[nodiscard]] Replications replications() const;

  /// The table of indicators, in the order of the file. The file holds a single run.
  [[nodiscard]] std::vector<Indicator> indicators() const;

 private:
  struct Column {
    hdf5::Object dataset;
    std::size_t rows = 0;
  };
  enum class Kind { integer, number, string };
  [[nodiscard]] std::vector<std::string> columns(const std::string& table) const;
  [[nodiscard]] std::string column_text(const std::string& table, const std::string& column, const char* name) const;
  [[nodiscard]] std::string text_of(std::int64_t object, const std::string& attribute) const;
  [[nodiscard]] Column open(const std::string& table, const std::string& column, Kind kind) const;
  template <class Step>
  auto on_file(Step&& step) const;
  [[noreturn]] void refuse(const std::string& what) const;

  std::filesystem::path name_;
  std::uint64_t size_ = 0;  // [bytes]
  hdf5::Object file_;
};

}  // namespace navette
