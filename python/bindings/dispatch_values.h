#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dispatch/insertion/insertion_figures.h"
#include "dispatch/pending_trip.h"
#include "dispatch/proposal.h"
#include "network/road_graph.h"

namespace navette {

/// A place on the road as Python holds it.
struct PlaceValue {
  Location location;
  double lon = 0;  // [degree]
  double lat = 0;

  bool operator==(const PlaceValue& other) const { return location == other.location; }
};
PlaceValue place_value(const RoadGraph& roads, Location location);

/// A visit a shuttle has still to make.
struct VisitValue {
  PlannedStop stop;
  PlaceValue place;
};

/// A pair of places between which a request may ride.
struct PairValue {
  PlaceValue pickup;
  PlaceValue dropoff;
  Milliseconds walk;
  Milliseconds drive;
  std::optional<std::int32_t> shuttle;  // the only one that may
};

/// A request that waits for a decision, on its own: it outlives the decision.
struct RequestValue {
  PendingTrip trip;  // its pointers are not followed
  std::string name;
  Milliseconds submitted_at;
  Milliseconds earliest_departure;
  Milliseconds latest_arrival;
  PlaceValue origin;
  PlaceValue destination;
  bool way_back = false;
  ResidentId resident;
  std::vector<PairValue> pairs;
};
RequestValue request_value(const PendingTrip& trip, const RoadGraph& roads);

/// A way of serving one request, with what it means.
struct InsertionValue {
  RequestId request;
  FeasibleInsertion feasible;
  std::uint64_t view = 0;  // in which it was found: DispatchView::number
};

/// A proposal as Python makes it.
struct ProposalValue {
  Proposal proposal;
  std::vector<std::uint64_t> views;  // of its insertions, one by one
};

/// As Python tells a time: none where there is no limit. [ms]
inline std::optional<std::int64_t> told(Milliseconds time) {
  if (time >= kNever || time <= -kNever) return std::nullopt;
  return time.count;
}
/// As Python tells a row number.
template <class Tag>
std::optional<std::int32_t> told(Id<Tag> id) {
  if (!id.valid()) return std::nullopt;
  return id.value;
}

/// "pickup", "depot" and so on. `kind_named` throws py::value_error for another.
const char* to_string(StopKind kind);
StopKind kind_named(const std::string& name);
/// Throws py::value_error that lists the reasons if there is none of that name.
RefusalReason reason_named(const std::string& name);

}  // namespace navette
