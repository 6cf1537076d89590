#pragma once

#include <cstdint>

#include "engine/world/given_demand.h"
#include "engine/world/inhabitants.h"

namespace navette {

struct DrawnDemand {
  Demand requests;
  std::vector<TravelCounts> travel;  // per day: what residents did, by any means of transport
};

/// What residents ask for on all days of a run, in the order of submission. Depends on the inhabitants, the seed and
/// the days alone.
///
/// `given`: further requests, of a scenario that has both.
DrawnDemand drawn_demand(const Inhabitants& inhabitants, std::uint64_t seed, int days, int threads,
                         const Demand& given = {});

/// The requests of a run: those the scenario gives, and those of its residents, if it has any.
DrawnDemand demand_of(const Scenario& scenario, const World& world, int threads);

}  // namespace navette
