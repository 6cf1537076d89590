#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/interruption.h"
#include "command_line/listener.h"
#include "core/errors.h"
#include "io/explain/explained_run.h"

namespace navette {

int explain_reading(const ExplainOptions& options) {
  read_whole_kept_run(options.file);
  return exit_good;
}

int explain_command(const ExplainOptions& options, Log& log) {
  listen_for_interruption();
  if (options.format != "table" && options.format != "json") {
    throw InputError{fmt::format("--format must be table or json, found {}", options.format)};
  }
  const auto format = options.format == "json" ? ExplanationFormat::json : ExplanationFormat::table;
  CommandListener listener{log};
  print(print_explanation(explain_request(options.file, options.request, listener), format));
  return exit_good;
}

}  // namespace navette
