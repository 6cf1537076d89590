#pragma once

#include <cstdint>

#include "core/random_stream.h"
#include "demand/trip_request.h"

namespace navette {

/// Random numbers about one request, keyed by its name: no other request, policy, rule or fleet moves them.
RandomStream stream_of(const TripRequest& asked, Purpose purpose, std::uint64_t seed);

}  // namespace navette
