#include "io/hdf5/structure_check.h"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <array>
#include <new>
#include <sstream>
#include <string_view>
#include <utility>

namespace navette::hdf5 {
namespace {

constexpr std::uint64_t kMostObjects = 2'000;     // ours have some 200
constexpr std::uint64_t kMostText = 1ULL << 26U;  // [bytes] of one attribute; the scenario is the longest
constexpr std::uint64_t kMostRows = (1ULL << 31U) - 1;
constexpr std::uint64_t kMostPacking = 1'100;     // deflate makes at most 1032 bytes of one
constexpr std::uint64_t kUnpacked = 1ULL << 16U;  // [bytes] that a column may hold whatever it takes on the disk
constexpr std::ptrdiff_t kDeepest = 3;            // folders below one another
constexpr std::size_t kLongestName = 1'000;
// By which HDF5 joins columns to their dimension: references, which nobody here follows.
constexpr std::array<std::string_view, 4> kDimensions{"CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST"};

// What every file of a single run has.
constexpr std::array<std::pair<const char*, const char*>, 9> kNeeded{
    {{"requests", "request_id origin_lon origin_lat destination_lon destination_lat end reason shuttle pickup dropoff"},
     {"shuttles", "shuttle_id seats wheelchairs depot_lon depot_lat"},
     {"shifts", "shuttle start end"},
     {"stops", "shuttle kind request edge offset begin end seats wheelchairs"},
     {"legs", "shuttle departure arrival distance from_edge from_offset to_edge to_offset seats wheelchairs"},
     {"kpi", "name value unit definition"},
     {"network/nodes", "lon lat"},
     {"network/edges", "tail head twin duration length shape_begin"},
     {"network/shape", "lon lat time distance"}}};
constexpr std::array<std::string_view, 5> kTexts{"request_id", "shuttle_id", "name", "unit", "definition"};

template <class Names>
bool holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view name_of(H5T_class_t kind) {
  constexpr std::array<std::string_view, 11> kNames{"integer",  "float",     "time", "string", "bitfield", "opaque",
                                                    "compound", "reference", "enum", "vlen",   "array"};
  return kind >= 0 && static_cast<std::size_t>(kind) < kNames.size() ? kNames[static_cast<std::size_t>(kind)]
                                                                     : "something else";
}

void look_at_type(hid_t type, const std::string& where) {
  const H5T_class_t kind = H5Tget_class(type);
  if (kind != H5T_INTEGER && kind != H5T_FLOAT && kind != H5T_STRING) {
    throw Damage{fmt::format("{}: must hold numbers or texts, and holds {}", where, name_of(kind))};
  }
  if (kind != H5T_STRING && H5Tget_size(type) > 8) {
    throw Damage{fmt::format("{}: has numbers of {} bytes; at most 8 are allowed", where, H5Tget_size(type))};
  }
}

std::string own_name(std::string name, std::size_t length, const std::string& where) {
  if (length > kLongestName) throw Damage{fmt::format("{}: holds a name of {} bytes", where, length)};
  name.resize(length);
  return name;
}

std::string link_name(hid_t group, hsize_t index, const std::string& where) {
  std::string name(kLongestName + 1, '\0');
  const ssize_t length =
      H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, index, name.data(), name.size(), H5P_DEFAULT);
  check(length, "reading a name");
  return own_name(std::move(name), static_cast<std::size_t>(length), where);
}

}  // namespace

void at_place(const std::string& where, const std::function<void()>& step) {
  try {
    step();
  } catch (const Error& error) {
    throw Damage{fmt::format("{}: cannot be read: {}", where, error.what())};
  } catch (const std::bad_alloc&) {
    throw Damage{fmt::format("{}: claims more than memory holds", where)};
  } catch (const std::length_error&) {
    throw Damage{fmt::format("{}: claims more than memory holds", where)};
  }
}

