#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "core/errors.h"
#include "io/scenario/keys/scenario_schema.h"

namespace navette {

int schema_command(const SchemaOptions& options) {
  if (options.format != "json" && options.format != "markdown") {
    throw InputError{fmt::format("--format must be json or markdown, found {}", options.format)};
  }
  print(options.format == "json" ? scenario_schema() : key_table());
  return exit_good;
}

}  // namespace navette
