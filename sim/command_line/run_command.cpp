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
#include "io/segments/segment_files.h"

namespace navette {
namespace {

void run_once(const Scenario& scenario, const RunOptions& options, Log& log) {
  const SegmentOptions segments{options.output, options.resume};
  FinishedRun run;
  {
    CommandListener listener{log};
    run = run_scenario(scenario, version(), listener, &segments);
  }
  stop_if_interrupted();
  write_file_atomically(options.output, run.image);
  if (!log.quiet()) print(print_indicators(run.indicators, IndicatorFormat::table));
  log.info(fmt::format("{}: {} requests, {} shuttles, {} day(s), simulated in {:.2f} s", options.output.string(),
                       run.requests, run.shuttles, scenario.run.days, run.seconds));
}

void replicate(const Scenario& scenario, const RunOptions& options, Log& log) {
  const SegmentOptions segments{options.output, options.resume};
  FinishedReplications finished;
  {
    CommandListener listener{log};
    finished = replicate_scenario(scenario, *options.replications, version(), listener, &segments);
  }
  stop_if_interrupted();
  write_file_atomically(options.output, finished.image);
  if (!log.quiet()) print(print_spread(spread_of(finished.replications), IndicatorFormat::table));
  log.info(fmt::format("{}: {} replications, {} day(s) each, simulated in {:.2f} s", options.output.string(),
                       finished.replications.seeds.size(), scenario.run.days, finished.seconds));
}

void remove_earlier_segments(const RunOptions& options, Log& log) {
  const std::size_t removed = remove_segments(options.output);
  if (removed == 0) return;
  log.warning(
      fmt::format("{}: what an interrupted run had finished, {} segment(s), is removed; with --resume it would "
                  "have been gone on from",
                  options.output.string(), removed));
}

std::string how_to_go_on(std::size_t segments) {
  return fmt::format("what was finished is kept beside it in {} segment(s): the same command with --resume goes on",
                     segments);
}

void run(const Scenario& scenario, const RunOptions& options, Log& log) {
  if (options.replications) {
    replicate(scenario, options, log);
  } else {
    run_once(scenario, options, log);
  }
  remove_segments(options.output);
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
  if (!options.resume) remove_earlier_segments(options, log);
  try {
    run(scenario, options, log);
  } catch (const Interrupted&) {
    const std::size_t segments = count_segments(options.output);
    if (segments == 0) throw;
    log.error(fmt::format("interrupted; {} was not written; {}", options.output.string(), how_to_go_on(segments)));
    return exit_interrupted;
  } catch (const OutputError& error) {
    const std::size_t segments = count_segments(options.output);
    if (segments == 0) throw;
    log.error(fmt::format("{}; {}", error.what(), how_to_go_on(segments)));
    return exit_not_written;
  }
  return exit_good;
}

}  // namespace navette
