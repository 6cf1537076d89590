#pragma once

#include <vector>

#include "engine/booking/booking_parameters.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// The keys of [booking].
std::vector<ScenarioKey> booking_keys();

void read_booking(ScenarioValues& values, BookingParameters& booking);

}  // namespace navette
