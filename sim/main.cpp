#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <variant>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/in_child.h"
#include "command_line/out_of_memory.h"
#include "command_line/parse_command_line.h"
#include "core/errors.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

struct Start {
  Log& log;

  int operator()(std::monostate /*nothing left to do*/) const { return exit_good; }
  int operator()(const RunOptions& options) const { return run_command(options, log); }
  int operator()(const ValidateOptions& options) const { return validate_command(options, log); }
  int operator()(const KpiOptions& options) const { return kpi_command(options); }
  int operator()(const VerifyOptions& options) const { return verify_command(options, log); }
  int operator()(const ExplainOptions& options) const { return explain_command(options, log); }
  int operator()(const NetworkOptions& options) const { return network_command(options); }
  int operator()(const TerritoryOptions& options) const { return territory_command(options, log); }
  int operator()(const PlanOptions& options) const { return plan_command(options, log); }
  int operator()(const BenchOptions& options) const { return bench_command(options, log); }
};

// The one place where errors become messages and exit codes.
template <class Step>
int guarded(Log& log, Step&& step) {
  try {
    return step();
  } catch (const InputError& error) {
    for (const auto& message : error.messages()) log.error(message);
    return exit_bad_input;
  } catch (const OutputError& error) {
    log.error(error.what());
    return exit_not_written;
  } catch (const Interrupted&) {
    log.error("interrupted; nothing was written");
    return exit_interrupted;
  } catch (const std::bad_alloc&) {
    log.error("out of memory; a smaller territory or record.trajectories=false need less");
  } catch (const std::exception& error) {
    log.error(fmt::format("internal error: {}", error.what()));
  }
  return exit_internal_error;
}

int start(int argc, char** argv) {
  (void)std::signal(SIGXFSZ, SIG_IGN);  // a file too large is an error of the write, with a message
  Log first_log{false, false};
  const std::string name = argc > 1 ? argv[1] : "";
  if (!name.empty() && name.front() != '-' && !is_own_command(name)) {
    try_external_command(name, argv + 1);
    first_log.error(fmt::format(
        "there is no command {}, and no navette-{} beside this program, in its checkout's .venv or on the PATH; "
        "commands are {}",
        shown_text(name), is_plain_text(name) ? name : "NAME", own_commands()));
    return exit_bad_input;
  }
  CommandLine line;
  const int parsed = guarded(first_log, [&] {
    line = parse_command_line(argc, argv);
    return line.exit_code;
  });
  if (parsed != exit_good) return parsed;
  end_when_out_of_memory(line.log_as_json);
  Log log{line.quiet, line.log_as_json};
  const auto step = [&] { return guarded(log, [&] { return std::visit(Start{log}, line.command); }); };
  return guarded(log, [&] {
    if (const auto* kpi = std::get_if<KpiOptions>(&line.command))
      return in_child(kpi->file, StepTime::of_reading, step);
    if (const auto* verify = std::get_if<VerifyOptions>(&line.command))
      return in_child(verify->file, verify->again ? StepTime::any : StepTime::of_reading, step);
    if (const auto* explain = std::get_if<ExplainOptions>(&line.command))
      return in_child(explain->file, StepTime::any, step);
    return step();
  });
}

}  // namespace
}  // namespace navette

int main(int argc, char** argv) {
  try {
    return navette::start(argc, argv);
  } catch (...) {
    std::fputs("error: internal error\n", stderr);
    return navette::exit_internal_error;
  }
}
