#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dispatch/own_policy.h"
#include "engine/scenario.h"
#include "io/run_listener.h"
#include "io/segments/segment_files.h"
#include "record/indicators.h"

namespace navette {

/// A run that has ended well.
struct FinishedRun {
  std::vector<std::byte> image;  // the results file as bytes, see docs/results-format.md
  std::vector<Indicator> indicators;
  std::size_t requests = 0;
  std::size_t shuttles = 0;
  double seconds = 0;           // [s] of the simulation, preparation and file excluded
  double decision_seconds = 0;  // [s] of processor time, of the policy alone; 0: not measured
};

/// Whether decisions are measured: that takes a fifth of a microsecond each.
enum class DecisionClock : std::int8_t { off, on };

/// Runs a scenario from its roads to its results, for the command and for Python. Writes no file.
///
/// Uses scenario.run.threads threads, or as many as there are. `version`: of the program, as kept in the results.
/// `own`: decides; nullptr: the policy of the scenario does.
/// Throws InputError if the files that the scenario names are wrong, PolicyError if the dispatcher breaks a rule,
/// OutputError if the results cannot be put together, Interrupted if the listener says so.
/// `segments`: where a run of several days keeps those that have ended, and whether it goes on from those of an
/// interrupted run; nullptr: nowhere.
FinishedRun run_scenario(const Scenario& scenario, const std::string& version, RunListener& listener,
                         const SegmentOptions* segments = nullptr, const OwnPolicy* own = nullptr,
                         DecisionClock clock = DecisionClock::off);

}  // namespace navette
