#pragma once

#include <cstdint>
#include <string>

#include "core/coordinate.h"
#include "core/id.h"
#include "core/units.h"
#include "network/location.h"

namespace navette {

/// How a request was made.
enum class Channel : std::int8_t { app = 0, phone = 1 };

/// Somebody wants to travel: what the dispatcher is asked.
struct TripRequest {
  std::string name;           // request_id as the user wrote it
  Milliseconds submitted_at;  // when it appears; may lie a day before its earliest departure
  Milliseconds earliest_departure;
  Milliseconds latest_arrival = kNever;  // kNever: not asked for
  Coordinate origin_place;               // as asked
  Coordinate destination_place;
  Location origin;  // on the road; invalid if too far from any
  Location destination;
  std::int32_t party_size = 1;     // everybody, wheelchair users included
  std::int32_t wheelchairs = 0;    // of party_size
  Milliseconds boarding_time{-1};  // dwell at pickup and at drop-off; negative: service.stop_duration
  ResidentId resident;             // invalid: given demand
  std::int32_t tour = -1;          // way out and way back share it; negative: a single trip
  bool way_back = false;
  std::int8_t purpose = -1;  // ActivityPurpose; negative: unknown
  Channel channel = Channel::app;
  ServiceId service;  // asked for; invalid: any
};

}  // namespace navette
