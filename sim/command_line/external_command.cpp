#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>

#include "command_line/commands.h"

namespace navette {
namespace {

constexpr std::string_view kPrefix = "navette-";

// Where other programs of ours are, though they need not be on the PATH: beside this one, where pip puts both, and in
// the Python environment of the checkout whose build folder this is, build/release.
std::vector<std::filesystem::path> own_folders() {
  std::error_code unknown;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (unknown) return {};
  const auto folder = self.parent_path();
  if (!std::filesystem::exists(folder / "CMakeCache.txt", unknown)) return {folder};
  return {folder, folder.parent_path().parent_path() / ".venv" / "bin"};
}

}  // namespace

std::vector<std::string> external_commands() {
  std::set<std::string> names;
  const auto look_in = [&](const std::filesystem::path& folder) {
    std::error_code unreadable;
    for (auto entry = std::filesystem::directory_iterator{folder, unreadable};
         entry != std::filesystem::directory_iterator{}; entry.increment(unreadable)) {
      const std::string file = entry->path().filename().string();
      if (file.size() <= kPrefix.size() || !file.starts_with(kPrefix)) continue;
      if (::access(entry->path().c_str(), X_OK) == 0 && entry->is_regular_file(unreadable)) {
        names.insert(file.substr(kPrefix.size()));
      }
    }
  };
  for (const auto& folder : own_folders()) look_in(folder);
  const char* path = std::getenv("PATH");
  std::istringstream folders{path == nullptr ? "" : path};
  for (std::string folder; std::getline(folders, folder, ':');) look_in(folder.empty() ? "." : folder);
  return {names.begin(), names.end()};
}

void try_external_command(const std::string& name, char** arguments) {
  if (name.empty() || name.find('/') != std::string::npos) return;
  const std::string program = std::string{kPrefix} + name;
  for (const auto& folder : own_folders()) ::execv((folder / program).c_str(), arguments);
  ::execvp(program.c_str(), arguments);  // both return only if there is no such program
}

}  // namespace navette
