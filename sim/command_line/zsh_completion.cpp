#include <fmt/format.h>

#include <algorithm>

#include "command_line/completion_words.h"

namespace navette {
namespace {

constexpr const char* kTail = R"(        *) _files ;;
      esac ;;
  esac
}
if [[ $funcstack[1] == _navette ]]; then _navette "$@"; else compdef _navette navette; fi
)";

// Within a specification of _arguments, colons and brackets mean something.
std::string escaped(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == ':' || letter == '[' || letter == ']' || letter == '\\') safe += '\\';
    safe += letter;
  }
  return safe;
}

std::string value(const DescribedOption& option) {
  const std::string name = option.value.empty() ? "file" : escaped(option.value);
  switch (completed(option)) {
    case Completed::words:
      return fmt::format(":{}:({})", name, fmt::join(alternatives(option), " "));
    case Completed::files:
      return fmt::format(":{}:_files", name);
    case Completed::scenario_keys:
      return fmt::format(":{}:_navette_keys", name);
    case Completed::nothing:
      break;
  }
  return fmt::format(":{}: ", name);
}

// As arguments of _arguments.
std::string specifications(const std::vector<DescribedOption>& options) {
  std::string specs;
  for (const DescribedOption& option : options) {
    const std::string text = escaped(option.text);
    if (option.names.empty()) {
      specs += ' ' + shell_quoted("1" + value(option));
      continue;
    }
    const bool again = completed(option) == Completed::scenario_keys;
    for (const std::string& name : option.names) {
      const std::string others = again                      ? "*"
                                 : option.names.size() == 1 ? ""
                                                            : fmt::format("({})", fmt::join(option.names, " "));
      const bool takes_equals = option.takes_value && name.starts_with("--");
      specs += ' ' + shell_quoted(fmt::format("{}{}{}[{}]{}", others, name, takes_equals ? "=" : "", text,
                                              option.takes_value ? value(option) : ""));
    }
  }
  return specs;
}

}  // namespace

std::string zsh_completion(const DescribedProgram& program) {
  std::string script =
      "#compdef navette\n# Completion of navette in zsh: source <(navette completion zsh), or as a file _navette in "
      "$fpath\n";
  script += fmt::format("_navette_keys() {{ compadd -S '' -- {} }}\n", fmt::join(settable_keys(), " "));
  script += "_navette() {\n  local curcontext=$curcontext state line\n  typeset -A opt_args\n";
  script += fmt::format(
      "  _arguments -C{} '1:command:->command' '*::argument:->argument'\n  case $state in\n    command)\n      local "
      "-a "
      "known\n      known=(",
      specifications(program.options));
  for (const DescribedCommand& command : program.commands) {
    script += fmt::format("\n        {}", shell_quoted(command.name + ':' + escaped(command.text)));
  }
  script +=
      "\n        ${${(M)${(k)commands}:#navette-*}#navette-})\n      _describe command known ;;\n    argument)\n    "
      "argument)\n      case $words[1] in\n";
  for (const DescribedCommand& command : program.commands) {
    script += fmt::format("        {}) _arguments{} ;;\n", command.name, specifications(command.options));
  }
  return script + kTail;
}

}  // namespace navette
