#include "io/gtfs/feed_files.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "core/input_file.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

constexpr std::size_t kLargestFile = 1'000'000'000;  // [bytes] uncompressed
constexpr std::uintmax_t kFreely = 100'000'000;      // [bytes] any zip may unpack a file to so much
constexpr std::uintmax_t kMostPacking = 200;         // times the zip; feeds pack 1:5 to 1:20
constexpr zip_int64_t kMostEntries = 10'000;

std::string with_file(const std::filesystem::path& feed, const std::string& name) {
  return fmt::format("{}: {}", feed.string(), name);
}

InputError too_large(const std::string& name, std::uintmax_t most) {
  return InputError{most < kLargestFile ? fmt::format("{}: unpacks to more than {} MB, {} times the zip; no feed does",
                                                      name, most / 1'000'000, kMostPacking)
                                        : fmt::format("{}: is larger than {} MB; leave out what lies elsewhere", name,
                                                      kLargestFile / 1'000'000)};
}

/// Nothing is written to disk; but a zip with such a name was made to harm somebody.
bool leads_out(std::string_view entry) {
  const auto slash = [](char c) { return c == '/' || c == '\\'; };
  if (!entry.empty() && slash(entry.front())) return true;
  if (entry.size() >= 2 && entry[1] == ':') return true;
  for (std::size_t at = 0; at < entry.size();) {
    const auto* end = std::find_if(entry.begin() + static_cast<std::ptrdiff_t>(at), entry.end(), slash);
    if (entry.substr(at, static_cast<std::size_t>(end - entry.begin()) - at) == "..") return true;
    at = static_cast<std::size_t>(end - entry.begin()) + 1;
  }
  return false;
}

}  // namespace

struct FeedFiles::Archive {
  explicit Archive(const std::filesystem::path& feed) {
    int code = 0;
    zip = zip_open(feed.c_str(), ZIP_RDONLY, &code);
    if (zip != nullptr) return;
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    throw InputError{fmt::format("{}: is neither a folder nor a zip file that can be read: {}", feed.string(), why)};
  }
  ~Archive() { zip_discard(zip); }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  zip_t* zip = nullptr;
  std::uintmax_t most = kLargestFile;  // [bytes] that one file may unpack to
};

FeedFiles::FeedFiles(const std::filesystem::path& feed) : feed_{feed} {
  if (std::filesystem::is_directory(feed)) return;
  check_input_file(feed);
  archive_ = std::make_unique<Archive>(feed);
  std::error_code ignored;
  const std::uintmax_t size = std::filesystem::file_size(feed, ignored);
  archive_->most = std::min<std::uintmax_t>(kLargestFile, kFreely + (ignored ? 0 : kMostPacking * size));
  const zip_int64_t entries = zip_get_num_entries(archive_->zip, 0);
  if (entries <= 0) throw InputError{fmt::format("{}: is a zip without files", feed.string())};
  if (entries > kMostEntries)
    throw InputError{fmt::format("{}: is a zip of {} files, no feed", feed.string(), entries)};
  std::set<std::string, std::less<>> names;
  bool in_folder = false;
  for (zip_int64_t k = 0; k < entries; ++k) {
    const char* name = zip_get_name(archive_->zip, static_cast<zip_uint64_t>(k), 0);
    const std::string_view entry{name == nullptr ? "" : name};
    if (leads_out(entry)) {
      throw InputError{fmt::format("{}: names a file outside of itself, {}; zip the files of the feed anew",
                                   feed.string(), shown_text(entry))};
    }
    if (!names.emplace(entry).second) {
      throw InputError{
          fmt::format("{}: holds {} twice; zip the files of the feed anew", feed.string(), shown_text(entry))};
    }
    in_folder = in_folder || entry.ends_with("/stops.txt");
  }
  if (!in_folder || names.contains("stops.txt")) return;
  throw InputError{fmt::format("{}: its files lie in a folder of the zip; zip the files themselves", feed.string())};
}

FeedFiles::~FeedFiles() = default;

std::optional<CsvText> FeedFiles::find(const std::string& name) const {
  CsvText text{with_file(feed_, name), {}};
  if (archive_ == nullptr) {
    const auto file = feed_ / name;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return {};
    text.name = file.string();
    text.bytes = read_input_file(file, {kLargestFile});
    return text;
  }
  const zip_int64_t index = zip_name_locate(archive_->zip, name.c_str(), 0);
  if (index < 0) return {};
  const auto close = [](zip_file_t* file) { zip_fclose(file); };
  const std::unique_ptr<zip_file_t, decltype(close)> entry{
      zip_fopen_index(archive_->zip, static_cast<zip_uint64_t>(index), 0), close};
  if (entry == nullptr) {
    throw InputError{fmt::format("{}: cannot be unpacked: {}", text.name, zip_strerror(archive_->zip))};
  }
  std::array<char, 65'536> buffer{};
  zip_int64_t read = 0;
  while ((read = zip_fread(entry.get(), buffer.data(), buffer.size())) > 0) {
    text.bytes.append(buffer.data(), static_cast<std::size_t>(read));
    if (text.bytes.size() > archive_->most) throw too_large(text.name, archive_->most);
  }
  // The checksum is compared at the end of the file.
  if (read < 0) {
    throw InputError{fmt::format("{}: cannot be unpacked: {}", text.name, zip_file_strerror(entry.get()))};
  }
  return text;
}

CsvText FeedFiles::need(const std::string& name, const char* what_for) const {
  auto text = find(name);
  if (!text) throw InputError{fmt::format("{}: has no {}, {}", feed_.string(), name, what_for)};
  return std::move(*text);
}

}  // namespace navette
