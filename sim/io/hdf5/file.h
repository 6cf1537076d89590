#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/hdf5/chunks.h"
#include "io/hdf5/object.h"

namespace navette::hdf5 {

/// The numbers of a code and what each means, as CF flag_values and flag_meanings.
struct Flags {
  std::int8_t first = 0;  // number of the first name, the others follow
  std::span<const std::string_view> names;
};

/// What a column says about itself.
struct ColumnText {
  std::string name;
  std::string units;  // empty: none
  std::string long_name;
  std::optional<std::int64_t> missing{};  // _FillValue
  std::optional<Flags> flags{};
  std::vector<std::pair<std::string, std::string>> attributes{};  // others
  double scale_factor = 0;                                        // 0: none
};

/// A group that is being written; it may hold tables.
class Group {
 public:
  /// `chunks` takes what its tables hold, and outlives it.
  Group(Object object, ChunkWriter& chunks) : object_{std::move(object)}, chunks_{&chunks} {}

  Group group(const std::string& name);
  void attribute(const std::string& name, std::string_view text);
  void attribute(const std::string& name, std::int32_t value);
  void attribute(const std::string& name, std::int64_t value);
  void attribute(const std::string& name, double value);
  void attribute(const std::string& name, std::span<const double> values);

  [[nodiscard]] std::int64_t id() const { return object_.id(); }
  [[nodiscard]] ChunkWriter& chunks() const { return *chunks_; }

 private:
  Object object_;
  ChunkWriter* chunks_;
};

/// The rows of one dimension: makes the dimension scale (rows counted from 0), then columns attached to it, shuffled
/// and gzipped.
class Rows {
 public:
  Rows(Group& group, const std::string& dimension, std::size_t count, const std::string& long_name);

  /// value(row) of every row. Throws std::range_error if one does not fit into T.
  template <class T, class Value>
  void column(const ColumnText& text, Value&& value);
  /// value(row) of every row, a double; NaN is missing.
  template <class Value>
  void reals(const ColumnText& text, Value&& value);
  /// Strings of variable length, UTF-8.
  void strings(const ColumnText& text, const std::vector<std::string>& values);

  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  void write(const ColumnText& text, std::vector<std::int8_t> values);
  void write(const ColumnText& text, std::vector<std::int16_t> values);
  void write(const ColumnText& text, std::vector<std::int32_t> values);
  void write(const ColumnText& text, std::vector<std::int64_t> values);
  void write(const ColumnText& text, std::vector<double> values);
  void write(const ColumnText& text, std::int64_t type, std::shared_ptr<const void> values, bool compressed);
  [[noreturn]] static void does_not_fit(const ColumnText& text, std::size_t row);

  Group& group_;
  std::size_t count_;
  Object scale_;
};

/// Throws std::bad_alloc if there is no room for a file whose tables take so many bytes: the library crashes where its
/// own requests for memory fail.
void ask_for_memory(std::size_t bytes);

/// A file that is built in memory, so that a full disk is met by our own write and not inside the library, which
/// crashes there (HDF5 1.10 after a failed H5Fclose). Holds no clock times.
class Image {
 public:
  Image();

  Group& root() { return *root_; }
  /// Closes the file; its bytes, as they are to stand on the disk.
  std::vector<std::byte> finish();

 private:
  Object file_;
  ChunkWriter chunks_;
  std::optional<Group> root_;
};

template <class T, class Value>
void Rows::column(const ColumnText& text, Value&& value) {
  std::vector<T> values(count_);
  for (std::size_t row = 0; row < count_; ++row) {
    const auto full = value(row);
    values[row] = static_cast<T>(full);
    if (static_cast<decltype(full)>(values[row]) != full) does_not_fit(text, row);
  }
  write(text, std::move(values));
}

template <class Value>
void Rows::reals(const ColumnText& text, Value&& value) {
  std::vector<double> values(count_);
  for (std::size_t row = 0; row < count_; ++row) values[row] = value(row);
  write(text, std::move(values));
}

}  // namespace navette::hdf5
