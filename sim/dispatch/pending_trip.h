#pragma once

#include "demand/trip_request.h"
#include "dispatch/service_rules.h"
#include "dispatch/stop_choices.h"
#include "fleet/planned_stop.h"
#include "fleet/shuttle.h"

namespace navette {

/// A request that waits for a decision, with what the rules of one service make of it.
struct PendingTrip {
  RequestId request;
  const TripRequest* asked = nullptr;
  ServiceId service{0};         // whose shuttles may serve it
  Milliseconds direct_time;     // fastest unshared drive from door to door, dwell excluded
  ServiceRules::Limits limits;  // by the rules, from door to door; `latest` of the visits is what binds
  Milliseconds largest_excess;  // by which the limits may be exceeded, at a price; 0: they are hard
  PlannedStop pickup;           // as it would be planned: place, dwell, window, load
  PlannedStop dropoff;
  Milliseconds drive;                    // fastest from the pickup's place to the drop-off's
  ShuttleId only;                        // the one shuttle that may serve it; invalid: any of the service
  const StopChoices* choices = nullptr;  // further pairs of places to choose from; nullptr: this pair only
  std::int32_t contract = -1;            // the trips of one contract are accepted all or none; negative: alone
  Milliseconds opened_at{0};             // when its service was asked: by then courses are booked, or not
  bool at_once = false;                  // somebody waits for the answer: it may not be deferred

  /// The same trip between another pair of its places; its limits are those for these places.
  [[nodiscard]] PendingTrip between(std::size_t choice) const;
  /// The same trip, one pair of places only, with hard limits.
  [[nodiscard]] PendingTrip within_limits() const;
  /// Whether this shuttle may serve it, as far as the service goes.
  [[nodiscard]] bool may_ride(const Shuttle& shuttle, ShuttleId id) const {
    return shuttle.service == service && (!only.valid() || only == id);
  }
};

/// The two visits a request asks for. `pickup_labels`, `dropoff_labels`: slots of the fleet's LabelPool.
PendingTrip make_pending_trip(RequestId id, const TripRequest& asked, const ServiceRules& rules,
                              Milliseconds direct_time, std::int32_t pickup_labels, std::int32_t dropoff_labels);

/// From acceptance on the limits bind. Where one is exceeded, what was told may drift, as it may for others, or nobody
/// could be taken along before; and never farther than the limit may be exceeded.
void hold_to_limits(const ServiceRules::Limits& limits, PlannedStop& pickup, PlannedStop& dropoff);

}  // namespace navette
