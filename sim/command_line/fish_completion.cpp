#include <fmt/format.h>

#include "command_line/completion_words.h"

namespace navette {
namespace {

std::string line(const std::string& when, const DescribedOption& option) {
  std::string text = "complete -c navette";
  if (!when.empty()) text += fmt::format(" -n {}", shell_quoted(when));
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_value && !option.names.empty()) text += " -r";
  switch (completed(option)) {
    case Completed::words:
      text += fmt::format(" -f -a '{}'", fmt::join(alternatives(option), " "));
      break;
    case Completed::files:
      text += " -F";
      break;
    case Completed::scenario_keys:
      text += fmt::format(" -f -a '{}'", fmt::join(settable_keys(), " "));
      break;
    case Completed::nothing:
      text += " -f";
      break;
  }
  if (!option.text.empty()) text += " -d " + shell_quoted(option.text);
  return text + '\n';
}

}  // namespace

std::string fish_completion(const DescribedProgram& program) {
  std::string script =
      "# Completion of navette in fish: navette completion fish | source\n"
      "complete -c navette -f\n"
      "complete -c navette -n __fish_use_subcommand -a '(complete -C navette- | string replace -rf "
      "\"^navette-(\\\\S+).*\" \"\\$1\")'\n";
  for (const DescribedOption& option : program.options) script += line("", option);
  for (const DescribedCommand& command : program.commands) {
    script += fmt::format("complete -c navette -n __fish_use_subcommand -a {} -d {}\n", command.name,
                          shell_quoted(command.text));
    for (const DescribedOption& option : command.options) {
      script += line("__fish_seen_subcommand_from " + command.name, option);
    }
  }
  return script;
}

}  // namespace navette
