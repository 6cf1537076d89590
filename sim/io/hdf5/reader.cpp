#include "io/hdf5/reader.h"

#include <hdf5.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/errors.h"
#include "core/input_file.h"
#include "io/hdf5/guards.h"
#include "io/results/provenance.h"

namespace navette {

namespace {

using hdf5::check;
using hdf5::Object;

Object variable_text_type() {
  Object type{H5Tcopy(H5T_C_S1), H5Tclose, "making a string type"};
  check(H5Tset_size(type.id(), H5T_VARIABLE), "making a string type");
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "making a string type");
  return type;
}

bool is_variable_text(hid_t type) { return H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0; }

}  // namespace

void Hdf5Reader::refuse(const std::string& what) const {
  throw InputError{fmt::format("{}: {}", name_.string(), what)};
}

/// Runs `step`; what HDF5 refuses becomes an InputError that names the file.
template <class Step>
auto Hdf5Reader::on_file(Step&& step) const {
  try {
    return step();
  } catch (const hdf5::Error& error) {
    refuse(fmt::format("not a whole Navette results file ({})", error.what()));
  }
}

Hdf5Reader::Hdf5Reader(std::filesystem::path name) : name_{std::move(name)} {
  hdf5::silence();
  std::error_code ignored;
  if (std::filesystem::is_directory(name_, ignored)) refuse("is a folder, a results file is needed");
  check_input_file(name_);
  if (H5Fis_hdf5(name_.c_str()) <= 0) refuse("not an HDF5 file; a results file written by `navette run` is needed");
  size_ = std::filesystem::file_size(name_, ignored);
  on_file([&] {
    file_ = Object{H5Fopen(name_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "opening"};
    hdf5::check_self_contained(file_.id());
  });
  if (H5Aexists(file_.id(), "navette_schema_version") <= 0) {
    refuse("an HDF5 file, but not one of Navette's: it has no attribute navette_schema_version");
  }
  const std::int64_t version = integer("navette_schema_version");
  if (version != kResultsSchemaVersion) {
    refuse(fmt::format("written with results schema version {}; this program reads version {} only", version,
                       kResultsSchemaVersion));
  }
}

Hdf5Reader::Column Hdf5Reader::open(const std::string& table, const std::string& column, Kind kind) const {
  const std::string path = fmt::format("/{}/{}", table, column);
  Column opened{Object{H5Dopen2(file_.id(), path.c_str(), H5P_DEFAULT), H5Dclose, "column " + path}};
  const Object space{H5Dget_space(opened.dataset.id()), H5Sclose, "column " + path};
  if (H5Sget_simple_extent_ndims(space.id()) != 1) refuse(fmt::format("column {} is not one-dimensional", path));
  opened.rows = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id()));

  const Object type{H5Dget_type(opened.dataset.id()), H5Tclose, "column " + path};
  const H5T_class_t found = H5Tget_class(type.id());
  const bool fits = kind == Kind::integer  ? found == H5T_INTEGER
                    : kind == Kind::number ? found == H5T_FLOAT
                                           : is_variable_text(type.id());
  if (!fits) refuse(fmt::format("column {} is not of the type that the format asks for", path));
  hdf5::check_plausible(opened.dataset.id(), opened.rows, size_, "column " + path);
  return opened;
}

