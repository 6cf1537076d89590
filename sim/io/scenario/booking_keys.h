#pragma once

#include <vector>

#include "engine/booking_parameters.h"
#include "engine/disturbance_parameters.h"
#include "io/scenario/scenario_keys.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// The keys of [booking], [disturbances] and [drivers].
std::vector<ScenarioKey> booking_keys();

void read_booking(ScenarioValues& values, BookingParameters& booking);
void read_disturbances(ScenarioValues& values, DisturbanceParameters& disturbances);
void read_drivers(ScenarioValues& values, DriverRules& drivers);

}  // namespace navette
