#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "verify/verify.h"

namespace navette {

int verify_command(const VerifyOptions& options) {
  const VerificationReport report = verify_file(options.file);
  std::string text;
  for (const auto& violation : report.violations) text += fmt::format("{}: {}\n", violation.rule, violation.what);
  for (const auto& [rule, times] : report.totals) text += fmt::format("broken {} times: {}\n", times, rule);
  for (const auto& note : report.notes) text += fmt::format("note: {}\n", note);
  text += fmt::format("canonical hash: {}\n", report.canonical_hash.empty() ? "none" : report.canonical_hash);
  const std::string about = report.replications > 0
                                ? fmt::format("{} replications, {} requests", report.replications, report.requests)
                                : fmt::format("{} requests, {} events", report.requests, report.events);
  text +=
      fmt::format("{}: {}, {} violations\n", report.total() == 0 ? "verified" : "not verified", about, report.total());
  print(text);
  return report.total() == 0 ? exit_good : exit_not_verified;
}

}  // namespace navette
