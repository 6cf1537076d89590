#pragma once

#include "engine/booking/booking_parameters.h"
#include "engine/unforeseen/disturbance_parameters.h"
#include "io/scenario/keys/key_row.h"

namespace navette {

/// The rows of [booking] and [disturbances].
const KeyRows<BookingParameters>& booking_rows();
const KeyRows<DisturbanceParameters>& disturbance_rows();

void read_booking(ScenarioValues& values, BookingParameters& booking);

}  // namespace navette
