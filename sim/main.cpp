#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/in_child.h"
#include "command_line/out_of_memory.h"
#include "command_line/parse_command_line.h"
#include "core/errors.h"
#include "core/key_names.h"
#include "core/nearest_name.h"
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
  int operator()(const SchemaOptions& options) const { return schema_command(options); }
  int operator()(const CompletionOptions& options) const { return completion_command(options); }
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
    log.error(fmt::format("out of memory; a smaller territory or {}=false need less", key::record_trajectories));
  } catch (const std::exception& error) {
    log.error(fmt::format("internal error: {}", error.what()));
  }
  return exit_internal_error;
}

std::vector<std::string> own_commands() {
  std::vector<std::string> names;
  for (const DescribedCommand& command : described_program().commands) names.push_back(command.name);
  return names;
}

std::string no_such_command(const std::string& name, std::vector<std::string> commands) {
  for (std::string& other : external_commands()) {
    if (other == name) {
      return fmt::format("the command {} comes from navette-{}, and must come first: options behind it are its own",
                         shown_text(name), name);
    }
    commands.push_back(std::move(other));
  }
  const std::vector<std::string_view> names{commands.begin(), commands.end()};
  const std::string_view meant = nearest_name(name, names.data(), names.data() + names.size());
  return fmt::format(
      "there is no command {}, and no navette-{} beside this program, in its checkout's .venv or on the PATH{}; "
      "commands "
      "are {}",
      shown_text(name), is_plain_text(name) ? name : "NAME",
      meant.empty() ? "" : fmt::format("; did you mean {}?", meant), fmt::join(commands, ", "));
}

// The first argument that is neither an option of the program itself nor its value; 0: there is none.
int place_of_command(int argc, char** argv) {
  const std::vector<DescribedOption> options = described_program().options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.empty() || word.front() != '-') return word.empty() ? 0 : i;
    const auto known = std::find_if(options.begin(), options.end(), [&](const DescribedOption& option) {
      return std::find(option.names.begin(), option.names.end(), word) != option.names.end();
    });
    if (known == options.end() && word.find('=') == std::string::npos) return 0;
    if (known != options.end() && known->takes_value) ++i;
  }
  return 0;
}

int start(int argc, char** argv) {
  (void)std::signal(SIGXFSZ, SIG_IGN);  // a file too large is an error of the write, with a message
  Log first_log{false, false};
  if (const int place = place_of_command(argc, argv); place > 0) {
    const std::string name = argv[place];
    const std::vector<std::string> commands = own_commands();
    if (std::find(commands.begin(), commands.end(), name) == commands.end()) {
      if (place == 1) try_external_command(name, argv + 1);
      first_log.error(no_such_command(name, commands));
      return exit_bad_input;
    }
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
    if (const auto* explain = std::get_if<ExplainOptions>(&line.command)) {
      const auto read = [&] { return guarded(log, [&] { return explain_reading(*explain); }); };
      const int readable = in_child(explain->file, StepTime::of_reading, read);
      return readable == exit_good ? in_child(explain->file, StepTime::of_replay, step) : readable;
    }
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
