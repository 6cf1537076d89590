#include "io/gtfs/feed_files.h"

#include <fmt/format.h>
#include <zip.h>

#include <array>
#include <fstream>
#include <string_view>
#include <utility>

namespace navette {
namespace {

constexpr std::size_t kLargestFile = 1'000'000'000;  // [bytes] uncompressed

std::string with_file(const std::filesystem::path& feed, const std::string& name) {
  return fmt::format("{}: {}", feed.string(), name);
}

InputError too_large(const std::string& name) {
  return InputError{
      fmt::format("{}: is larger than {} MB; leave out what lies elsewhere", name, kLargestFile / 1'000'000)};
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
};

FeedFiles::FeedFiles(const std::filesystem::path& feed) : feed_{feed} {
  if (std::filesystem::is_directory(feed)) return;
  archive_ = std::make_unique<Archive>(feed);
  const zip_int64_t entries = zip_get_num_entries(archive_->zip, 0);
  if (entries <= 0) throw InputError{fmt::format("{}: is a zip without files", feed.string())};
  if (zip_name_locate(archive_->zip, "stops.txt", 0) >= 0) return;
  for (zip_int64_t k = 0; k < entries; ++k) {
    const char* name = zip_get_name(archive_->zip, static_cast<zip_uint64_t>(k), 0);
    const std::string_view entry{name == nullptr ? "" : name};
    if (!entry.ends_with("/stops.txt")) continue;
    throw InputError{fmt::format("{}: its files lie in a folder of the zip; zip the files themselves", feed.string())};
  }
}

FeedFiles::~FeedFiles() = default;

std::optional<CsvText> FeedFiles::find(const std::string& name) const {
  CsvText text{with_file(feed_, name), {}};
  std::array<char, 65'536> buffer{};
  if (archive_ == nullptr) {
    const auto file = feed_ / name;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return {};
    text.name = file.string();
    std::ifstream in{file, std::ios::binary};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
      text.bytes.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
      if (text.bytes.size() > kLargestFile) throw too_large(text.name);
    }
    if (!in.eof()) throw InputError{fmt::format("{}: cannot be read", text.name)};
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
  zip_int64_t read = 0;
  while ((read = zip_fread(entry.get(), buffer.data(), buffer.size())) > 0) {
    text.bytes.append(buffer.data(), static_cast<std::size_t>(read));
    if (text.bytes.size() > kLargestFile) throw too_large(text.name);
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
