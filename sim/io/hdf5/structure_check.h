#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>

#include "io/hdf5/object.h"

namespace navette::hdf5 {

/// Something in a results file is not as it must be. The message tells where: "legs/shuttle: ...".
class Damage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Runs a step; what the library refuses meanwhile, and memory that is not to be had, is Damage at that place.
void at_place(const std::string& where, const std::function<void()>& step);

/// That a file holds only tables of plain columns, see wrong_in_results.
class StructureCheck {
 public:
  explicit StructureCheck(std::int64_t file) : file_{file} {}
  /// Throws Damage.
  void run();
  /// Called with the path of each column, and each table, found good: "legs/shuttle".
  std::function<void(const std::string& path, std::int64_t column)> on_column;
  std::function<void(const std::string& path, std::int64_t group)> on_table;

 private:
  void look_at_group(std::int64_t group, const std::string& path);
  void look_at_link(std::int64_t group, const std::string& name, const std::string& where);
  void look_at_attributes(std::int64_t object, std::uint64_t count, const std::string& where) const;
  void look_at_column(std::int64_t column, const std::string& where) const;
  void need_tables() const;

  std::int64_t file_;
  std::set<std::uint64_t> seen_;  // addresses
};

/// Whether a column only numbers the rows.
bool is_row_dimension(std::int64_t column);
/// Whether there is a link of that path; no link on the way may be missing either.
bool has_path(std::int64_t file, const std::string& path);

}  // namespace navette::hdf5
