#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dispatch/own_policy.h"
#include "engine/scenario.h"
#include "io/run_listener.h"
#include "io/segments/segment_files.h"
#include "record/replications.h"

namespace navette {

/// Replications that have ended well.
struct FinishedReplications {
  std::vector<std::byte> image;  // the results file as bytes, see docs/results-format.md
  Replications replications;
  double seconds = 0;  // [s] of all runs together, preparation and file excluded
};

/// The most replications of one call.
inline constexpr int kMostReplications = 1'000'000;

/// Runs a scenario with `count` seeds from run.seed on, over one world, for the command and for Python. Writes no file.
///
/// Uses scenario.run.threads threads, or as many as there are. `version`: of the program, as kept in the results.
/// Throws InputError if the files that the scenario names are wrong or `count` is not 1 to kMostReplications,
/// PolicyError if the dispatcher breaks a rule, OutputError if the results cannot be put together, Interrupted if the
/// listener says so.
/// `segments`: where to keep the replications that have ended, and whether to go on from those of an interrupted run;
/// nullptr: nowhere. `own`: decides; nullptr: the policy of the scenario does.
FinishedReplications replicate_scenario(const Scenario& scenario, int count, const std::string& version,
                                        RunListener& listener, const SegmentOptions* segments = nullptr,
                                        const OwnPolicy* own = nullptr);

}  // namespace navette
