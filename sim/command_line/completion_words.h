#pragma once

#include <string>
#include <vector>

#include "command_line/described_program.h"

namespace navette {

/// What a shell is to offer as the value of an option or argument.
enum class Completed { nothing, words, files, scenario_keys };

Completed completed(const DescribedOption& option);
/// The alternatives of `Completed::words`.
std::vector<std::string> alternatives(const DescribedOption& option);
/// The keys that `--set` takes, each with its `=`.
std::vector<std::string> settable_keys();
/// The names of all of them.
std::vector<std::string> option_names(const std::vector<DescribedOption>& options);
/// The first argument by its place; nullptr: there is none.
const DescribedOption* argument_of(const DescribedCommand& command);
/// Text between single quotes of a shell.
std::string shell_quoted(const std::string& text);

std::string bash_completion(const DescribedProgram& program);
std::string zsh_completion(const DescribedProgram& program);
std::string fish_completion(const DescribedProgram& program);

}  // namespace navette
