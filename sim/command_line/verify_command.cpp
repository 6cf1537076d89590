#include <fmt/format.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <vector>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/interruption.h"
#include "command_line/listener.h"
#include "io/again/repeat_run.h"
#include "io/results/atomic_file.h"
#include "verify/compare_files.h"
#include "verify/verify.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

/// A results file of a run made anew, removed at the end.
class TemporaryResults {
 public:
  explicit TemporaryResults(const std::vector<std::byte>& image)
      : path_{fs::temp_directory_path() / fmt::format("navette-again-{}.h5", ::getpid())} {
    write_file_atomically(path_, image);
  }
  ~TemporaryResults() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  TemporaryResults(const TemporaryResults&) = delete;
  TemporaryResults& operator=(const TemporaryResults&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Where the inputs of a run are looked for: where the user says, then beside its results, then here.
std::vector<fs::path> folders_of(const VerifyOptions& options) {
  std::vector<fs::path> folders = options.inputs;
  const fs::path here{"."};
  if (options.file.has_parent_path()) folders.push_back(options.file.parent_path());
  if (folders.empty() || folders.back() != here) folders.push_back(here);
  return folders;
}

struct Again {
  bool same;
  std::string words;
};

Again run_again(const VerifyOptions& options, const std::string& stored_hash, Log& log) {
  listen_for_interruption();
  std::vector<std::byte> image;
  {
    CommandListener listener{log};
    image = repeat_run(options.file, folders_of(options), version(), listener);
  }
  stop_if_interrupted();
  const TemporaryResults again{image};
  const std::string hash = verify_file(again.path()).canonical_hash;
  const FileComparison comparison = compare_files(options.file, again.path());
  if (hash == stored_hash && !comparison.first) {
    return {true,
            fmt::format("run again: the same canonical hash, and all {} columns are equal\n", comparison.columns)};
  }
  std::string words = fmt::format("run again: canonical hash {}\n", hash);
  if (comparison.first) {
    words += fmt::format("run again: {} is the first table that differs: {}\n", comparison.first->table,
                         comparison.first->what);
  }
  return {false, words};
}

}  // namespace

int verify_command(const VerifyOptions& options, Log& log) {
  const VerificationReport report = verify_file(options.file);
  std::string text;
  for (const auto& violation : report.violations) text += fmt::format("{}: {}\n", violation.rule, violation.what);
  for (const auto& [rule, times] : report.totals) text += fmt::format("broken {} times: {}\n", times, rule);
  for (const auto& note : report.notes) text += fmt::format("note: {}\n", note);
  text += fmt::format("canonical hash: {}\n", report.canonical_hash.empty() ? "none" : report.canonical_hash);
  bool good = report.total() == 0;
  if (options.again) {
    print(text);  // what is known already, should the run not come to its end
    text.clear();
    const Again again = run_again(options, report.canonical_hash, log);
    text += again.words;
    good = good && again.same;
  }
  const std::string about = report.replications > 0
                                ? fmt::format("{} replications, {} requests", report.replications, report.requests)
                                : fmt::format("{} requests, {} events", report.requests, report.events);
  text += fmt::format("{}: {}, {} violations\n", good ? "verified" : "not verified", about, report.total());
  print(text);
  return good ? exit_good : exit_not_verified;
}

}  // namespace navette
