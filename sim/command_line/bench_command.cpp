#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/interruption.h"
#include "command_line/listener.h"
#include "core/errors.h"
#include "io/bench_scenario.h"
#include "io/scenario/read_scenario.h"

namespace navette {

int bench_command(const BenchOptions& options, Log& log) {
  listen_for_interruption();
  InputErrors errors;
  Scenario scenario;
  std::vector<std::string> warnings;
  if (options.format != "table" && options.format != "json") {
    errors.add(fmt::format("--format must be table or json, found {}", options.format));
  }
  errors.collect([&] { scenario = read_scenario(options.scenario, options.overrides, warnings); });
  errors.throw_if_any();
  for (const auto& warning : warnings) log.warning(warning);
  DispatchTimes times;
  {
    CommandListener listener{log};
    times = bench_scenario(scenario, options.unpruned, listener);
  }
  stop_if_interrupted();
  print(print_times(times, options.format == "json" ? TimesFormat::json : TimesFormat::table));
  return exit_good;
}

}  // namespace navette
