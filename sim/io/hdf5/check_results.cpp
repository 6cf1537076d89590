#include "io/hdf5/check_results.h"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/errors.h"
#include "io/hdf5/guards.h"
#include "io/hdf5/structure_check.h"

namespace navette {
namespace {

using hdf5::at_place;
using hdf5::check;
using hdf5::Damage;
using hdf5::Object;

// Columns that are numbers of rows, and a column of the table that they number. `..._edge` is as `edge`.
constexpr std::array<std::pair<std::string_view, const char*>, 12> kRowsOf{{{"shuttle", "shuttles/shuttle_id"},
                                                                            {"request", "requests/request_id"},
                                                                            {"service", "services/name"},
                                                                            {"resident", "residents/commune"},
                                                                            {"commune", "communes/name"},
                                                                            {"edge", "network/edges/tail"},
                                                                            {"twin", "network/edges/tail"},
                                                                            {"head", "network/nodes/lon"},
                                                                            {"tail", "network/nodes/lon"},
                                                                            {"pickup_stop", "service_stops/name"},
                                                                            {"dropoff_stop", "service_stops/name"},
                                                                            {"shape_begin", "network/shape/lon"}}};

std::string before_last(const std::string& path) { return path.substr(0, std::min(path.rfind('/'), path.size())); }
std::string after_last(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::uint64_t rows_of(hid_t column) {
  const Object space{H5Dget_space(column), H5Sclose, "its shape"};
  return static_cast<std::uint64_t>(H5Sget_simple_extent_npoints(space.id()));
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = byte < 0x80   ? 1
                               : byte < 0xc2 ? 0
                               : byte < 0xe0 ? 2
                               : byte < 0xf0 ? 3
                               : byte < 0xf5 ? 4
                                             : 0;
    if (length == 0 || at + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[at + k]) & 0xc0U) != 0x80) return false;
    }
    const auto second = length > 1 ? static_cast<unsigned char>(text[at + 1]) : 0;
    // Longer than need be, half a pair, or beyond the last.
    if ((byte == 0xe0 && second < 0xa0) || (byte == 0xed && second > 0x9f) || (byte == 0xf0 && second < 0x90) ||
        (byte == 0xf4 && second > 0x8f)) {
      return false;
    }
    at += length;
  }
  return true;
}

/// Reads each column once, and holds its values against the tables that they are about.
class ValueCheck {
 public:
  ValueCheck(hid_t file, std::uint64_t size) : file_{file}, size_{size} {}

  void column(const std::string& path, hid_t column) {
    const Object space{H5Dget_space(column), H5Sclose, "its shape"};
    const bool one = H5Sget_simple_extent_ndims(space.id()) == 1;
    const std::uint64_t rows = rows_of(column);
    if (one) hdf5::check_plausible(column, rows, size_, "it");
    const Object type{H5Dget_type(column), H5Tclose, "its type"};
    if (H5Tget_class(type.id()) == H5T_STRING) {
      texts(path, column, rows);
    } else if (H5Tget_class(type.id()) == H5T_FLOAT) {
      std::vector<double> values(rows);
      check(H5Dread(column, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "its values");
    } else {
      std::vector<std::int64_t> values(rows);
      check(H5Dread(column, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "its values");
      if (one && rows > 0 && path.find('/') != std::string::npos && !hdf5::is_row_dimension(column)) {
        numbers(path, column, values);
      }
    }
  }

  static void lengths(const std::string& path, hid_t group) {
    if (path.starts_with("trajectories")) return;
    H5G_info_t info;
    check(H5Gget_info(group, &info), "its columns");
    std::uint64_t rows = 0;
    bool any = false;
    for (hsize_t k = 0; k < info.nlinks; ++k) {
      const Object node{H5Oopen_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, k, H5P_DEFAULT), H5Oclose,
                        "its columns"};
      if (H5Iget_type(node.id()) != H5I_DATASET) continue;
      const Object space{H5Dget_space(node.id()), H5Sclose, "its columns"};
      if (H5Sget_simple_extent_ndims(space.id()) != 1 || hdf5::is_row_dimension(node.id())) continue;
      if (any && rows != rows_of(node.id())) throw Damage{fmt::format("{}: its columns differ in length", path)};
      rows = rows_of(node.id());
      any = true;
    }
  }

 private:
  static void texts(const std::string& path, hid_t column, std::uint64_t rows) {
    const Object type{H5Tcopy(H5T_C_S1), H5Tclose, "making a type"};
    check(H5Tset_size(type.id(), H5T_VARIABLE), "making a type");
    const Object own{H5Dget_type(column), H5Tclose, "its type"};
    check(H5Tset_cset(type.id(), H5Tget_cset(own.id())), "making a type");
    const Object space{H5Dget_space(column), H5Sclose, "its shape"};
    std::vector<char*> pointers(rows, nullptr);
    const int status = H5Dread(column, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data());
    const bool good = std::all_of(pointers.begin(), pointers.end(),
                                  [](const char* text) { return text == nullptr || is_utf8(text); });
    H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data());
    check(status, "its texts");
    if (!good) throw Damage{fmt::format("{}: holds a text that is not UTF-8", path)};
  }

