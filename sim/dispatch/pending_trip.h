#pragma once

#include "demand/trip_request.h"
#include "dispatch/service_rules.h"
#include "fleet/planned_stop.h"

namespace navette {

/// A request that waits for a decision, with what the rules make of it.
struct PendingTrip {
  RequestId request;
  const TripRequest* asked = nullptr;
  Milliseconds direct_time;  // fastest unshared drive, dwell excluded
  ServiceRules::Limits limits;
  PlannedStop pickup;  // as it would be planned: place, dwell, window, load
  PlannedStop dropoff;
};

/// The two visits a request asks for. `pickup_labels`, `dropoff_labels`: slots of the fleet's LabelPool.
PendingTrip make_pending_trip(RequestId id, const TripRequest& asked, const ServiceRules& rules,
                              Milliseconds direct_time, std::int32_t pickup_labels, std::int32_t dropoff_labels);

}  // namespace navette
