#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command_line/log.h"

namespace navette {

/// What the user asked of each subcommand. Paths are relative to the working directory.
struct RunOptions {
  std::filesystem::path scenario;
  std::filesystem::path output;
  std::vector<std::string> overrides;  // "key=value", those of --seed and --threads included
  std::optional<int> replications;     // none: a single run, kept whole
  bool resume = false;                 // go on from what an interrupted run of the same name had finished
};
struct BenchOptions {
  std::filesystem::path scenario;
  std::vector<std::string> overrides;
  std::string format = "table";
  bool unpruned = false;
};
struct ValidateOptions {
  std::filesystem::path scenario;
  std::vector<std::string> overrides;
};
struct KpiOptions {
  std::filesystem::path file;
  std::string format = "table";
};
struct VerifyOptions {
  std::filesystem::path file;
  bool again = false;                         // run the stored scenario anew, and compare
  std::vector<std::filesystem::path> inputs;  // folders where its inputs may be
};
struct ExplainOptions {
  std::filesystem::path file;
  std::string request;  // request_id
  std::string format = "table";
};
struct NetworkOptions {
  std::filesystem::path file;
  std::string country = "FR";
};
struct TerritoryOptions {
  std::filesystem::path output;
  int inhabitants = 12'000;
  std::optional<double> km2;
  std::uint64_t seed = 1;
};
struct PlanOptions {
  std::filesystem::path instance;
  std::optional<double> time_limit;        // [s]
  std::optional<std::int64_t> iterations;  // none: the default, or no limit where there is one of time
  std::uint64_t seed = 1;
  std::string format = "table";
};

struct SchemaOptions {
  std::string format = "json";
};
struct CompletionOptions {
  std::string shell;
};

/// Each does what docs/command-line.md says and returns the exit code; throws InputError, OutputError, Interrupted.
int run_command(const RunOptions& options, Log& log);
int bench_command(const BenchOptions& options, Log& log);
int validate_command(const ValidateOptions& options, Log& log);
int kpi_command(const KpiOptions& options);
int verify_command(const VerifyOptions& options, Log& log);
/// Reads all of the file that explain_command needs, and says nothing of it.
int explain_reading(const ExplainOptions& options);
int explain_command(const ExplainOptions& options, Log& log);
int network_command(const NetworkOptions& options);
int territory_command(const TerritoryOptions& options, Log& log);
int plan_command(const PlanOptions& options, Log& log);
int schema_command(const SchemaOptions& options);
int completion_command(const CompletionOptions& options);

/// For which `completion` has a script.
const std::vector<std::string>& completed_shells();

/// Other commands that there are: NAME of each `navette-NAME` beside this program or on the PATH, in order.
std::vector<std::string> external_commands();

/// Becomes `navette-NAME` if there is one beside this program, in the .venv of its checkout or on the PATH, as git
/// does; returns only if there is none.
void try_external_command(const std::string& name, char** arguments);

/// Writes data to stdout at once. Throws OutputError if it cannot be written.
void print(const std::string& text);

/// The version of the program, e.g. "0.1.0".
const char* version();

}  // namespace navette
