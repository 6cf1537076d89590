#include "command_line/parse_command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <string>

#include "command_line/licences.h"
#include "core/errors.h"
#include "core/key_names.h"

namespace navette {
namespace {

// All options as they come from the command line, before one subcommand is chosen.
struct Given {
  RunOptions run;
  ValidateOptions validate;
  KpiOptions kpi;
  VerifyOptions verify;
  ExplainOptions explain;
  NetworkOptions network;
  TerritoryOptions territory;
  PlanOptions plan;
  BenchOptions bench;
  SchemaOptions schema;
  CompletionOptions completion;
  std::optional<std::uint64_t> seed;
  std::optional<int> threads;
  bool quiet = false;
  bool wants_licences = false;
  std::string log_format = "text";
};

void add_scenario(CLI::App& command, std::filesystem::path& scenario, std::vector<std::string>& overrides) {
  command.add_option("SCENARIO", scenario, "the scenario file (.toml)")->required()->type_name("");
  command.add_option("--set", overrides, "put VALUE in place of what the scenario says; may be repeated")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
}

void add_run(CLI::App& app, Given& given) {
  auto& command = *app.add_subcommand("run", "simulate a scenario and keep all that happens in one HDF5 file");
  add_scenario(command, given.run.scenario, given.run.overrides);
  command.add_option("-o,--output", given.run.output, "the results file")->required()->type_name("OUT.h5");
  command.add_option("--seed", given.seed, key::run_seed)->type_name("N");
  command
      .add_option("--replications", given.run.replications,
                  fmt::format("as many runs, with seeds from {} on; keeps the indicators of each and nothing else",
                              key::run_seed))
      ->type_name("N");
  command.add_flag("--resume", given.run.resume,
                   "go on from the days or replications that an interrupted run had finished");
  command.add_option("--threads", given.threads, fmt::format("{}; the results do not depend on it", key::run_threads))
      ->type_name("N");
}

void add_bench(CLI::App& app, Given& given) {
  auto& command = *app.add_subcommand("bench", "simulate a scenario and tell how long its decisions took");
  add_scenario(command, given.bench.scenario, given.bench.overrides);
  command.add_option("--seed", given.seed, key::run_seed)->type_name("N");
  command
      .add_option("--threads", given.threads,
                  fmt::format("{}, of the preparation; the day itself runs on one", key::run_threads))
      ->type_name("N");
  command.add_option("--format", given.bench.format, "table (for people) or json")->type_name("table|json");
  command.add_flag("--unpruned", given.bench.unpruned,
                   "try every insertion, for comparison; the decisions are the same");
}

void add_readers(CLI::App& app, Given& given) {
  auto& validate = *app.add_subcommand("validate", "read everything, say all that is wrong at once, run nothing");
  add_scenario(validate, given.validate.scenario, given.validate.overrides);

  auto& kpi = *app.add_subcommand("kpi", "print the indicators of a run");
  kpi.add_option("FILE", given.kpi.file, "a results file (.h5)")->required()->type_name("");
  kpi.add_option("--format", given.kpi.format, "table (for people), csv or json")->type_name("table|csv|json");

  auto& verify = *app.add_subcommand("verify", "check a whole run from its results file alone");
  verify.add_option("FILE", given.verify.file, "a results file (.h5)")->required()->type_name("");
  auto* again = verify.add_flag("--again", given.verify.again, "run its scenario anew as well, and compare all tables");
  verify
      .add_option("--inputs", given.verify.inputs,
                  "with --again: a folder to look for its inputs in, besides the working directory and that of FILE")
      ->needs(again)
      ->type_name("FOLDER");

  auto& explain = *app.add_subcommand("explain", "say why a request of a run was refused, or what else could serve it");
  explain.add_option("FILE", given.explain.file, "a results file (.h5)")->required()->type_name("");
  explain.add_option("--request", given.explain.request, "its request_id")->required()->type_name("ID");
  explain.add_option("--format", given.explain.format, "table (for people) or json")->type_name("table|json");

  auto& network = *app.add_subcommand("network", "import a road network and print what it is");
  network.add_option("FILE", given.network.file, "roads of OpenStreetMap (.osm.pbf, .osm.gz, .osm.bz2, .osm)")
      ->required()
      ->type_name("");
  network.add_option("--country", given.network.country, "whose speed limits hold where no sign is mapped")
      ->capture_default_str()
      ->type_name("FR");
}

void add_territory(CLI::App& app, Given& given) {
  auto& command = *app.add_subcommand("territory", "generate a fictional rural territory as an OpenStreetMap file");
  command.add_option("-o,--output", given.territory.output, "the file to write")->required()->type_name("FILE.osm.pbf");
  command.add_option("--inhabitants", given.territory.inhabitants, "")->capture_default_str()->type_name("N");
  command.add_option("--km2", given.territory.km2, "its area; 48 inhabitants per km2 if not given")->type_name("A");
  command.add_option("--seed", given.territory.seed, "another seed, another territory")
      ->capture_default_str()
      ->type_name("N");
}

void add_plan(CLI::App& app, Given& given) {
  auto& command = *app.add_subcommand("plan", "plan a day whose requests are all known");
  command.add_option("INSTANCE", given.plan.instance, "a dial-a-ride problem in Cordeau's format")
      ->required()
      ->type_name("");
  command.add_option("--time-limit", given.plan.time_limit, "search for so many seconds")->type_name("S");
  command
      .add_option("--iterations", given.plan.iterations, "search for so many iterations; 100000 if neither is given")
      ->type_name("N");
  command.add_option("--seed", given.plan.seed, "another seed, another search")->capture_default_str()->type_name("N");
  command.add_option("--format", given.plan.format, "table (for people) or json")->type_name("table|json");
}

void add_schema(CLI::App& app, Given& given) {
  auto& command = *app.add_subcommand("schema", "print what keys a scenario may have, for editors and other programs");
  command.add_option("--format", given.schema.format, "a JSON Schema, or a table in Markdown (for people)")
      ->type_name("json|markdown");
}

void add_completion(CLI::App& app, Given& given) {
  auto& command = *app.add_subcommand("completion", "print a script that lets a shell complete this command");
  command.add_option("SHELL", given.completion.shell, "the shell")
      ->required()
      ->check(CLI::IsMember(completed_shells()))
      ->type_name(fmt::format("{}", fmt::join(completed_shells(), "|")));
}

// The one description of all commands, from which help, parsing and completion come.
void describe(CLI::App& app, Given& given) {
  app.footer("Other commands are found as navette-NAME beside this program, in its checkout's .venv, or on the PATH.");
  app.set_version_flag("--version", std::string{"navette "} + version());
  app.add_flag_callback(
      "--licences,--licenses",
      [&given] {
        given.wants_licences = true;
        throw CLI::Success{};
      },
      "print the licences of the software of others in this program, and where its source is had");
  app.add_flag("-q,--quiet", given.quiet, "no words but warnings and errors, no summary");
  app.add_option("--log-format", given.log_format, "text, or json: one object per line on stderr")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("text|json");
  app.require_subcommand(1);
  app.fallthrough();  // so that --quiet may stand after the subcommand too
  add_run(app, given);
  add_readers(app, given);
  add_territory(app, given);
  add_plan(app, given);
  add_bench(app, given);
  add_schema(app, given);
  add_completion(app, given);
}

DescribedCommand described(const CLI::App& app) {
  DescribedCommand command;
  command.name = app.get_name();
  command.text = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    DescribedOption one;
    for (const std::string& name : option->get_snames()) one.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) one.names.push_back("--" + name);
    one.text = option->get_description();
    // What is checked stands behind the name: "text|json:{text,json}".
    if (option->get_items_expected_max() > 0)
      one.value = option->get_type_name().substr(0, option->get_type_name().find(':'));
    one.takes_value = option->get_items_expected_max() > 0;
    command.options.push_back(std::move(one));
  }
  return command;
}

