#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "command_line/commands.h"

namespace navette {

void try_external_command(const std::string& name, char** arguments) {
  if (name.empty() || name.find('/') != std::string::npos) return;
  const std::string program = "navette-" + name;
  // Beside this program first: pip puts both into one folder, which need not be on the PATH.
  std::error_code unknown;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (!unknown) {
    const auto folder = self.parent_path();
    ::execv((folder / program).c_str(), arguments);
    // Then in the Python environment of the checkout whose build folder this is, build/release.
    if (std::filesystem::exists(folder / "CMakeCache.txt", unknown)) {
      ::execv((folder.parent_path().parent_path() / ".venv" / "bin" / program).c_str(), arguments);
    }
  }
  ::execvp(program.c_str(), arguments);  // both return only if there is no such program
}

}  // namespace navette
