#include "verify/compare_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <set>
#include <string_view>
#include <vector>

#include "verify/hdf5_file.h"

namespace navette {
namespace {

using verify::Hdf5File;

constexpr std::array<std::string_view, 4> kFirst{"/events", "/requests", "/stops", "/legs"};
constexpr std::array<std::string_view, 3> kOfProgram{"navette_version", "navette_git_hash", "library_versions"};

std::string table_of(const std::string& column) { return column.substr(0, column.rfind('/')); }
std::string name_of(const std::string& column) { return column.substr(column.rfind('/') + 1); }

/// Tables of the canonical hash first; otherwise in the order of the file.
std::vector<std::string> ordered(std::vector<std::string> columns) {
  const auto rank = [](const std::string& column) {
    return std::find(kFirst.begin(), kFirst.end(), table_of(column)) - kFirst.begin();
  };
  std::stable_sort(columns.begin(), columns.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return columns;
}

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
template <class Value>
bool same(const Value& a, const Value& b) {
  return a == b;
}

template <class Values>
std::optional<std::string> compare_rows(const std::string& column, const Values& stored, const Values& again) {
  for (std::size_t row = 0; row < std::min(stored.size(), again.size()); ++row) {
    if (same(stored[row], again[row])) continue;
    return fmt::format("{} is {} in row {}, run again {}", column, stored[row], row, again[row]);
  }
  if (stored.size() == again.size()) return {};
  return fmt::format("{} has {} rows, run again {}", column, stored.size(), again.size());
}

std::optional<std::string> compare_column(const std::string& column, const Hdf5File& stored, const Hdf5File& again) {
  const std::string name = name_of(column);
  if (!again.has(column)) return fmt::format("{} does not come of the run", name);
  const auto kind = stored.kind(column);
  if (again.kind(column) != kind) return fmt::format("{} holds values of another type, run again", name);
  try {
    switch (kind) {
      case Hdf5File::Kind::integer:
        return compare_rows(name, stored.integers(column), again.integers(column));
      case Hdf5File::Kind::real:
        return compare_rows(name, stored.reals(column), again.reals(column));
      case Hdf5File::Kind::text:
        return compare_rows(name, stored.texts(column), again.texts(column));
      case Hdf5File::Kind::other:
        break;
    }
  } catch (const verify::ReadFailure& failure) {
    return failure.what;
  }
  return fmt::format("{} is no column that can be compared", name);
}

std::optional<FileDifference> compare_attributes(const std::string& object, const Hdf5File& stored,
                                                 const Hdf5File& again, bool same_program) {
  const auto of_stored = stored.attribute_names(object);
  const auto of_again = again.attribute_names(object);
  std::set<std::string> names{of_stored.begin(), of_stored.end()};
  if (same_program) names.insert(of_again.begin(), of_again.end());
  for (const std::string& name : names) {
    if (std::find(kOfProgram.begin(), kOfProgram.end(), name) != kOfProgram.end()) continue;
    if (stored.text_attribute(object, name.c_str()) == again.text_attribute(object, name.c_str()) &&
        stored.reals_attribute(object, name.c_str()) == again.reals_attribute(object, name.c_str()) &&
        stored.integers_attribute(object, name.c_str()) == again.integers_attribute(object, name.c_str())) {
      continue;
    }
    return FileDifference{object, fmt::format("attribute {} differs", name)};
  }
  return {};
}

bool by_same_program(const Hdf5File& stored, const Hdf5File& again) {
  return std::all_of(kOfProgram.begin(), kOfProgram.end(), [&](std::string_view name) {
    return stored.text_attribute("/", name.data()) == again.text_attribute("/", name.data());
  });
}

}  // namespace

FileComparison compare_files(const std::filesystem::path& stored_path, const std::filesystem::path& again_path) {
  const Hdf5File stored{stored_path};
  const Hdf5File again{again_path};
  const bool same_program = by_same_program(stored, again);
  FileComparison comparison;
  const auto columns = ordered(stored.columns());
  for (const std::string& column : columns) {
    ++comparison.columns;
    if (auto what = compare_column(column, stored, again)) {
      comparison.first = FileDifference{table_of(column), std::move(*what)};
      return comparison;
    }
  }
  for (const std::string& column : same_program ? ordered(again.columns()) : std::vector<std::string>{}) {
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) continue;
    comparison.first = FileDifference{table_of(column), fmt::format("{} is missing", name_of(column))};
    return comparison;
  }
  auto objects = stored.groups();
  objects.insert(objects.end(), columns.begin(), columns.end());
  for (const std::string& object : objects) {
    // Another version may describe a column in other words.
    if (!same_program && object != "/" && object != "/rules") continue;
    comparison.first = compare_attributes(object, stored, again, same_program);
    if (comparison.first) return comparison;
  }
  return comparison;
}

}  // namespace navette
