#include "verify/hdf5_file.h"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>

#include "core/errors.h"
#include "core/input_file.h"
#include "verify/hdf5_limits.h"

namespace navette::verify {
namespace {

/// Closes what it holds.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t)) : id_{id}, close_{close} {}
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] hid_t id() const { return id_; }
  [[nodiscard]] bool valid() const { return id_ >= 0; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

/// An open column whose rank, type class and size were found sound.
struct OpenColumn {
  Handle dataset;
  Handle type;
  std::size_t rows = 0;

  OpenColumn(hid_t file, const std::string& path, H5T_class_t wanted, std::uint64_t file_size)
      : dataset{exists(file, path) ? H5Dopen2(file, path.c_str(), H5P_DEFAULT) : -1, H5Dclose},
        type{dataset.valid() ? H5Dget_type(dataset.id()) : -1, H5Tclose} {
    if (!dataset.valid()) throw ReadFailure{fmt::format("{} is missing", path), true};
    const Handle space{H5Dget_space(dataset.id()), H5Sclose};
    if (!type.valid() || !space.valid()) throw ReadFailure{fmt::format("{} cannot be read", path)};
    if (H5Sget_simple_extent_ndims(space.id()) != 1) {
      throw ReadFailure{fmt::format("{} is not a column (one dimension)", path)};
    }
    if (H5Tget_class(type.id()) != wanted) throw ReadFailure{fmt::format("{} holds values of another type", path)};
    hsize_t count = 0;
    H5Sget_simple_extent_dims(space.id(), &count, nullptr);
    if (const std::string why = impossible_column(dataset.id(), count, file_size); !why.empty()) {
      throw ReadFailure{fmt::format("{} {}", path, why)};
    }
    rows = static_cast<std::size_t>(count);
  }

  static bool exists(hid_t file, const std::string& path) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      if (H5Lexists(file, path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
    }
    if (H5Lexists(file, path.c_str(), H5P_DEFAULT) <= 0) return false;
    H5O_info_t info;
    return H5Oget_info_by_name2(file, path.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) >= 0 &&
           info.type == H5O_TYPE_DATASET;
  }
};

template <class Number>
std::vector<Number> read_numbers(hid_t file, const std::string& path, H5T_class_t wanted, hid_t memory_type,
                                 std::uint64_t file_size) {
  const OpenColumn column{file, path, wanted, file_size};
  std::vector<Number> values(column.rows);
  if (column.rows > 0 && H5Dread(column.dataset.id(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
    throw ReadFailure{fmt::format("{} cannot be read: damaged", path)};
  }
  return values;
}

std::string until_nul(const char* text, std::size_t most) { return {text, std::find(text, text + most, '\0')}; }

/// An attribute with its type and count, if there is one.
struct OpenAttribute {
  Handle attribute;
  Handle type;
  Handle space;

  OpenAttribute(hid_t file, const std::string& object, const char* name)
      : attribute{H5Aexists_by_name(file, object.c_str(), name, H5P_DEFAULT) > 0
                      ? H5Aopen_by_name(file, object.c_str(), name, H5P_DEFAULT, H5P_DEFAULT)
                      : -1,
                  H5Aclose},
        type{attribute.valid() ? H5Aget_type(attribute.id()) : -1, H5Tclose},
        space{attribute.valid() ? H5Aget_space(attribute.id()) : -1, H5Sclose} {}

  [[nodiscard]] bool holds(H5T_class_t wanted) const {
    return type.valid() && space.valid() && H5Tget_class(type.id()) == wanted;
  }
  [[nodiscard]] std::size_t count() const {
    const hssize_t points = H5Sget_simple_extent_npoints(space.id());
    return points < 0 ? 0 : static_cast<std::size_t>(points);
  }
};

constexpr std::size_t kMostAttributeValues = 1'000'000;

}  // namespace

Hdf5File::Hdf5File(const std::filesystem::path& path) {
  check_input_file(path);
  H5Eget_auto2(H5E_DEFAULT, &old_handler_, &old_handler_data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // words of ours instead of the library's stack dumps
  file_ = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  std::error_code ignored;
  size_ = std::filesystem::file_size(path, ignored);
  const std::string elsewhere = file_ >= 0 ? what_lies_elsewhere(file_) : std::string{};
  if (file_ >= 0 && elsewhere.empty()) return;
  if (file_ >= 0) H5Fclose(file_);
  H5Eset_auto2(H5E_DEFAULT, old_handler_, old_handler_data_);
  throw InputError{fmt::format("{}: {}", path.string(),
                               elsewhere.empty() ? "cannot be opened as HDF5 (no HDF5 file, or cut off)"
                                                 : elsewhere + "; a results file is complete in itself")};
}

Hdf5File::~Hdf5File() {
  H5Fclose(file_);
  H5Eset_auto2(H5E_DEFAULT, old_handler_, old_handler_data_);
}

std::vector<std::int64_t> Hdf5File::integers(const std::string& dataset) const {
  return read_numbers<std::int64_t>(file_, dataset, H5T_INTEGER, H5T_NATIVE_INT64, size_);
}

std::vector<double> Hdf5File::reals(const std::string& dataset) const {
  return read_numbers<double>(file_, dataset, H5T_FLOAT, H5T_NATIVE_DOUBLE, size_);
}

std::vector<std::string> Hdf5File::texts(const std::string& dataset) const {
  const OpenColumn column{file_, dataset, H5T_STRING, size_};
  std::vector<std::string> texts(column.rows);
  if (column.rows == 0) return texts;
  const auto failed = [&] { return ReadFailure{fmt::format("{} cannot be read: damaged", dataset)}; };
  if (H5Tis_variable_str(column.type.id()) > 0) {
    std::vector<char*> rows(column.rows, nullptr);
    if (H5Dread(column.dataset.id(), column.type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(rows.data())) <
        0) {
      throw failed();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] != nullptr) texts[i] = rows[i];
    }
    const Handle space{H5Dget_space(column.dataset.id()), H5Sclose};
    H5Dvlen_reclaim(column.type.id(), space.id(), H5P_DEFAULT, static_cast<void*>(rows.data()));
    return texts;
  }
  const std::size_t width = H5Tget_size(column.type.id());
  std::vector<char> bytes(width * column.rows);
  if (H5Dread(column.dataset.id(), column.type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0) throw failed();
  for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = until_nul(bytes.data() + i * width, width);
  return texts;
}

bool Hdf5File::has(const std::string& dataset) const {
  const auto slash = dataset.rfind('/');
  return (slash == 0 || H5Lexists(file_, dataset.substr(0, slash).c_str(), H5P_DEFAULT) > 0) &&
         H5Lexists(file_, dataset.c_str(), H5P_DEFAULT) > 0;
}

std::size_t Hdf5File::rows(const std::string& dataset) const {
  const Handle open{OpenColumn::exists(file_, dataset) ? H5Dopen2(file_, dataset.c_str(), H5P_DEFAULT) : -1, H5Dclose};
  const Handle space{open.valid() ? H5Dget_space(open.id()) : -1, H5Sclose};
  const hssize_t points = space.valid() ? H5Sget_simple_extent_npoints(space.id()) : 0;
  return points < 0 ? 0 : static_cast<std::size_t>(points);
}

namespace {

// Goes through a group and those below it.
void add_columns(hid_t file, const std::string& group, int depth, std::vector<std::string>& columns,
                 std::vector<std::string>& groups) {
  constexpr int kDeepest = 8;
  if (depth > kDeepest) return;
  groups.push_back(group.empty() ? "/" : group);
  struct Child {
    std::string name;
    bool group;
  };
  std::vector<Child> children;
  const auto add = [](hid_t at, const char* name, const H5L_info_t* link, void* into) -> herr_t {
    if (link->type != H5L_TYPE_HARD) return 0;
    H5O_info_t info;
    if (H5Oget_info_by_name2(at, name, &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0) return 0;
    if (info.type == H5O_TYPE_GROUP || info.type == H5O_TYPE_DATASET) {
      static_cast<std::vector<Child>*>(into)->push_back({name, info.type == H5O_TYPE_GROUP});
    }
    return 0;
  };
  const char* path = group.empty() ? "/" : group.c_str();
  if (H5Literate_by_name(file, path, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add, &children, H5P_DEFAULT) < 0) {
    children.clear();
    H5Literate_by_name(file, path, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &children, H5P_DEFAULT);
  }
  for (const Child& child : children) {
    const std::string full = group + "/" + child.name;
    if (child.group) {
      add_columns(file, full, depth + 1, columns, groups);
    } else {
      columns.push_back(full);
    }
  }
}

}  // namespace

std::vector<std::string> Hdf5File::columns() const {
  std::vector<std::string> columns;
  std::vector<std::string> groups;
  add_columns(file_, "", 0, columns, groups);
  return columns;
}

std::vector<std::string> Hdf5File::groups() const {
  std::vector<std::string> columns;
  std::vector<std::string> groups;
  add_columns(file_, "", 0, columns, groups);
  return groups;
}

Hdf5File::Kind Hdf5File::kind(const std::string& dataset) const {
  const Handle open{OpenColumn::exists(file_, dataset) ? H5Dopen2(file_, dataset.c_str(), H5P_DEFAULT) : -1, H5Dclose};
  const Handle type{open.valid() ? H5Dget_type(open.id()) : -1, H5Tclose};
  switch (type.valid() ? H5Tget_class(type.id()) : H5T_NO_CLASS) {
    case H5T_INTEGER:
      return Kind::integer;
    case H5T_FLOAT:
      return Kind::real;
    case H5T_STRING:
      return Kind::text;
    default:
      return Kind::other;
  }
}

std::vector<std::string> Hdf5File::attribute_names(const std::string& object) const {
  std::vector<std::string> names;
  const auto add = [](hid_t, const char* name, const H5A_info_t*, void* into) -> herr_t {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return 0;
  };
  if (object == "/" || has(object)) {
    H5Aiterate_by_name(file_, object.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names, H5P_DEFAULT);
  }
  return names;
}

std::optional<std::vector<std::int64_t>> Hdf5File::integers_attribute(const std::string& object,
                                                                      const char* name) const {
  const OpenAttribute found{file_, object, name};
  if (!found.holds(H5T_INTEGER) || found.count() > kMostAttributeValues) return std::nullopt;
  std::vector<std::int64_t> values(found.count());
  if (H5Aread(found.attribute.id(), H5T_NATIVE_INT64, values.data()) < 0) return std::nullopt;
  return values;
}

std::optional<std::int64_t> Hdf5File::integer_attribute(const std::string& object, const char* name) const {
  const auto values = integers_attribute(object, name);
  if (!values || values->size() != 1) return std::nullopt;
  return values->front();
}

std::optional<std::vector<double>> Hdf5File::reals_attribute(const std::string& object, const char* name) const {
  const OpenAttribute found{file_, object, name};
  if (!(found.holds(H5T_FLOAT) || found.holds(H5T_INTEGER)) || found.count() > kMostAttributeValues) {
    return std::nullopt;
  }
  std::vector<double> values(found.count());
  if (H5Aread(found.attribute.id(), H5T_NATIVE_DOUBLE, values.data()) < 0) return std::nullopt;
  return values;
}

std::optional<double> Hdf5File::real_attribute(const std::string& object, const char* name) const {
  const auto values = reals_attribute(object, name);
  if (!values || values->size() != 1) return std::nullopt;
  return values->front();
}

std::optional<std::string> Hdf5File::text_attribute(const std::string& object, const char* name) const {
  const OpenAttribute found{file_, object, name};
  if (!found.holds(H5T_STRING) || found.count() != 1) return std::nullopt;
  if (H5Tis_variable_str(found.type.id()) > 0) {
    if (impossible_text(found.attribute.id(), size_)) return std::nullopt;
    char* text = nullptr;
    if (H5Aread(found.attribute.id(), found.type.id(), static_cast<void*>(&text)) < 0) return std::nullopt;
    std::string copy = text == nullptr ? "" : text;
    H5free_memory(text);
    return copy;
  }
  const std::size_t width = H5Tget_size(found.type.id());
  std::vector<char> bytes(width);
  if (H5Aread(found.attribute.id(), found.type.id(), bytes.data()) < 0) return std::nullopt;
  return until_nul(bytes.data(), width);
}

}  // namespace navette::verify