std::vector<std::int64_t> Hdf5Reader::integers(const std::string& table, const std::string& column) const {
  return on_file([&] {
    const Column opened = open(table, column, Kind::integer);
    std::vector<std::int64_t> values(opened.rows);
    check(H5Dread(opened.dataset.id(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          fmt::format("reading /{}/{}", table, column));
    return values;
  });
}

std::vector<double> Hdf5Reader::numbers(const std::string& table, const std::string& column) const {
  return on_file([&] {
    const Column opened = open(table, column, Kind::number);
    std::vector<double> values(opened.rows);
    check(H5Dread(opened.dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          fmt::format("reading /{}/{}", table, column));
    return values;
  });
}

std::vector<std::string> Hdf5Reader::strings(const std::string& table, const std::string& column) const {
  return on_file([&] {
    const Column opened = open(table, column, Kind::string);
    const Object type = variable_text_type();
    const Object space{H5Dget_space(opened.dataset.id()), H5Sclose, "reading"};
    std::vector<char*> pointers(opened.rows, nullptr);
    const int status = H5Dread(opened.dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data());
    std::vector<std::string> values;
    values.reserve(opened.rows);
    for (const char* pointer : pointers) values.emplace_back(pointer == nullptr ? "" : pointer);
    H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data());
    check(status, fmt::format("reading /{}/{}", table, column));
    return values;
  });
}

std::string Hdf5Reader::text(const std::string& attribute) const {
  return on_file([&] { return text_of(file_.id(), attribute); });
}

std::string Hdf5Reader::text_of(std::int64_t object, const std::string& attribute) const {
  const Object opened{H5Aopen(object, attribute.c_str(), H5P_DEFAULT), H5Aclose, "attribute " + attribute};
  const Object found{H5Aget_type(opened.id()), H5Tclose, "attribute " + attribute};
  const Object space{H5Aget_space(opened.id()), H5Sclose, "attribute " + attribute};
  if (!is_variable_text(found.id()) || H5Sget_simple_extent_npoints(space.id()) != 1) {
    refuse(fmt::format("attribute {} is not a text", attribute));
  }
  hdf5::check_attribute_text(opened.id(), size_, "attribute " + attribute);
  const Object type = variable_text_type();
  char* pointer = nullptr;
  check(H5Aread(opened.id(), type.id(), &pointer), "attribute " + attribute);
  std::string value = pointer == nullptr ? "" : pointer;
  H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, &pointer);
  return value;
}

std::int64_t Hdf5Reader::integer(const std::string& attribute) const {
  return on_file([&] {
    const Object opened{H5Aopen(file_.id(), attribute.c_str(), H5P_DEFAULT), H5Aclose, "attribute " + attribute};
    const Object found{H5Aget_type(opened.id()), H5Tclose, "attribute " + attribute};
    const Object space{H5Aget_space(opened.id()), H5Sclose, "attribute " + attribute};
    if (H5Tget_class(found.id()) != H5T_INTEGER || H5Sget_simple_extent_npoints(space.id()) != 1) {
      refuse(fmt::format("attribute {} is not a whole number", attribute));
    }
    std::int64_t value = 0;
    check(H5Aread(opened.id(), H5T_NATIVE_INT64, &value), "attribute " + attribute);
    return value;
  });
}

std::vector<std::string> Hdf5Reader::columns(const std::string& table) const {
  const Object group{H5Gopen2(file_.id(), table.c_str(), H5P_DEFAULT), H5Gclose, "table " + table};
  H5G_info_t info{};
  check(H5Gget_info(group.id(), &info), "table " + table);
  std::vector<std::string> names;
  for (hsize_t rank = 0; rank < info.nlinks; ++rank) {
    const auto name_of = [&](char* buffer, std::size_t size) {
      const ssize_t length =
          H5Lget_name_by_idx(group.id(), ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, rank, buffer, size, H5P_DEFAULT);
      check(length, "table " + table);
      return static_cast<std::size_t>(length);
    };
    std::string name(name_of(nullptr, 0), '\0');
    name_of(name.data(), name.size() + 1);
    names.push_back(std::move(name));
  }
  return names;
}

std::string Hdf5Reader::column_text(const std::string& table, const std::string& column, const char* name) const {
  const std::string path = fmt::format("/{}/{}", table, column);
  const Object opened{H5Dopen2(file_.id(), path.c_str(), H5P_DEFAULT), H5Dclose, "column " + path};
  return text_of(opened.id(), name);
}

bool Hdf5Reader::has(const std::string& table) const { return H5Lexists(file_.id(), table.c_str(), H5P_DEFAULT) > 0; }

bool Hdf5Reader::has_replications() const { return has("replications"); }

Replications Hdf5Reader::replications() const {
  constexpr const char* kTable = "replications";
  Replications read;
  for (const std::int64_t seed : integers(kTable, "seed")) read.seeds.push_back(static_cast<std::uint64_t>(seed));
  std::vector<std::vector<double>> columns_read;
  on_file([&] {
    for (const std::string& name : columns(kTable)) {
      if (name == "replication" || name == "seed") continue;
      read.columns.push_back({name, {}, column_text(kTable, name, "units"), column_text(kTable, name, "long_name")});
    }
  });
  for (const Indicator& column : read.columns) {
    columns_read.push_back(numbers(kTable, column.name));
    if (columns_read.back().size() != read.seeds.size()) refuse("the columns of /replications are not equally long");
  }
  for (std::size_t row = 0; row < read.seeds.size(); ++row) {
    for (const auto& column : columns_read) read.values.push_back(column[row]);
  }
  return read;
}

std::vector<Indicator> Hdf5Reader::indicators() const {
  const auto names = strings("kpi", "name");
  const auto values = numbers("kpi", "value");
  const auto units = strings("kpi", "unit");
  const auto definitions = strings("kpi", "definition");
  if (values.size() != names.size() || units.size() != names.size() || definitions.size() != names.size()) {
    refuse("the columns of /kpi are not equally long");
  }
  std::vector<Indicator> list;
  for (std::size_t row = 0; row < names.size(); ++row) {
    list.push_back({names[row], values[row], units[row], definitions[row]});
  }
  return list;
}

}  // namespace navette
