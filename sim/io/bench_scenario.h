#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "dispatch/dispatch_meter.h"
#include "engine/scenario.h"
#include "io/run_listener.h"

namespace navette {

/// How long the decisions of a run took.
struct DispatchTimes {
  std::vector<double> us_of_requests;               // in the order in which they were asked
  std::array<double, kDispatchSteps> us_in_step{};  // in all, by DispatchStep; of the second day
  std::int64_t lookups = 0;                         // scans of a label
  std::size_t insertions = 0;
  Milliseconds insertion_cost;  // in all: added operating time
  double seconds = 0;           // [s] of the simulation, preparation excluded
};

/// Simulates a scenario and measures its decisions: from the moment a request appears until the new plan is in place.
/// Keeps nothing else and writes nothing. The day is simulated twice, since the clock takes its time to be read: what
/// the steps take is measured by itself.
///
/// `unpruned`: by the search that tries everything, for comparison.
/// Throws as `run_scenario` does, and InputError if there is no such search for the policy.
DispatchTimes bench_scenario(const Scenario& scenario, bool unpruned, RunListener& listener);

enum class TimesFormat : std::int8_t { table, json };

/// Mean, median and so on, for people or programs. Where there was no request, what would be a mean is left out.
std::string print_times(const DispatchTimes& times, TimesFormat format);

}  // namespace navette