bool is_row_dimension(std::int64_t column) {
  if (H5Aexists(column, "CLASS") <= 0) return false;
  const Object attribute{H5Aopen(column, "CLASS", H5P_DEFAULT), H5Aclose, "attribute CLASS"};
  const Object type{H5Aget_type(attribute.id()), H5Tclose, "attribute CLASS"};
  constexpr std::string_view kScale = "DIMENSION_SCALE";
  if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) > 0) return false;
  const std::size_t size = H5Tget_size(type.id());
  if (size < kScale.size() || size > kScale.size() + 1 || H5Aget_storage_size(attribute.id()) != size) return false;
  std::string text(size, '\0');
  check(H5Aread(attribute.id(), type.id(), text.data()), "attribute CLASS");
  return text.starts_with(kScale);
}

bool has_path(std::int64_t file, const std::string& path) {
  for (std::size_t at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1)) {
    if (H5Lexists(file, path.substr(0, at).c_str(), H5P_DEFAULT) <= 0) return false;
  }
  return H5Lexists(file, path.c_str(), H5P_DEFAULT) > 0;
}

void StructureCheck::run() {
  at_place("the file", [&] {
    H5O_info_t root;
    check(H5Oget_info2(file_, &root, H5O_INFO_BASIC | H5O_INFO_NUM_ATTRS), "the root");
    seen_ = {root.addr};
    look_at_attributes(file_, root.num_attrs, "/");
    const Object group{H5Gopen2(file_, "/", H5P_DEFAULT), H5Gclose, "the root"};
    look_at_group(group.id(), "");
    if (!has_path(file_, "replications")) need_tables();
  });
}

void StructureCheck::look_at_group(std::int64_t group, const std::string& path) {
  if (std::count(path.begin(), path.end(), '/') > kDeepest) {
    throw Damage{fmt::format("{}: tables are not nested so deep", path)};
  }
  H5G_info_t info;
  check(H5Gget_info(group, &info), path);
  if (info.nlinks > kMostObjects) throw Damage{fmt::format("{}: holds too many objects", path.empty() ? "/" : path)};
  for (hsize_t k = 0; k < info.nlinks; ++k) {
    const std::string name = link_name(group, k, path.empty() ? "/" : path);
    const std::string where = path.empty() ? name : fmt::format("{}/{}", path, name);
    at_place(where, [&] { look_at_link(group, name, where); });
  }
}

void StructureCheck::look_at_link(std::int64_t group, const std::string& name, const std::string& where) {
  H5L_info_t link;
  check(H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT), "its link");
  if (link.type != H5L_TYPE_HARD) {
    throw Damage{fmt::format("{}: is a link, which a results file has none of; it is not followed", where)};
  }
  const Object node{H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose, "opening it"};
  H5O_info_t info;
  check(H5Oget_info2(node.id(), &info, H5O_INFO_BASIC | H5O_INFO_NUM_ATTRS), "looking at it");
  if (seen_.contains(info.addr) || seen_.size() > kMostObjects) {
    throw Damage{fmt::format("{}: stands in the file twice, or is one of too many", where)};
  }
  seen_.insert(info.addr);
  look_at_attributes(node.id(), info.num_attrs, where);
  if (info.type == H5O_TYPE_GROUP) {
    look_at_group(node.id(), where);
    if (on_table) on_table(where, node.id());
  } else if (info.type == H5O_TYPE_DATASET) {
    look_at_column(node.id(), where);
    if (on_column) on_column(where, node.id());
  } else {
    throw Damage{fmt::format("{}: is neither a table nor a column", where)};
  }
}

void StructureCheck::look_at_attributes(std::int64_t object, std::uint64_t count, const std::string& where) const {
  if (count > kMostObjects) throw Damage{fmt::format("{}: has too many attributes", where)};
  for (std::uint64_t k = 0; k < count; ++k) {
    const Object attribute{H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, k, H5P_DEFAULT, H5P_DEFAULT),
                           H5Aclose, "opening an attribute"};
    std::string name(kLongestName + 1, '\0');
    const ssize_t length = H5Aget_name(attribute.id(), name.size(), name.data());
    check(length, "reading the name of an attribute");
    name = own_name(std::move(name), static_cast<std::size_t>(length), where);
    if (holds(kDimensions, name)) continue;
    const Object space{H5Aget_space(attribute.id()), H5Sclose, "its attribute " + name};
    const auto points = static_cast<std::uint64_t>(H5Sget_simple_extent_npoints(space.id()));
    if (H5Aget_storage_size(attribute.id()) > kMostText || points > kMostText) {
      throw Damage{fmt::format("{}: its attribute {} is too large", where, name)};
    }
    const Object type{H5Aget_type(attribute.id()), H5Tclose, "its attribute " + name};
    look_at_type(type.id(), fmt::format("{}: its attribute {}", where, name));
  }
}

