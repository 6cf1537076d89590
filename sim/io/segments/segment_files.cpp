#include "io/segments/segment_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/errors.h"
#include "io/file_sha256.h"
#include "io/git_hash.h"
#include "io/results/atomic_file.h"
#include "io/text_sha256.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

// To be raised when what a segment holds changes.
constexpr int kSegmentVersion = 1;

// Only how often a file is written hangs on the clock, never what comes out.
constexpr std::chrono::milliseconds kBetweenSegments{250};

std::string prefix_of(const fs::path& output) { return output.filename().string() + ".segment-"; }

// The number that `text` begins with, and what is behind it.
std::optional<int> number_of(std::string_view text, std::string_view& rest) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number <= 0) return {};
  rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return number;
}

struct Listed {
  std::vector<int> segments;    // by number
  std::vector<int> unfinished;  // with a temporary file
};

Listed list(const fs::path& output) {
  Listed listed;
  const std::string prefix = prefix_of(output);
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path{"."};
  std::error_code ignored;
  for (fs::directory_iterator entry{folder, ignored}, end; !ignored && entry != end; entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (name.rfind(prefix, 0) != 0) continue;
    std::string_view rest;
    const auto number = number_of(std::string_view{name}.substr(prefix.size()), rest);
    if (number && rest.empty()) listed.segments.push_back(*number);
    if (number && rest.rfind(".tmp-", 0) == 0) listed.unfinished.push_back(*number);
  }
  std::sort(listed.segments.begin(), listed.segments.end());
  return listed;
}

fs::path segment_name(const fs::path& output, int number) {
  return fs::path{output}.replace_filename(prefix_of(output) + std::to_string(number));
}

std::string key_of(const std::string& kind, const Scenario& scenario, const std::string& version,
                   const std::string& roads_sha256) {
  std::string text =
      fmt::format("navette segments {} {}\n{} {}\n{}\n", kSegmentVersion, kind, version, git_hash(), roads_sha256);
  for (const NamedFile& one : scenario.files) {
    if (one.file != scenario.territory.roads) text += file_sha256(one.file) + "\n";
  }
  return text_sha256(text + scenario.effective_toml);
}

}  // namespace

SegmentFiles::SegmentFiles(SegmentOptions options, const std::string& kind, const Scenario& scenario,
                           const std::string& version, const std::string& roads_sha256, RunListener& listener)
    : options_{std::move(options)},
      key_{key_of(kind, scenario, version, roads_sha256)},
      listener_{listener},
      kept_at_{std::chrono::steady_clock::now()} {}

fs::path SegmentFiles::name_of(int number) const { return segment_name(options_.output, number); }

std::vector<SegmentFiles::Found> SegmentFiles::found() {
  std::vector<Found> files;
  if (!options_.resume) return files;
  for (const int number : list(options_.output).segments) {
    try {
      auto file = ColumnFileReader::open(name_of(number), key_);
      if (file) files.push_back({number, std::move(*file)});
    } catch (const ColumnFileReader::OtherKey&) {
      throw InputError{
          fmt::format("{}: was left by another run: its scenario, the files that names, its seed or the version of "
                      "Navette differ. Run what it was left by, or without --resume, which begins anew and removes it",
                      name_of(number).string())};
    } catch (const std::runtime_error& error) {
      drop(number, error.what());
    }
  }
  return files;
}

void SegmentFiles::drop(int number, const std::string& why) {
  listener_.warning(
      fmt::format("{} is not used and removed: {}; what it held is simulated again", name_of(number).string(), why));
  std::error_code ignored;
  fs::remove(name_of(number), ignored);
}

bool SegmentFiles::due() const { return writable_ && std::chrono::steady_clock::now() - kept_at_ >= kBetweenSegments; }

void SegmentFiles::keep(const ColumnFileWriter& content) {
  if (!writable_) return;
  try {
    content.write(name_of(next_), key_);
    ++next_;
  } catch (const OutputError& error) {
    writable_ = false;
    listener_.warning(
        fmt::format("what is finished is no longer kept for --resume, the run goes on: {}", error.what()));
  }
  kept_at_ = std::chrono::steady_clock::now();
}

std::size_t count_segments(const fs::path& output) { return list(output).segments.size(); }

std::size_t remove_segments(const fs::path& output) {
  const Listed listed = list(output);
  std::error_code ignored;
  for (const int number : listed.segments) fs::remove(segment_name(output, number), ignored);
  for (const int number : listed.unfinished) remove_leftovers(segment_name(output, number));
  return listed.segments.size();
}

}  // namespace navette