CommandLine chosen(const CLI::App& app, Given& given) {
  CommandLine line;
  line.log_as_json = given.log_format == "json";
  const std::string name = app.get_subcommands().front()->get_name();
  for (auto* overrides : {&given.run.overrides, &given.bench.overrides}) {
    if (given.seed) overrides->push_back(fmt::format("{}={}", key::run_seed, *given.seed));
    if (given.threads) overrides->push_back(fmt::format("{}={}", key::run_threads, *given.threads));
  }
  if (name == "run") line.command = given.run;
  if (name == "validate") line.command = given.validate;
  if (name == "kpi") line.command = given.kpi;
  if (name == "verify") line.command = given.verify;
  if (name == "explain") line.command = given.explain;
  if (name == "network") line.command = given.network;
  if (name == "territory") line.command = given.territory;
  if (name == "plan") line.command = given.plan;
  if (name == "bench") line.command = given.bench;
  if (name == "schema") line.command = given.schema;
  if (name == "completion") line.command = given.completion;
  return line;
}

}  // namespace

DescribedProgram described_program() {
  Given given;
  CLI::App app{"", "navette"};
  describe(app, given);
  DescribedProgram program;
  program.options = described(app).options;
  for (const CLI::App* command : app.get_subcommands({})) program.commands.push_back(described(*command));
  return program;
}

CommandLine parse_command_line(int argc, const char* const* argv) {
  Given given;
  CLI::App app{"Navette simulates on-demand transport in the countryside.\n", "navette"};
  describe(app, given);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    CommandLine line;
    if (error.get_exit_code() != 0) throw InputError{fmt::format("{} (navette --help tells more)", error.what())};
    std::ostringstream told;
    line.exit_code = app.exit(error, told, told);  // help, version or nothing
    if (given.wants_licences) {
      for (const std::string_view text : licences()) print(std::string{text});
    } else {
      print(told.str());
    }
    return line;
  }
  CommandLine line = chosen(app, given);
  line.quiet = given.quiet;
  return line;
}

}  // namespace navette