  // What stands where a value is missing.
  static std::optional<std::int64_t> missing(hid_t column) {
    if (H5Aexists(column, "_FillValue") <= 0) return std::nullopt;
    const Object attribute{H5Aopen(column, "_FillValue", H5P_DEFAULT), H5Aclose, "its attribute _FillValue"};
    const Object type{H5Aget_type(attribute.id()), H5Tclose, "its attribute _FillValue"};
    const Object space{H5Aget_space(attribute.id()), H5Sclose, "its attribute _FillValue"};
    if (H5Tget_class(type.id()) != H5T_INTEGER || H5Sget_simple_extent_npoints(space.id()) != 1) return std::nullopt;
    std::int64_t value = 0;
    check(H5Aread(attribute.id(), H5T_NATIVE_INT64, &value), "its attribute _FillValue");
    return value;
  }

  void numbers(const std::string& path, hid_t column, const std::vector<std::int64_t>& values) const {
    const std::string name = after_last(path);
    const std::string counted = name.ends_with("_edge") ? "edge" : name;
    const auto target =
        std::find_if(kRowsOf.begin(), kRowsOf.end(), [&](const auto& one) { return one.first == counted; });
    if (target != kRowsOf.end() && hdf5::has_path(file_, target->second)) {
      const Object other{H5Dopen2(file_, target->second, H5P_DEFAULT), H5Dclose, target->second};
      const auto rows = static_cast<std::int64_t>(rows_of(other.id()));
      const auto none = missing(column);
      for (const std::int64_t value : values) {
        if ((value >= 0 && value < rows) || value == none) continue;
        throw Damage{
            fmt::format("{}: names row {} of {}, which has {}", path, value, before_last(target->second), rows)};
      }
    }
    const std::string unit = name.substr(name.rfind('_') + 1);
    const std::int64_t most = unit == "lon" ? 1'800'000'000 : unit == "lat" ? 900'000'000 : 0;
    const auto [least, largest] = std::minmax_element(values.begin(), values.end());
    if (most > 0 && H5Aexists(column, "scale_factor") > 0 && (*largest > most || *least < -most)) {
      throw Damage{fmt::format("{}: holds a place that is not on earth", path)};
    }
    if (name == "shape_begin") {
      bool good = values.front() == 0;
      for (std::size_t k = 1; k < values.size(); ++k) good = good && values[k] - values[k - 1] >= 2;
      if (!good) throw Damage{fmt::format("{}: roads do not follow one another", path)};
    }
    if (name == "row_size") trajectories(path, values);
  }

  void trajectories(const std::string& path, const std::vector<std::int64_t>& sizes) const {
    const std::string table = before_last(path);
    const std::string edges = table + "/edge";
    const Object edge{H5Dopen2(file_, edges.c_str(), H5P_DEFAULT), H5Dclose, edges};
    std::int64_t left = static_cast<std::int64_t>(rows_of(edge.id()));
    for (const std::int64_t size : sizes) {
      if (size < 0 || size > left) left = -1;
      if (left < 0) break;
      left -= size;
    }
    if (left != 0) throw Damage{fmt::format("{}: does not add up to the rows of {}", path, table)};
  }

  hid_t file_;
  std::uint64_t size_;  // [bytes]
};

}  // namespace

std::string wrong_in_results(const std::filesystem::path& name, CheckDepth depth, const std::string& table) {
  hdf5::silence();
  try {
    at_place("the file", [&] {
      const Object file{H5Fopen(name.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "opening"};
      hdf5::StructureCheck structure{file.id()};
      structure.run();
      if (depth == CheckDepth::structure) return;
      ValueCheck values{file.id(), std::filesystem::file_size(name)};
      const bool replications = hdf5::has_path(file.id(), "replications");
      const auto wanted = [&](const std::string& path) {
        return table.empty() || path == table || before_last(path) == table;
      };
      hdf5::StructureCheck again{file.id()};
      again.on_column = [&](const std::string& path, std::int64_t column) {
        if (wanted(path)) at_place(path, [&] { values.column(path, column); });
      };
      again.on_table = [&](const std::string& path, std::int64_t group) {
        if (!replications && wanted(path)) at_place(path, [&] { ValueCheck::lengths(path, group); });
      };
      again.run();
    });
  } catch (const Damage& damage) {
    return damage.what();
  }
  return {};
}

void check_results(const std::filesystem::path& file) {
  const std::string wrong = wrong_in_results(file, CheckDepth::values);
  if (!wrong.empty()) throw InputError{fmt::format("{}: {}", file.string(), wrong)};
}

}  // namespace navette
