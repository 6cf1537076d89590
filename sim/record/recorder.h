#pragma once

#include <cstdint>
#include <span>

#include "core/id.h"
#include "core/units.h"
#include "demand/trip_request.h"
#include "dispatch/refusal_reason.h"
#include "fleet/load.h"
#include "fleet/planned_stop.h"
#include "fleet/promise.h"
#include "record/event.h"
#include "record/never_made_cause.h"

namespace navette {

/// How a request ended. Codes as stored in the results file; never renumbered.
enum class RequestEnd : std::int8_t { served = 0, refused = 1, cancelled = 2, no_show = 3, never_made = 4 };

/// One request and its end; kNever stands for a time that there is not.
struct RequestRecord {
  RequestId request;
  RequestEnd end = RequestEnd::refused;
  RefusalReason reason = RefusalReason::none;
  NeverMadeCause never_made_cause = NeverMadeCause::none;  // none: it was made
  ServiceId service;                                       // that accepted it; invalid: none
  ShuttleId shuttle;                                       // that served it
  Milliseconds direct_time = kNever;       // fastest drive from origin to destination, unshared, dwell excluded
  Metres direct_distance{-1};              // along that drive; negative: unknown
  Milliseconds heard_at = kNever;          // the service hears of it; kNever: never
  Milliseconds agreed_departure = kNever;  // earliest departure offered and taken in place of the one asked for
  Milliseconds decided_at = kNever;
  Milliseconds least_added_time = kNever;  // too_costly only: operating time that its cheapest insertion would add
  Promise promise{kNever, kNever, kNever, kNever, kNever};
  Milliseconds pickup = kNever;   // boarding begins
  Milliseconds boarded = kNever;  // boarding ends: the ride begins
  Milliseconds dropoff = kNever;  // alighting begins: the trip has arrived
  bool shared = false;            // rode at least one leg together with another request
  // Accepted by a service with stops or hubs: where; negative: at the door.
  std::int32_t pickup_stop = -1;
  std::int32_t dropoff_stop = -1;
  Milliseconds walk_to_pickup{0};
  Milliseconds walk_from_dropoff{0};
  std::int32_t course = -1;  // of a virtual line, counted over all days; negative: none
};

/// A visit that was made.
struct StopRecord {
  ShuttleId shuttle;
  StopKind kind = StopKind::wait;
  RequestId request;
  Location place;
  Milliseconds planned_begin;  // in the plan that stood when the shuttle set out for this stop
  Milliseconds arrival;        // as it happened
  Milliseconds begin;
  Milliseconds end;  // begin + dwell
  Load load;         // on board after it
};

/// What a shuttle drove for. Codes as stored in the results file; never renumbered.
enum class LegPurpose : std::int8_t {
  occupied = 0,       // somebody on board
  approach = 1,       // empty, to a pickup
  repositioning = 2,  // empty, to wait elsewhere
  depot = 3           // empty, from the depot at the start of a shift or back to it
};

/// A movement between two halts, or up to the junction ahead of which the shuttle was given another target.
struct LegRecord {
  ShuttleId shuttle;
  LegPurpose purpose = LegPurpose::occupied;
  bool diverted = false;  // ended by a new target, not by arrival
  Location from;          // of a leg after a diversion: where the shuttle was when diverted
  Location to;
  Milliseconds departure;
  Milliseconds arrival;
  Metres distance;
  Load load;                  // on board
  std::int16_t requests = 0;  // on board, counted as requests
};

/// One edge driven: the road's own resolution. The edge's own length and duration complete it.
struct TrajectorySample {
  EdgeId edge;
  Milliseconds entry;  // enters the edge; for the first edge of a leg: starts on it
};

/// Is told all that happens, in order. The file, the indicators and a test's list are recorders.
class Recorder {
 public:
  Recorder() = default;
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  virtual ~Recorder() = default;

  virtual void event(const Event& event) = 0;
  virtual void stop(const StopRecord& stop) = 0;
  /// `samples`: the edges of the leg in order, turn edges included; empty if trajectories are not recorded.
  virtual void leg(const LegRecord& leg, std::span<const TrajectorySample> samples) = 0;
  /// Called once for each request, in the order of their ids, when the run has ended.
  virtual void request(const RequestRecord& request) = 0;
};

}  // namespace navette
