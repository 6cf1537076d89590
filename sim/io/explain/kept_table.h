#pragma once

#include <fmt/format.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/coordinate.h"
#include "core/errors.h"
#include "core/id.h"
#include "io/hdf5/reader.h"
#include "network/location.h"

namespace navette {

inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

/// One table of the file, its columns equally long.
class KeptTable {
 public:
  KeptTable(const Hdf5Reader& file, std::string table, const std::string& first, std::string name)
      : file_{file}, table_{std::move(table)}, name_{std::move(name)}, rows_{file.integers(table_, first).size()} {}

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::vector<std::int64_t> whole(const std::string& column) const {
    return of_length(file_.integers(table_, column), column);
  }
  [[nodiscard]] std::vector<std::string> texts(const std::string& column) const {
    return of_length(file_.strings(table_, column), column);
  }
  template <class IdOf>
  [[nodiscard]] std::vector<IdOf> ids(const std::string& column) const {
    std::vector<IdOf> found;
    for (const std::int64_t value : whole(column)) found.push_back(IdOf{static_cast<std::int32_t>(value)});
    return found;
  }
  [[nodiscard]] std::vector<Coordinate> places(const std::string& prefix) const {
    const auto lon = whole(prefix + "lon");
    const auto lat = whole(prefix + "lat");
    std::vector<Coordinate> found(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      found[row] = {static_cast<std::int32_t>(lon[row]), static_cast<std::int32_t>(lat[row])};
    }
    return found;
  }
  [[nodiscard]] std::vector<Location> locations(const std::string& prefix) const {
    const auto edge = ids<EdgeId>(prefix + "edge");
    const auto offset = whole(prefix + "offset");
    std::vector<Location> found(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      if (edge[row].valid()) found[row] = {edge[row], static_cast<std::int32_t>(offset[row])};
    }
    return found;
  }

 private:
  template <class Values>
  [[nodiscard]] Values of_length(Values values, const std::string& column) const {
    if (values.size() != rows_) {
      throw InputError{fmt::format("{}: the columns of /{} are not equally long ({})", name_, table_, column)};
    }
    return values;
  }

  const Hdf5Reader& file_;
  std::string table_;
  std::string name_;
  std::size_t rows_;
};

}  // namespace navette
