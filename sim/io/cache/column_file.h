#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/column.h"

namespace navette {

/// A file of columns of numbers, as they lie in memory, for this machine only.
///
/// It begins with a magic word, its own size, the key it was written for, and where each column stands; a checksum
/// covers these, another one the columns.
class ColumnFileWriter {
 public:
  /// The column must outlive the writer.
  template <class T>
  void add(const Column<T>& column) {
    columns_.push_back(std::as_bytes(std::span{column.data(), column.size()}));
  }
  /// Writes it so that it appears under its name when complete. Throws OutputError.
  void write(const std::filesystem::path& name, std::string_view key) const;

 private:
  std::vector<std::span<const std::byte>> columns_;
};

class ColumnFileReader {
 public:
  /// The file is whole, and was written for something else.
  class OtherKey : public std::runtime_error {
   public:
    OtherKey() : std::runtime_error{"it was written for something else"} {}
  };

  /// Maps the file into memory. Nothing: there is none. Throws std::runtime_error that says why it is not to be
  /// trusted, OtherKey if it is whole but not for this key.
  static std::optional<ColumnFileReader> open(const std::filesystem::path& name, std::string_view key);

  /// The next column, in the order in which they were added. Throws std::runtime_error if it is none of T.
  template <class T>
  Column<T> next() {
    const std::span<const std::byte> bytes = next_bytes(sizeof(T));
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): written as such, and aligned
    return {{reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)}, mapping_};
  }
  /// Throws std::runtime_error if there is another column.
  void expect_end() const;

 private:
  explicit ColumnFileReader(std::shared_ptr<const void> mapping) : mapping_{std::move(mapping)} {}
  std::span<const std::byte> next_bytes(std::size_t width);

  std::shared_ptr<const void> mapping_;
  std::vector<std::span<const std::byte>> columns_;
  std::size_t next_ = 0;
};

}  // namespace navette
