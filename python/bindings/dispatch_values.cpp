#include "bindings/dispatch_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "bindings/bindings.h"

namespace navette {
namespace {

constexpr std::array<const char*, 7> kKinds{"pickup", "dropoff", "wait", "depot", "pause", "charge", "timetable"};

}  // namespace

PlaceValue place_value(const RoadGraph& roads, Location location) {
  const Coordinate place = roads.place(location);
  return {location, place.lon_degrees(), place.lat_degrees()};
}

RequestValue request_value(const PendingTrip& trip, const RoadGraph& roads) {
  const TripRequest& asked = *trip.asked;
  RequestValue value;
  value.trip = trip;
  value.name = asked.name;
  value.submitted_at = asked.submitted_at;
  value.earliest_departure = asked.earliest_departure;
  value.latest_arrival = asked.latest_arrival;
  value.origin = place_value(roads, asked.origin);
  value.destination = place_value(roads, asked.destination);
  value.way_back = asked.way_back;
  value.resident = asked.resident;
  const auto add = [&](const PendingTrip& pair, Milliseconds walk) {
    value.pairs.push_back({place_value(roads, pair.pickup.location), place_value(roads, pair.dropoff.location), walk,
                           pair.drive, told(pair.only)});
  };
  if (trip.choices == nullptr) {
    add(trip, Milliseconds{0});
    return value;
  }
  for (std::size_t k = 0; k < trip.choices->pairs.size(); ++k) {
    const auto& pair = trip.choices->pairs[k];
    add(trip.between(k), trip.choices->pickups[static_cast<std::size_t>(pair.pickup)].walk +
                             trip.choices->dropoffs[static_cast<std::size_t>(pair.dropoff)].walk);
  }
  return value;
}

const char* to_string(StopKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

StopKind kind_named(const std::string& name) {
  const auto* const found = std::find(kKinds.begin(), kKinds.end(), name);
  if (found == kKinds.end()) {
    throw py::value_error{fmt::format("a visit is of the kind {}, found '{}'", fmt::join(kKinds, ", "), name)};
  }
  return static_cast<StopKind>(found - kKinds.begin());
}

RefusalReason reason_named(const std::string& name) {
  std::string allowed;
  for (int code = 0; code < kRefusalReasons; ++code) {
    const auto reason = static_cast<RefusalReason>(code);
    if (to_string(reason) == name) return reason;
    allowed += (code == 0 ? "" : ", ") + std::string{to_string(reason)};
  }
  throw py::value_error{fmt::format("a reason to refuse is one of {}; found '{}'", allowed, name)};
}

}  // namespace navette
