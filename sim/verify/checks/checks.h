#pragma once

#include <map>
#include <string>
#include <vector>

#include "verify/breakdowns.h"
#include "verify/closures.h"
#include "verify/delays.h"
#include "verify/findings.h"
#include "verify/roads.h"
#include "verify/run.h"
#include "verify/timeline.h"

namespace navette::verify {

// Each family of rules tells what it finds; docs/verification.md lists them.

void check_scenario(const Run& run, Findings& findings);
/// False if the roads are not sound, so that places have no meaning.
bool check_network(const Run& run, Findings& findings);
void check_boarding(const Run& run, Findings& findings);
void check_snapping(const Run& run, const Roads& roads, Findings& findings);
void check_requests(const Run& run, const Roads& roads, Findings& findings);
void check_reasons(const Run& run, const Roads& roads, Findings& findings);
void check_possible_reasons(const Run& run, Findings& findings);
void check_asked(const Run& run, Findings& findings);
void check_residents(const Run& run, Findings& findings);
/// Whether the scenario lets anything happen that nobody could plan for.
bool anything_unforeseen(const Run& run);
/// Whether the policy never takes a visit out of a plan, or changes their order: visits only move to later.
bool only_adds(const Run& run);
/// By shuttle, in order: when somebody was promised it.
std::vector<std::vector<std::int64_t>> promises_of_shuttles(const Run& run);
void check_as_planned(const Run& run, Findings& findings);
void check_planned_stops(const Run& run, const Timeline& timeline, Findings& findings);
void check_promises(const Run& run, Findings& findings);
/// By how much the limits promised to one served were passed; 0: they were not. [ms]
struct Breach {
  std::int64_t late = 0;      // at the pickup or the drop-off, the worse
  std::int64_t too_long = 0;  // the ride
};
Breach breach_of(const Run& run, std::size_t request);
void check_unforeseen(const Run& run, const Roads& roads, const Delays& delays, const Closures& closures,
                      Findings& findings);
void check_breakdowns(const Run& run, const Roads& roads, const Breakdowns& breakdowns, Findings& findings);
void check_diversions(const Run& run, Findings& findings);
void check_booking(const Run& run, Findings& findings);
void check_never_made(const Run& run, Findings& findings);
void check_passengers(const Run& run, const Roads& roads, Findings& findings);
void check_load(const Run& run, const Timeline& timeline, const Delays& delays, Findings& findings);
void check_closures(const Run& run, Roads& roads, const Breakdowns& breakdowns, const Closures& closures,
                    Findings& findings);
void check_paths(const Run& run, const Roads& roads, const Breakdowns& breakdowns, const Closures& closures,
                 Findings& findings);
void check_continuity(const Run& run, const Roads& roads, const Timeline& timeline, const Delays& delays,
                      const Breakdowns& breakdowns, Findings& findings);
void check_fastest(const Run& run, Roads& roads, const Breakdowns& breakdowns, const Closures& closures,
                   Findings& findings);
void check_events(const Run& run, const Roads& roads, Findings& findings);
void check_fleet(const Run& run, const Roads& roads, const Delays& delays, Findings& findings);
void check_drivers(const Run& run, const Roads& roads, const Delays& delays, Findings& findings);
void check_services(const Run& run, const Roads& roads, Findings& findings);
void check_little(const Run& run, Findings& findings);
void check_population(const Run& run, Findings& findings);
void check_indicators(const Run& run, Findings& findings);

/// SHA-256, in hexadecimal, of the canonical bytes described in docs/verification.md.
std::string canonical_hash(const Run& run);
/// Of replications: the indicators of each seed by name.
std::string canonical_hash(const Column& seeds, const std::map<std::string, std::vector<double>>& indicators);
/// SHA-256 of a text, in hexadecimal.
std::string sha256(const std::string& text);

}  // namespace navette::verify
