#pragma once

#include <string_view>

#include "engine/scenario.h"
#include "io/scenario/keys/key_row.h"

namespace navette {

/// Whether limits may be exceeded, at what price and by how much; without effect while they are hard.
struct GivenLimits {
  bool penalised = false;
  double wait = 1;          // per second of a pickup later than the latest, in the unit of the objective
  double travel_time = 10;  // per second of a drop-off later than the max travel time allows
  Milliseconds largest_excess{900'000};
};

/// The rows of [dispatch].
const KeyRows<decltype(Scenario::dispatch)>& dispatch_rows();
const KeyRows<ObjectiveSettings>& objective_rows();
const KeyRows<DispatchSettings>& policy_rows();
const KeyRows<GivenLimits>& limit_rows();

/// As in scenario files.
std::string_view to_string(Objective objective);

void read_dispatch(ScenarioValues& values, Scenario& scenario);
/// Limits of all services, which are read before.
void read_limits(ScenarioValues& values, Scenario& scenario);

}  // namespace navette
