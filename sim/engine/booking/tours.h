#pragma once

#include "engine/world/given_demand.h"

namespace navette {

/// The other way of each request's tour; invalid: it has none. The two ways differ in TripRequest::way_back.
IdVector<RequestId, RequestId> other_ways(const Demand& demand);

}  // namespace navette
