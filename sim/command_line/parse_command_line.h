#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "command_line/commands.h"

namespace navette {

/// What the command line says.
struct CommandLine {
  bool quiet = false;
  bool log_as_json = false;
  /// Nothing (`monostate`): all is said, the program ends with `exit_code`.
  std::variant<std::monostate, RunOptions, ValidateOptions, KpiOptions, VerifyOptions, ExplainOptions, NetworkOptions,
               TerritoryOptions, PlanOptions, BenchOptions>
      command;
  int exit_code = 0;
};

/// Prints help and version itself. Throws InputError if the command line is wrong.
CommandLine parse_command_line(int argc, const char* const* argv);

/// Whether this is a subcommand of our own.
bool is_own_command(std::string_view name);
/// "run, validate, ..."
std::string own_commands();

}  // namespace navette
