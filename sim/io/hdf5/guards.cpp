#include "io/hdf5/guards.h"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <vector>

#include "io/hdf5/object.h"

namespace navette::hdf5 {
namespace {

constexpr std::uint64_t kMostPacking = 1'100;        // gzip stores at most about 1 : 1032
constexpr std::uint64_t kLargestChunk = 64'000'000;  // [bytes] ours have 128 kB
constexpr std::uint64_t kSlack = 65'536;             // [bytes] what packing may add to values that do not pack
constexpr std::uint64_t kSharedTexts = 64;           // times the file's size: rows may share a text
constexpr std::uint64_t kLeastTexts = 64'000'000;    // [bytes]
constexpr std::size_t kReference = 16;               // [bytes] length, address and number of a text in the file
constexpr const char* kConversion = "navette: references of texts";

/// Where a walk over the links ends.
struct Walk {
  std::string wrong;  // empty: nothing so far
};

std::string wrong_storage(hid_t group, const char* name) {
  const Object dataset{H5Dopen2(group, name, H5P_DEFAULT), H5Dclose, "a dataset"};
  const Object list{H5Dget_create_plist(dataset.id()), H5Pclose, "a dataset"};
  if (H5Pget_layout(list.id()) == H5D_VIRTUAL) return "is put together from other files (a virtual dataset)";
  if (H5Pget_external_count(list.id()) > 0) return "has its values in other files (external storage)";
  return {};
}

herr_t visit(hid_t group, const char* name, const H5L_info_t* link, void* data) {
  std::string wrong;
  try {
    if (link->type == H5L_TYPE_EXTERNAL) {
      wrong = "is a link to another file";
    } else if (link->type != H5L_TYPE_HARD && link->type != H5L_TYPE_SOFT) {
      wrong = "is a link of a kind that is not known";
    } else if (link->type == H5L_TYPE_HARD) {
      H5O_info_t object;
      check(H5Oget_info_by_name2(group, name, &object, H5O_INFO_BASIC, H5P_DEFAULT), name);
      if (object.type == H5O_TYPE_DATASET) wrong = wrong_storage(group, name);
    }
  } catch (const Error& error) {
    wrong = fmt::format("cannot be opened ({})", error.what());
  }
  if (wrong.empty()) return 0;
  static_cast<Walk*>(data)->wrong = fmt::format("/{} {}", name, wrong);
  return 1;
}

// As the file has them: nothing is looked up.
herr_t keep_references(hid_t /*from*/, hid_t /*to*/, H5T_cdata_t* data, std::size_t /*count*/, std::size_t /*stride*/,
                       std::size_t /*background*/, void* /*values*/, void* /*kept*/, hid_t /*list*/) {
  if (data->command == H5T_CONV_INIT) data->need_bkg = H5T_BKG_NO;
  return 0;
}

/// References of texts become plain bytes while this lives.
class References {
 public:
  References()
      : bytes_{H5Tcreate(H5T_OPAQUE, kReference), H5Tclose, "making a type"},
        text_{H5Tcopy(H5T_C_S1), H5Tclose, "making a type"} {
    check(H5Tset_size(text_.id(), H5T_VARIABLE), "making a type");
    check(H5Tregister(H5T_PERS_SOFT, kConversion, text_.id(), bytes_.id(), keep_references), "making a conversion");
  }
  ~References() { H5Tunregister(H5T_PERS_SOFT, kConversion, text_.id(), bytes_.id(), keep_references); }
  References(const References&) = delete;
  References& operator=(const References&) = delete;
  [[nodiscard]] hid_t type() const { return bytes_.id(); }

 private:
  Object bytes_;
  Object text_;
};

// Texts lie in the file as they are: none is longer than the file.
void check_lengths(const std::vector<unsigned char>& references, std::uint64_t file_size, const std::string& what) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + kReference <= references.size(); at += kReference) {
    std::uint32_t length = 0;
    for (std::size_t byte = 4; byte-- > 0;) length = length << 8U | references[at + byte];  // little-endian
    sum += length;
    if (length > file_size || sum > kLeastTexts + kSharedTexts * file_size) {
      throw Error{fmt::format("{} claims texts longer than the file", what)};
    }
  }
}

bool is_variable_text(hid_t type) { return H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0; }

}  // namespace

void check_self_contained(std::int64_t file) {
  Walk walk;
  const herr_t status = H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, visit, &walk);
  if (!walk.wrong.empty()) throw Error{walk.wrong};
  check(status, "listing what the file holds");
}

void check_plausible(std::int64_t dataset, std::uint64_t rows, std::uint64_t file_size, const std::string& what) {
  const Object type{H5Dget_type(dataset), H5Tclose, what};
  const bool texts = is_variable_text(type.id());
  const std::uint64_t width = texts ? kReference : H5Tget_size(type.id());
  const std::uint64_t stored = H5Dget_storage_size(dataset);
  const auto implausible = [&](const char* why) { return Error{fmt::format("{} {}", what, why)}; };
  if (stored > file_size || rows > kMostPacking * (stored + 1) || rows * width > kMostPacking * (stored + 1)) {
    throw Error{fmt::format("{} claims {} rows, more than the file can hold", what, rows)};
  }
  const Object list{H5Dget_create_plist(dataset), H5Pclose, what};
  if (H5Pget_layout(list.id()) == H5D_CHUNKED) {
    hsize_t length = 0;
    if (H5Pget_chunk(list.id(), 1, &length) != 1 || length == 0 ||
        length > kLargestChunk / std::max<hsize_t>(width, 1)) {
      throw implausible("claims chunks of an impossible size");
    }
    const std::uint64_t chunks = (rows + length - 1) / length;
    // A chunk that holds more than its rows would fill memory when it is unpacked.
    if (stored > chunks * length * width + chunks * 64 + kSlack) throw implausible("has chunks of an impossible size");
  } else if (rows * width > stored + kSlack) {
    throw Error{fmt::format("{} claims {} rows, more than the file can hold", what, rows)};
  }
  if (!texts || rows == 0) return;
  const References references;
  std::vector<unsigned char> bytes(rows * kReference);
  check(H5Dread(dataset, references.type(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), what);
  check_lengths(bytes, file_size, what);
}

void check_attribute_text(std::int64_t attribute, std::uint64_t file_size, const std::string& what) {
  const References references;
  std::vector<unsigned char> bytes(kReference);
  check(H5Aread(attribute, references.type(), bytes.data()), what);
  check_lengths(bytes, file_size, what);
}

}  // namespace navette::hdf5
