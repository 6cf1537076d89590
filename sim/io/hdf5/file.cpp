#include "io/hdf5/file.h"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <new>
#include <type_traits>

#include <fmt/format.h>

namespace navette::hdf5 {
namespace {

Object properties(hid_t list_class) { return {H5Pcreate(list_class), H5Pclose, "making a property list"}; }

/// Strings of variable length are read as plain str by h5py and netCDF4, those of fixed length as bytes.
Object text_type() {
  Object type{H5Tcopy(H5T_C_S1), H5Tclose, "making a string type"};
  check(H5Tset_size(type.id(), H5T_VARIABLE), "making a string type");
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "making a string type");
  return type;
}

void write_attribute(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type, hid_t space,
                     const void* values) {
  const Object attribute{H5Acreate2(object, name.c_str(), file_type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "making an attribute"};
  check(H5Awrite(attribute.id(), memory_type, values), "writing an attribute");
}

Object scalar() { return {H5Screate(H5S_SCALAR), H5Sclose, "making a scalar"}; }

void write_scalar(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type, const void* value) {
  write_attribute(object, name, file_type, memory_type, scalar().id(), value);
}

void write_text(hid_t object, const std::string& name, std::string_view text) {
  const Object type = text_type();
  const std::string terminated{text};
  const char* const pointer = terminated.c_str();
  write_scalar(object, name, type.id(), type.id(), &pointer);
}

Object row_space(std::size_t count) {
  const hsize_t rows = count;
  return {H5Screate_simple(1, &rows, nullptr), H5Sclose, "making a column"};
}

/// `fill`: of the file's type, or null.
Object dataset_properties(std::size_t rows, bool compressed, hid_t memory_type, const void* fill) {
  Object list = properties(H5P_DATASET_CREATE);
  check(H5Pset_obj_track_times(list.id(), false), "making a column");
  if (fill != nullptr) check(H5Pset_fill_value(list.id(), memory_type, fill), "making a column");
  if (compressed && rows > 0) ChunkWriter::set_layout(list.id(), rows);
  return list;
}

/// For strings: the library would clear two megabytes to convert a handful of them. It must hold one value.
Object small_transfer() {
  constexpr std::size_t kBuffer = std::size_t{16} << 10;  // [bytes]
  Object list = properties(H5P_DATASET_XFER);
  check(H5Pset_buffer(list.id(), kBuffer, nullptr, nullptr), "making a property list");
  return list;
}

/// The little-endian type on the disk, the same on every machine.
hid_t file_type_of(hid_t memory_type) {
  struct Pair {
    hid_t memory;
    hid_t file;
  };
  const std::array<Pair, 5> pairs{{{H5T_NATIVE_INT8, H5T_STD_I8LE},
                                   {H5T_NATIVE_INT16, H5T_STD_I16LE},
                                   {H5T_NATIVE_INT32, H5T_STD_I32LE},
                                   {H5T_NATIVE_INT64, H5T_STD_I64LE},
                                   {H5T_NATIVE_DOUBLE, H5T_IEEE_F64LE}}};
  for (const Pair& pair : pairs) {
    if (pair.memory == memory_type) return pair.file;
  }
  return memory_type;  // strings
}

/// Where the values are, and what keeps them there.
template <class T>
std::shared_ptr<const void> shared(std::vector<T> values) {
  const auto owner = std::make_shared<const std::vector<T>>(std::move(values));
  return {owner, owner->data()};
}

void write_flags(hid_t dataset, const Flags& flags) {
  std::vector<std::int8_t> values;
  std::string meanings;
  for (const std::string_view name : flags.names) {
    meanings += fmt::format("{}{}", meanings.empty() ? "" : " ", name);
    values.push_back(static_cast<std::int8_t>(flags.first + static_cast<std::int8_t>(values.size())));
  }
  write_attribute(dataset, "flag_values", H5T_STD_I8LE, H5T_NATIVE_INT8, row_space(values.size()).id(), values.data());
  write_text(dataset, "flag_meanings", meanings);
}

}  // namespace

// Group's functions change the file, though not the handle: they are not const.
// NOLINTBEGIN(readability-make-member-function-const)
Group Group::group(const std::string& name) {
  const Object list = properties(H5P_GROUP_CREATE);
  check(H5Pset_link_creation_order(list.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "making a group");
  check(H5Pset_obj_track_times(list.id(), false), "making a group");
  return Group{Object{H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Gclose, "making a group"},
               chunks()};
}

void Group::attribute(const std::string& name, std::string_view text) { write_text(id(), name, text); }
void Group::attribute(const std::string& name, std::int32_t value) {
  write_scalar(id(), name, H5T_STD_I32LE, H5T_NATIVE_INT32, &value);
}
void Group::attribute(const std::string& name, std::int64_t value) {
  write_scalar(id(), name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}
void Group::attribute(const std::string& name, std::span<const double> values) {
  write_attribute(id(), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, row_space(values.size()).id(), values.data());
}
void Group::attribute(const std::string& name, double value) {
  write_scalar(id(), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}
// NOLINTEND(readability-make-member-function-const)

Rows::Rows(Group& group, const std::string& dimension, std::size_t count, const std::string& long_name)
    : group_{group}, count_{count} {
  column<std::int32_t>({.name = dimension, .units = "1", .long_name = long_name}, [](std::size_t row) { return row; });
  Object scale{H5Dopen2(group.id(), dimension.c_str(), H5P_DEFAULT), H5Dclose, "opening a dimension"};
  check(H5DSset_scale(scale.id(), dimension.c_str()), "making a dimension scale");
  scale_ = std::move(scale);
}

void Rows::strings(const ColumnText& text, const std::vector<std::string>& values) {
  if (values.size() != count_) throw std::logic_error{text.name + ": not one string per row"};
  std::vector<const char*> pointers;
  pointers.reserve(count_);
  for (const std::string& value : values) pointers.push_back(value.c_str());
  write(text, text_type().id(), shared(std::move(pointers)), false);
}

void Rows::write(const ColumnText& text, std::vector<std::int8_t> values) {
  write(text, H5T_NATIVE_INT8, shared(std::move(values)), true);
}
void Rows::write(const ColumnText& text, std::vector<std::int16_t> values) {
  write(text, H5T_NATIVE_INT16, shared(std::move(values)), true);
}
void Rows::write(const ColumnText& text, std::vector<std::int32_t> values) {
  write(text, H5T_NATIVE_INT32, shared(std::move(values)), true);
}
void Rows::write(const ColumnText& text, std::vector<std::int64_t> values) {
  write(text, H5T_NATIVE_INT64, shared(std::move(values)), true);
}
void Rows::write(const ColumnText& text, std::vector<double> values) {
  write(text, H5T_NATIVE_DOUBLE, shared(std::move(values)), true);
}

void Rows::write(const ColumnText& text, std::int64_t type, std::shared_ptr<const void> values, bool compressed) {
  const std::string doing = "writing the column " + text.name;
  const hid_t file_type = file_type_of(type);
  std::array<std::byte, sizeof(std::int64_t)> fill{};
  if (text.missing) {
    std::int64_t missing = *text.missing;
    check(H5Tconvert(H5T_NATIVE_INT64, type, 1, &missing, nullptr, H5P_DEFAULT), doing);
    std::copy_n(reinterpret_cast<const std::byte*>(&missing), fill.size(), fill.begin());  // NOLINT(*-reinterpret-cast)
  }
  const Object list = dataset_properties(count_, compressed, type, text.missing ? fill.data() : nullptr);
  Object column{H5Dcreate2(group_.id(), text.name.c_str(), file_type, row_space(count_).id(), H5P_DEFAULT, list.id(),
                           H5P_DEFAULT),
                H5Dclose, doing};
  if (count_ > 0 && !compressed) {
    check(H5Dwrite(column.id(), type, H5S_ALL, H5S_ALL, small_transfer().id(), values.get()), doing);
  }

  write_text(column.id(), "long_name", text.long_name);
  if (!text.units.empty()) write_text(column.id(), "units", text.units);
  if (text.scale_factor != 0) {
    write_scalar(column.id(), "scale_factor", H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &text.scale_factor);
  }
  // CF wants it of the column's own type, netCDF4 as an array of one.
  if (text.missing) write_attribute(column.id(), "_FillValue", file_type, type, row_space(1).id(), fill.data());
  if (text.flags) write_flags(column.id(), *text.flags);
  for (const auto& [name, value] : text.attributes) write_text(column.id(), name, value);
  if (scale_.id() >= 0) check(H5DSattach_scale(column.id(), scale_.id(), 0), doing);
  if (count_ == 0 || !compressed) return;
  group_.chunks().add(std::move(column), {std::move(values), count_, H5Tget_size(type)});
}

void Rows::does_not_fit(const ColumnText& text, std::size_t row) {
  throw std::range_error{fmt::format("results file: row {} of column {} does not fit into its type", row, text.name)};
}

void ask_for_memory(std::size_t bytes) {
  constexpr std::size_t kAnyFile = std::size_t{32} << 20;  // [bytes] the library itself, and chunks on their way
  constexpr std::size_t kCopies = 3;                       // rows, the file as the library holds it, and its image
  ::operator delete(::operator new(kAnyFile + kCopies * bytes));
}

Image::Image() {
  silence();
  constexpr std::size_t kGrowth = std::size_t{1} << 20;  // [bytes] cleared at once
  const Object access = properties(H5P_FILE_ACCESS);
  check(H5Pset_fapl_core(access.id(), kGrowth, false), "making a file in memory");
  const Object creation = properties(H5P_FILE_CREATE);
  check(H5Pset_link_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "making a file");
  check(H5Pset_obj_track_times(creation.id(), false), "making a file");
  // The library takes two files of one name for the same, also in memory; two threads may each be writing one.
  static std::atomic<unsigned> made{0};
  const std::string name = fmt::format("in memory {}", made++);
  file_ = Object{H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose, "making a file"};
  root_.emplace(Object{H5Gopen2(file_.id(), "/", H5P_DEFAULT), H5Gclose, "opening the root"}, chunks_);
}

std::vector<std::byte> Image::finish() {
  chunks_.flush();
  root_.reset();
  check(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL), "finishing the file");
  const ssize_t size = H5Fget_file_image(file_.id(), nullptr, 0);
  check(size, "finishing the file");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  check(H5Fget_file_image(file_.id(), bytes.data(), bytes.size()), "finishing the file");
  file_ = Object{};
  return bytes;
}

}  // namespace navette::hdf5
