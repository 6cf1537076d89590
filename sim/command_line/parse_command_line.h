#pragma once

#include <variant>

#include "command_line/commands.h"
#include "command_line/described_program.h"

namespace navette {

/// What the command line says.
struct CommandLine {
  bool quiet = false;
  bool log_as_json = false;
  /// Nothing (`monostate`): all is said, the program ends with `exit_code`.
  std::variant<std::monostate, RunOptions, ValidateOptions, KpiOptions, VerifyOptions, ExplainOptions, NetworkOptions,
               TerritoryOptions, PlanOptions, BenchOptions, SchemaOptions, CompletionOptions>
      command;
  int exit_code = 0;
};

/// Prints help and version itself. Throws InputError if the command line is wrong, OutputError if what it prints cannot
/// be written.
CommandLine parse_command_line(int argc, const char* const* argv);

/// The same description of commands and options that command lines are parsed by.
DescribedProgram described_program();

}  // namespace navette
