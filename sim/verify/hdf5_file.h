#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace navette::verify {

/// A column that is missing or cannot be read says so here.
struct ReadFailure {
  std::string what;
  bool missing = false;  // else: wrong type, damaged, or of an impossible size
};

/// Reads columns and attributes of an HDF5 file, and believes nothing: types, ranks and sizes are checked first.
class Hdf5File {
 public:
  /// Throws InputError if the file cannot be opened as HDF5.
  explicit Hdf5File(const std::filesystem::path& path);
  ~Hdf5File();
  Hdf5File(const Hdf5File&) = delete;
  Hdf5File& operator=(const Hdf5File&) = delete;

  /// A one-dimensional column of whole numbers of any width. Throws ReadFailure.
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& dataset) const;
  /// A one-dimensional column of real numbers. Throws ReadFailure.
  [[nodiscard]] std::vector<double> reals(const std::string& dataset) const;
  /// A one-dimensional column of texts. Throws ReadFailure.
  [[nodiscard]] std::vector<std::string> texts(const std::string& dataset) const;

  [[nodiscard]] bool has(const std::string& dataset) const;
  /// How many rows a column has, whatever it holds; 0 if it is none.
  [[nodiscard]] std::size_t rows(const std::string& dataset) const;

  /// All columns of all tables ("/requests/pickup"), in the order in which they were written.
  [[nodiscard]] std::vector<std::string> columns() const;
  /// All groups, "/" first.
  [[nodiscard]] std::vector<std::string> groups() const;
  enum class Kind { integer, real, text, other };
  /// Of a column that is there.
  [[nodiscard]] Kind kind(const std::string& dataset) const;
  /// Of a group or dataset, by name; none if there is no such object.
  [[nodiscard]] std::vector<std::string> attribute_names(const std::string& object) const;

  /// Attributes of a group or dataset; nothing if absent or of another type.
  [[nodiscard]] std::optional<std::int64_t> integer_attribute(const std::string& object, const char* name) const;
  [[nodiscard]] std::optional<double> real_attribute(const std::string& object, const char* name) const;
  [[nodiscard]] std::optional<std::vector<double>> reals_attribute(const std::string& object, const char* name) const;
  [[nodiscard]] std::optional<std::string> text_attribute(const std::string& object, const char* name) const;
  [[nodiscard]] std::optional<std::vector<std::int64_t>> integers_attribute(const std::string& object,
                                                                            const char* name) const;

 private:
  std::int64_t file_ = -1;  // hid_t; the HDF5 header stays out of here
  std::uint64_t size_ = 0;  // [bytes]
  void* old_handler_data_ = nullptr;
  int (*old_handler_)(std::int64_t, void*) = nullptr;
};

}  // namespace navette::verify
