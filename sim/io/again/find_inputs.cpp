#include "io/again/find_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "core/errors.h"
#include "io/file_sha256.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 6;            // folders below one another
constexpr std::size_t kMost = 50'000;  // files and folders looked at

// All files of some names, below some folders: the nearest first.
class FilesByName {
 public:
  FilesByName(const std::vector<HashedFile>& inputs, const std::vector<fs::path>& folders) {
    for (const HashedFile& input : inputs) found_[fs::path{input.path}.filename().string()];
    std::deque<std::pair<fs::path, int>> open;
    for (const fs::path& folder : folders) open.emplace_back(folder, 0);
    std::size_t seen = 0;
    for (; !open.empty() && seen < kMost; open.pop_front()) {
      const auto [folder, depth] = open.front();
      std::error_code ignored;
      if (!known_.insert(fs::weakly_canonical(folder, ignored)).second) continue;
      for (const fs::path& path : entries(folder)) {
        ++seen;
        const std::string name = path.filename().string();
        if (fs::is_directory(path, ignored)) {
          const bool hidden = name.starts_with('.') || fs::is_symlink(path, ignored);
          if (!hidden && depth < kDeepest) open.emplace_back(path, depth + 1);
        } else if (const auto wanted = found_.find(name); wanted != found_.end()) {
          wanted->second.push_back(path);
        }
      }
    }
  }

  [[nodiscard]] const std::vector<fs::path>& named(const fs::path& path) const {
    return found_.at(path.filename().string());
  }

 private:
  // In one order on every file system.
  static std::vector<fs::path> entries(const fs::path& folder) {
    std::vector<fs::path> all;
    std::error_code ignored;
    for (fs::directory_iterator entry{folder, ignored}, end; !ignored && entry != end; entry.increment(ignored)) {
      all.push_back(entry->path());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  std::map<std::string, std::vector<fs::path>> found_;
  std::set<fs::path> known_;
};

// The hash of each file, taken once; empty: it cannot be read.
class Hashes {
 public:
  const std::string& of(const fs::path& file) {
    const auto [entry, is_new] = hashes_.try_emplace(file);
    if (!is_new) return entry->second;
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) return entry->second;
    try {
      entry->second = file_sha256(file);
    } catch (const InputError&) {
      // Nobody may read it: as good as not there.
    }
    return entry->second;
  }

 private:
  std::map<fs::path, std::string> hashes_;
};

std::string shown(const std::vector<fs::path>& folders) {
  std::string text;
  for (const fs::path& folder : folders) text += fmt::format("{}{}", text.empty() ? "" : ", ", folder.string());
  return text;
}

}  // namespace

std::vector<FoundInput> find_inputs(const std::vector<HashedFile>& inputs, const std::vector<fs::path>& folders,
                                    const std::string& results) {
  const FilesByName files{inputs, folders};
  Hashes hashes;
  InputErrors errors;
  std::vector<FoundInput> found;
  for (const HashedFile& input : inputs) {
    std::vector<fs::path> places;
    for (const fs::path& folder : folders) places.push_back((folder / input.path).lexically_normal());
    const auto& named = files.named(input.path);
    places.insert(places.end(), named.begin(), named.end());
    const auto right = std::find_if(places.begin(), places.end(),
                                    [&](const fs::path& place) { return hashes.of(place) == input.sha256; });
    if (right != places.end()) {
      found.push_back({input, *right});
      continue;
    }
    const auto other =
        std::find_if(places.begin(), places.end(), [&](const fs::path& place) { return !hashes.of(place).empty(); });
    const std::string wanted =
        fmt::format("{}: the run read {} = \"{}\" with SHA-256 {}", results, input.key, input.path, input.sha256);
    errors.add(other == places.end()
                   ? fmt::format("{}, and no file of this name is in {}; --inputs FOLDER looks elsewhere", wanted,
                                 shown(folders))
                   : fmt::format("{}, but {} has {}; --inputs FOLDER looks elsewhere", wanted, other->string(),
                                 hashes.of(*other)));
  }
  errors.throw_if_any();
  return found;
}

}  // namespace navette
