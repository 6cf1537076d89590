#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/interruption.h"
#include "command_line/listener.h"
#include "core/errors.h"
#include "io/replicate_scenario.h"
#include "io/results/atomic_file.h"
#include "io/results/print_indicators.h"
#include "io/results/print_spread.h"
#include "io/results/provenance.h"
#include "io/run_scenario.h"
#include "io/scenario/read_scenario.h"

namespace navette {
namespace {

void run_once(const Scenario& scenario, const RunOptions& options, Log& log) {
  FinishedRun run;
  {
    CommandListener listener{log};
    run = run_scenario(scenario, version(), listener);
  }
  stop_if_interrupted();
  write_file_atomically(options.output, run.image);
  if (!log.quiet()) print(print_indicators(run.indicators, IndicatorFormat::table));
  log.info(fmt::format("{}: {} requests, {} shuttles, {} day(s), simulated in {:.2f} s", options.output.string(),
                       run.requests, run.shuttles, scenario.run.days, run.seconds));
}

void replicate(const Scenario& scenario, const RunOptions& options, Log& log) {
  FinishedReplications finished;
  {
    CommandListener listener{log};
    finished = replicate_scenario(scenario, *options.replications, version(), listener);
  }
  stop_if_interrupted();
  write_file_atomically(options.output, finished.image);
  if (!log.quiet()) print(print_spread(spread_of(finished.replications), IndicatorFormat::table));
  log.info(fmt::format("{}: {} replications, {} day(s) each, simulated in {:.2f} s", options.output.string(),
                       finished.replications.seeds.size(), scenario.run.days, finished.seconds));
}

}  // namespace

int run_command(const RunOptions& options, Log& log) {
  listen_for_interruption();
  InputErrors errors;
  Scenario scenario;
  std::vector<std::string> warnings;
  errors.collect([&] { check_output_name(options.output, kHdf5Signature); });
  errors.collect([&] { scenario = read_scenario(options.scenario, options.overrides, warnings); });
  errors.throw_if_any();
  for (const auto& warning : warnings) log.warning(warning);
  if (options.replications) {
    replicate(scenario, options, log);
  } else {
    run_once(scenario, options, log);
  }
  return exit_good;
}

}  // namespace navette
