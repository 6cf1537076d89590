#include "verify/hdf5_limits.h"

#include <fmt/format.h>
#include <hdf5.h>

#include <vector>

namespace navette::verify {
namespace {

constexpr std::uint64_t kGreatestPacking = 2'000;  // gzip packs at most 1032:1
constexpr std::uint64_t kMostRows = 1'000'000'000;
constexpr std::uint64_t kMostInChunk = 100'000'000;  // [bytes]
constexpr std::size_t kTextReference = 16;           // [bytes] of a text of variable length: length, address, number

std::string storage_elsewhere(hid_t group, const char* name) {
  const hid_t dataset = H5Dopen2(group, name, H5P_DEFAULT);
  if (dataset < 0) return "cannot be opened";
  const hid_t creation = H5Dget_create_plist(dataset);
  std::string found;
  if (creation < 0) found = "cannot be opened";
  if (creation >= 0 && H5Pget_layout(creation) == H5D_VIRTUAL) found = "is a virtual dataset, made of other files";
  if (creation >= 0 && H5Pget_external_count(creation) > 0) found = "is stored in other files";
  H5Pclose(creation);
  H5Dclose(dataset);
  return found;
}

herr_t look_at_link(hid_t group, const char* name, const H5L_info_t* link, void* result) {
  std::string found;
  switch (link->type) {
    case H5L_TYPE_HARD: {
      H5O_info_t object;
      if (H5Oget_info_by_name2(group, name, &object, H5O_INFO_BASIC, H5P_DEFAULT) < 0) break;  // told when it is read
      if (object.type == H5O_TYPE_DATASET) found = storage_elsewhere(group, name);
      break;
    }
    case H5L_TYPE_SOFT:
      break;
    case H5L_TYPE_EXTERNAL:
      found = "is a link to another file";
      break;
    default:
      found = "is a link of an unknown kind";
  }
  if (found.empty()) return 0;
  *static_cast<std::string*>(result) = fmt::format("/{} {}", name, found);
  return 1;
}

herr_t as_it_is(hid_t, hid_t, H5T_cdata_t* conversion, size_t, size_t, size_t, void*, void*, hid_t) {
  if (conversion->command == H5T_CONV_INIT) conversion->need_bkg = H5T_BKG_NO;
  return 0;
}

/// Lengths of texts by a conversion that leaves their references unread. False: they cannot be read either.
template <class Read>
bool text_lengths(std::size_t rows, std::vector<std::uint32_t>& lengths, Read&& read) {
  const hid_t raw = H5Tcreate(H5T_OPAQUE, kTextReference);
  const hid_t text = H5Tcopy(H5T_C_S1);
  H5Tset_size(text, H5T_VARIABLE);
  std::vector<unsigned char> bytes(rows * kTextReference);
  H5Tregister(H5T_PERS_SOFT, "navette verify: text", text, raw, as_it_is);
  const bool good = read(raw, bytes.data()) >= 0;
  H5Tunregister(H5T_PERS_SOFT, "navette verify: text", text, raw, as_it_is);
  H5Tclose(text);
  H5Tclose(raw);
  for (std::size_t row = 0; good && row < rows; ++row) {
    const unsigned char* at = bytes.data() + row * kTextReference;
    lengths.push_back(at[0] | at[1] << 8U | at[2] << 16U | std::uint32_t{at[3]} << 24U);
  }
  return good;
}

}  // namespace

std::string what_lies_elsewhere(std::int64_t file) {
  std::string found;
  const herr_t status = H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, look_at_link, &found);
  return found.empty() && status < 0 ? "what it holds cannot be listed: damaged" : found;
}

std::string impossible_column(std::int64_t dataset, std::uint64_t rows, std::uint64_t file_size) {
  const hid_t type = H5Dget_type(dataset);
  const bool variable = H5Tis_variable_str(type) > 0;
  const std::uint64_t width = variable ? kTextReference : H5Tget_size(type);
  H5Tclose(type);
  const hid_t creation = H5Dget_create_plist(dataset);
  const bool chunked = H5Pget_layout(creation) == H5D_CHUNKED;
  hsize_t in_chunk = 0;
  if (chunked && H5Pget_chunk(creation, 1, &in_chunk) != 1) in_chunk = 0;
  H5Pclose(creation);

  const std::uint64_t stored = H5Dget_storage_size(dataset);
  const std::string too_many = fmt::format("claims {} rows, more than the file can hold", rows);
  if (width == 0 || rows > kMostRows || width > kMostInChunk || stored > file_size) return too_many;
  if (rows * width > (chunked ? (stored + 1) * kGreatestPacking : stored + 100'000)) {
    return too_many;
  }
  if (chunked) {
    if (in_chunk == 0 || in_chunk > kMostInChunk / width) return "has chunks of an impossible size";
    const std::uint64_t chunks = (rows + in_chunk - 1) / in_chunk;
    // A packed chunk is not larger than its rows, or unpacking it would fill memory.
    if (stored > chunks * (in_chunk * width + 100) + 100'000) return "has chunks of an impossible size";
  }
  if (!variable || rows == 0) return {};
  std::vector<std::uint32_t> lengths;
  const auto read = [&](hid_t raw, void* into) { return H5Dread(dataset, raw, H5S_ALL, H5S_ALL, H5P_DEFAULT, into); };
  if (!text_lengths(rows, lengths, read)) return "cannot be read: damaged";
  std::uint64_t all = 0;
  for (const std::uint32_t length : lengths) {
    all += length;
    // Texts are not packed; rows may share one.
    if (length > file_size || all > 100 * file_size + 100'000'000) return "claims texts longer than the file";
  }
  return {};
}

bool impossible_text(std::int64_t attribute, std::uint64_t file_size) {
  std::vector<std::uint32_t> lengths;
  const auto read = [&](hid_t raw, void* into) { return H5Aread(attribute, raw, into); };
  return !text_lengths(1, lengths, read) || lengths.front() > file_size;
}

}  // namespace navette::verify
