#include "verify/verify.h"

#include <fmt/format.h>

#include "core/errors.h"
#include "verify/check_replications.h"
#include "verify/checks/checks.h"
#include "verify/column_attributes.h"
#include "verify/read_run.h"
#include "verify/scenario/check_statements.h"

namespace navette {
namespace {

constexpr std::int64_t kSchemaVersion = 2;

void require_ours(const verify::Hdf5File& file, const std::filesystem::path& path) {
  const auto version = file.integer_attribute("/", "navette_schema_version");
  if (!version) {
    throw InputError{
        fmt::format("{}: no results file of navette (attribute navette_schema_version is missing)", path.string())};
  }
  if (*version != kSchemaVersion) {
    throw InputError{fmt::format("{}: results schema version {}; this program knows version {}", path.string(),
                                 *version, kSchemaVersion)};
  }
}

void check_all(const verify::Hdf5File& file, const verify::Run& run, verify::Findings& findings) {
  using namespace verify;
  const bool roads_are_sound = check_network(run, findings);
  check_attributes(file, findings);
  check_scenario(run, findings);
  check_statements(file, run, findings);
  if (!roads_are_sound) {
    findings.note("the roads are not sound, so places have no meaning: the other rules were not checked");
    return;
  }
  Roads roads{run};
  const Timeline timeline = make_timeline(run, roads);
  const Delays delays{run};
  const Breakdowns breakdowns{run};
  const Closures closures{run};
  check_boarding(run, findings);
  check_snapping(run, roads, findings);
  check_requests(run, roads, findings);
  check_possible_reasons(run, findings);
  check_asked(run, findings);
  check_promises(run, findings);
  check_unforeseen(run, roads, delays, closures, findings);
  check_breakdowns(run, roads, breakdowns, findings);
  check_diversions(run, findings);
  check_booking(run, findings);
  if (run.rules.booking.known) check_never_made(run, findings);
  check_passengers(run, roads, findings);
  check_load(run, timeline, delays, findings);
  check_closures(run, roads, breakdowns, closures, findings);
  check_paths(run, roads, breakdowns, closures, findings);
  check_continuity(run, roads, timeline, delays, breakdowns, findings);
  check_fastest(run, roads, breakdowns, closures, findings);
  check_events(run, roads, findings);
  check_fleet(run, roads, delays, findings);
  check_drivers(run, roads, delays, findings);
  check_services(run, roads, findings);
  check_residents(run, findings);
  check_as_planned(run, findings);
  check_planned_stops(run, timeline, findings);
  check_little(run, findings);
  check_population(run, findings);
  check_indicators(run, findings);
}

}  // namespace

std::int64_t VerificationReport::total() const {
  std::int64_t sum = 0;
  for (const auto& [rule, count] : totals) sum += count;
  return sum;
}

VerificationReport verify_file(const std::filesystem::path& path) {
  const verify::Hdf5File file{path};
  require_ours(file, path);
  verify::Findings findings;
  VerificationReport report;
  if (verify::holds_replications(file)) {
    verify::check_replications(file, findings, report);
    verify::check_attributes(file, findings);
    const verify::Run rules = verify::read_rules(file, findings);
    if (findings.empty()) verify::check_statements_of_all(file, rules, findings);
    findings.write_to(report);
    return report;
  }
  const verify::Run run = verify::read_run(file, findings);
  report.requests = static_cast<std::int64_t>(run.requests.size());
  report.events = static_cast<std::int64_t>(run.events.time.size());
  if (findings.empty()) {
    report.canonical_hash = verify::canonical_hash(run);
    check_all(file, run, findings);
  } else {
    findings.note("the tables cannot be trusted: the other rules were not checked");
  }
  findings.write_to(report);
  return report;
}

}  // namespace navette
