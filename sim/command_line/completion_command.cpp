#include "command_line/commands.h"
#include "command_line/completion_words.h"
#include "command_line/exit_code.h"
#include "command_line/parse_command_line.h"

namespace navette {

const std::vector<std::string>& completed_shells() {
  static const std::vector<std::string> shells{"bash", "zsh", "fish"};
  return shells;
}

int completion_command(const CompletionOptions& options) {
  const DescribedProgram program = described_program();
  print(options.shell == "bash"  ? bash_completion(program)
        : options.shell == "zsh" ? zsh_completion(program)
                                 : fish_completion(program));
  return exit_good;
}

}  // namespace navette
