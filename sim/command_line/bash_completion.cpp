#include <fmt/format.h>

#include <algorithm>

#include "command_line/completion_words.h"

namespace navette {
namespace {

// What comes before and behind the cases that are made of the description. Words of `--format=json` come apart at the
// `=`, for bash; a command from elsewhere is asked for its own help.
constexpr const char* kHead = R"bash(# Completion of navette in bash: source <(navette completion bash)
_navette_others() {
  local self
  self=$(type -P -- "$1")
  { [[ $self == */* ]] && compgen -c -- "${self%/*}/navette-"; compgen -c -- navette-; } | sed 's/.*navette-//' | sort -u
}
_navette_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_navette_files() {
  mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  compopt -o filenames 2> /dev/null
}
_navette_keys() {
  _navette_words '@keys@'
  compopt -o nospace 2> /dev/null
}
_navette() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= i
  COMPREPLY=()
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      @valued@) [[ ${COMP_WORDS[i + 1]} == = ]] && ((++i)); ((++i)) ;;
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $prev in
@global@  esac
  case $command in
    '') if [[ $cur == -* ]]; then _navette_words '@options@'; else _navette_words "@commands@ $(_navette_others "$1")"; fi ;;
)bash";

constexpr const char* kTail = R"bash(    *)
      local help
      if [[ $cur == -* ]]; then
        help=$("$1" "$command" "${COMP_WORDS[@]:i + 1:COMP_CWORD - i - 1}" --help 2> /dev/null)
        _navette_words "$(grep -oE -e '(^|[^a-z-])--?[a-z][a-z-]*' <<< "$help" | grep -oE -e '--?[a-z][a-z-]*' | sort -u)"
      elif ((COMP_CWORD == i + 1)); then
        help=$("$1" "$command" --help 2> /dev/null)
        _navette_words "$(grep -oE -e '(^|[ ])\{[a-z,-]+\}' <<< "$help" | head -n 1 | tr '{,}' '   ')"
        ((${#COMPREPLY[@]})) || _navette_files
      else
        _navette_files
      fi ;;
  esac
}
complete -F _navette navette
)bash";

// What to do for the value of an option, or an argument.
std::string action(const DescribedOption& option) {
  switch (completed(option)) {
    case Completed::words:
      return fmt::format("_navette_words '{}'", fmt::join(alternatives(option), " "));
    case Completed::files:
      return "_navette_files";
    case Completed::scenario_keys:
      return "_navette_keys";
    case Completed::nothing:
      break;
  }
  return ":";
}

std::string values(const std::vector<DescribedOption>& options, const std::string& margin) {
  std::string cases;
  for (const DescribedOption& option : options) {
    if (!option.takes_value || option.names.empty()) continue;
    cases += fmt::format("{}{}) {}; return ;;\n", margin, fmt::join(option.names, "|"), action(option));
  }
  return cases;
}

std::string case_of(const DescribedCommand& command, const std::vector<DescribedOption>& global) {
  std::vector<std::string> names = option_names(command.options);
  for (const std::string& name : option_names(global)) {
    if (name != "--version" && name != "--licences" && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  }
  const DescribedOption* argument = argument_of(command);
  const std::string own = values(command.options, "        ");
  return fmt::format("    {})\n{}      if [[ $cur == -* ]]; then _navette_words '{}'; else {}; fi ;;\n", command.name,
                     own.empty() ? "" : fmt::format("      case $prev in\n{}      esac\n", own), fmt::join(names, " "),
                     argument == nullptr ? ":" : action(*argument));
}

void put(std::string& text, const std::string& mark, const std::string& in_place) {
  if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), in_place);
}

}  // namespace

std::string bash_completion(const DescribedProgram& program) {
  std::vector<std::string> valued;
  for (const DescribedOption& option : program.options) {
    if (option.takes_value) valued.insert(valued.end(), option.names.begin(), option.names.end());
  }
  std::vector<std::string> commands;
  for (const DescribedCommand& command : program.commands) commands.push_back(command.name);
  std::string script = kHead;
  put(script, "@keys@", fmt::format("{}", fmt::join(settable_keys(), " ")));
  put(script, "@valued@", fmt::format("{}", fmt::join(valued, "|")));
  put(script, "@global@", values(program.options, "    "));
  put(script, "@options@", fmt::format("{}", fmt::join(option_names(program.options), " ")));
  put(script, "@commands@", fmt::format("{}", fmt::join(commands, " ")));
  for (const DescribedCommand& command : program.commands) script += case_of(command, program.options);
  return script + kTail;
}

}  // namespace navette