void StructureCheck::look_at_column(std::int64_t column, const std::string& where) const {
  const Object made{H5Dget_create_plist(column), H5Pclose, "looking at it"};
  if (H5Pget_external_count(made.id()) > 0) {
    throw Damage{fmt::format("{}: has its values in another file, which is not opened", where)};
  }
  if (H5Pget_layout(made.id()) == H5D_VIRTUAL) {
    throw Damage{fmt::format("{}: is made of other datasets, which are not opened", where)};
  }
  for (int rank = 0; rank < H5Pget_nfilters(made.id()); ++rank) {
    unsigned flags = 0;
    std::size_t values = 0;
    const H5Z_filter_t filter =
        H5Pget_filter2(made.id(), static_cast<unsigned>(rank), &flags, &values, nullptr, 0, nullptr, nullptr);
    if (filter == H5Z_FILTER_DEFLATE || filter == H5Z_FILTER_SHUFFLE || filter == H5Z_FILTER_FLETCHER32) continue;
    throw Damage{fmt::format("{}: is packed by filter {}; deflate, shuffle and fletcher32 are known", where, filter)};
  }
  const Object type{H5Dget_type(column), H5Tclose, "its type"};
  look_at_type(type.id(), where);
  if (H5Tget_class(type.id()) == H5T_STRING && H5Tis_variable_str(type.id()) <= 0) {
    throw Damage{
        fmt::format("{}: must hold texts of any length, and holds such of {} bytes", where, H5Tget_size(type.id()))};
  }
  const Object space{H5Dget_space(column), H5Sclose, "its shape"};
  const int dimensions = H5Sget_simple_extent_ndims(space.id());
  if (H5Sget_simple_extent_type(space.id()) != H5S_SIMPLE || dimensions < 1 || dimensions > 2) {
    throw Damage{fmt::format("{}: must be a column, and has {} dimensions", where, std::max(dimensions, 0))};
  }
  const auto rows = static_cast<std::uint64_t>(H5Sget_simple_extent_npoints(space.id()));
  if (rows > kMostRows) throw Damage{fmt::format("{}: claims {} rows; at most {} are allowed", where, rows, kMostRows)};
  if (rows * H5Tget_size(type.id()) > kUnpacked + kMostPacking * H5Dget_storage_size(column)) {
    throw Damage{fmt::format("{}: claims {} rows, more than its part of the file can hold", where, rows)};
  }
}

void StructureCheck::need_tables() const {
  for (const auto& [table, columns] : kNeeded) {
    const auto type_of = [&](const std::string& path) {
      H5O_info_t info;
      check(H5Oget_info_by_name2(file_, path.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT), path);
      return info.type;
    };
    if (!has_path(file_, table) || type_of(table) != H5O_TYPE_GROUP) {
      throw Damage{fmt::format("there is no table {}", table)};
    }
    std::istringstream names{columns};
    for (std::string name; names >> name;) {
      const std::string path = fmt::format("{}/{}", table, name);
      if (!has_path(file_, path) || type_of(path) != H5O_TYPE_DATASET) {
        throw Damage{fmt::format("{}: has no column {}", table, name)};
      }
      const Object column{H5Dopen2(file_, path.c_str(), H5P_DEFAULT), H5Dclose, path};
      const Object type{H5Dget_type(column.id()), H5Tclose, path};
      const Object space{H5Dget_space(column.id()), H5Sclose, path};
      const bool text = H5Tget_class(type.id()) == H5T_STRING;
      if (H5Sget_simple_extent_ndims(space.id()) == 1 && text == holds(kTexts, name)) continue;
      throw Damage{fmt::format("{}: must be a column of {}", path, holds(kTexts, name) ? "texts" : "numbers")};
    }
  }
}

}  // namespace navette::hdf5
