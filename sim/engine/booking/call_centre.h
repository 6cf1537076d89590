#pragma once

#include <cstdint>
#include <vector>

#include "engine/booking/booking_parameters.h"
#include "engine/booking/hearing.h"
#include "engine/world/given_demand.h"

namespace navette {

/// Somebody who wants to phone the service.
struct Caller {
  RequestId request;
  Milliseconds wants;   // to call, first
  Milliseconds latest;  // a call after it makes no sense: the departure, or the last moment of booking
};

/// When each caller is answered, or gives up; then the cause is what the last call met with.
///
/// A call takes a line for `call_length`; there is no queue. Who finds all lines busy calls again after
/// `redial_interval`; who finds nobody there calls again within that time of the next opening, drawn evenly and keyed
/// by request. Either counts as one of `redials`; after the last, or if the next call would come after the latest that
/// makes sense, the caller gives up. At one moment callers come in the order of their ids.
std::vector<Hearing> answer_calls(const std::vector<Caller>& callers, const Demand& demand,
                                  const BookingParameters& booking, std::uint64_t seed);

}  // namespace navette
