#pragma once

#include "engine/booking/hearing.h"
#include "engine/scenario.h"
#include "engine/world/given_demand.h"
#include "engine/world/world.h"

namespace navette {

/// When the service hears of each request, or why it never does.
///
/// Known before anything is dispatched, since no decision changes it. A resident whose habit is too late for every
/// service that may take the request, and who plans ahead, asks within the last hour before the latest of them closes
/// (by phone: in the hours of the line). One who finds that the booking of every service open to the trip has closed
/// does not ask, and calls no more after that moment. Given requests are asked when they were. Who calls for both ways
/// at one moment makes one call; so does who books both as one contract, at the time of the way out.
/// `other`: of each request's tour.
IdVector<RequestId, Hearing> hearing_times(const Demand& demand, const IdVector<RequestId, RequestId>& other,
                                           const World& world, const Scenario& scenario);

/// Whether some service that may take the request sells its two ways as one contract.
bool may_be_contract(const TripRequest& asked, const World& world);

}  // namespace navette
