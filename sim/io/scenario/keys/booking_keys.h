#pragma once

#include <vector>

#include "engine/booking/booking_parameters.h"
#include "engine/unforeseen/disturbance_parameters.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// The keys of [booking] and [disturbances].
std::vector<ScenarioKey> booking_keys();

void read_booking(ScenarioValues& values, BookingParameters& booking);
void read_disturbances(ScenarioValues& values, DisturbanceParameters& disturbances);

}  // namespace navette
