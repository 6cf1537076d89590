#include "io/again/repeat_run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <limits>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/errors.h"
#include "io/again/find_inputs.h"
#include "io/hdf5/reader.h"
#include "io/replicate_scenario.h"
#include "io/run_scenario.h"
#include "io/scenario/read_scenario.h"
#include "io/scenario/toml_document.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kInPython{"python:"};

// A folder for the scenario file, gone at the end.
class Folder {
 public:
  Folder() {
    static std::atomic<int> count{0};
    path_ = fs::temp_directory_path() / fmt::format("navette-again-{}-{}", ::getpid(), count++);
    std::error_code failed;
    fs::create_directories(path_, failed);
    if (failed) throw OutputError{fmt::format("{}: cannot be made: {}", path_.string(), failed.message())};
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] fs::path file(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::vector<HashedFile> inputs_of(const Hdf5Reader& file, const std::string& name) {
  if (!file.has("inputs")) {
    throw InputError{fmt::format(
        "{}: cannot be run again: it does not tell its inputs, as files of earlier versions of Navette do not", name)};
  }
  const auto keys = file.strings("inputs", "key");
  const auto paths = file.strings("inputs", "path");
  const auto hashes = file.strings("inputs", "sha256");
  if (keys.size() != paths.size() || keys.size() != hashes.size()) {
    throw InputError{fmt::format("{}: the columns of /inputs are not equally long", name)};
  }
  std::vector<HashedFile> inputs;
  for (std::size_t k = 0; k < keys.size(); ++k) inputs.push_back({keys[k], paths[k], hashes[k]});
  return inputs;
}

// What a key of the scenario named: a file, or the folder that its files are in.
struct NamedInput {
  fs::path stored;
  fs::path found;
};

// The scenario with the places where its files are now.
void put_found(TomlValue& document, const std::vector<FoundInput>& found, const std::string& name) {
  std::map<std::string, NamedInput> by_key;
  for (const FoundInput& one : found) {
    const auto* value = document.find(one.input.key);
    const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(&value->value);
    if (text == nullptr) {
      throw InputError{
          fmt::format("{}: its scenario does not name the file of {}, \"{}\"", name, one.input.key, one.input.path)};
    }
    const bool in_folder = *text != one.input.path;
    const fs::path here = fs::absolute(one.file);
    const NamedInput named{*text, in_folder ? here.parent_path() : here};
    const auto [before, is_new] = by_key.emplace(one.input.key, named);
    if (!is_new && before->second.found != named.found) {
      throw InputError{fmt::format("{}: the files of {} are not in one folder: {} and {}", name, one.input.key,
                                   before->second.found.string(), named.found.string())};
    }
  }
  for (const auto& [key, named] : by_key) document.put(key, TomlValue{named.found.string(), name});
}

Scenario stored_scenario(const Hdf5Reader& file, const std::vector<FoundInput>& found, const std::string& name,
                         RunListener& listener) {
  const std::string text = file.text("scenario");
  TomlValue document = parse_toml(text, name);
  put_found(document, found, name);
  const Folder folder;
  const fs::path written = folder.file("scenario.toml");
  std::ofstream{written, std::ios::binary} << to_toml(document);
  std::vector<std::string> warnings;
  Scenario scenario = read_scenario(written, {}, warnings);
  for (const std::string& warning : warnings) listener.info(warning);
  // What is kept is what was kept: the paths as they stood.
  scenario.effective_toml = text;
  for (NamedFile& one : scenario.files) {
    const auto is_one = [&](const FoundInput& input) {
      return input.input.key == one.key && fs::absolute(input.file) == one.file;
    };
    const auto known = std::find_if(found.begin(), found.end(), is_one);
    if (known != found.end()) one.path = known->input.path;
  }
  return scenario;
}

}  // namespace

std::vector<std::byte> repeat_run(const fs::path& results, const std::vector<fs::path>& folders,
                                  const std::string& version, RunListener& listener) {
  const std::string name = results.string();
  const Hdf5Reader file{results};
  const std::string policy = file.text("policy");
  if (policy.starts_with(kInPython)) {
    throw InputError{
        fmt::format("{}: cannot be run again: it was decided by {}, a policy in Python, which the file does not hold",
                    name, policy)};
  }
  const auto found = find_inputs(inputs_of(file, name), folders, name);
  const Scenario scenario = stored_scenario(file, found, name, listener);
  if (!file.has_replications()) return run_scenario(scenario, version, listener).image;
  const std::int64_t count = file.integer("replications");
  if (count < 1 || count > std::numeric_limits<int>::max()) {
    throw InputError{fmt::format("{}: attribute replications is {}", name, count)};
  }
  return replicate_scenario(scenario, static_cast<int>(count), version, listener).image;
}

}  // namespace navette
