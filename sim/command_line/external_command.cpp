#include <unistd.h>

#include "command_line/commands.h"

namespace navette {

void try_external_command(const std::string& name, char** arguments) {
  if (name.empty() || name.find('/') != std::string::npos) return;
  const std::string program = "navette-" + name;
  ::execvp(program.c_str(), arguments);  // returns only if there is no such program
}

}  // namespace navette
