#include "command_line/completion_words.h"

#include <sstream>

#include "io/scenario/keys/scenario_keys.h"

namespace navette {

Completed completed(const DescribedOption& option) {
  if (!option.takes_value) return Completed::nothing;
  if (option.value.find('|') != std::string::npos) return Completed::words;
  if (option.value == "KEY=VALUE") return Completed::scenario_keys;
  // "OUT.h5"; arguments by their place are files, as long as nothing else is said of them.
  const bool named_file = option.value.find('.') != std::string::npos;
  return named_file || option.value.empty() ? Completed::files : Completed::nothing;
}

std::vector<std::string> alternatives(const DescribedOption& option) {
  std::vector<std::string> words;
  std::istringstream text{option.value};
  for (std::string word; std::getline(text, word, '|');) words.push_back(word);
  return words;
}

std::vector<std::string> settable_keys() {
  std::vector<std::string> keys;
  for (const ScenarioKey& key : scenario_keys()) keys.push_back(std::string{key.path} + "=");
  return keys;
}

std::vector<std::string> option_names(const std::vector<DescribedOption>& options) {
  std::vector<std::string> names;
  for (const DescribedOption& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

const DescribedOption* argument_of(const DescribedCommand& command) {
  for (const DescribedOption& option : command.options) {
    if (option.names.empty()) return &option;
  }
  return nullptr;
}

std::string shell_quoted(const std::string& text) {
  std::string safe = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      safe += "'\\''";
    } else {
      safe += letter;
    }
  }
  return safe + "'";
}

}  // namespace navette
