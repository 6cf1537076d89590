#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace navette {

/// Why a request was refused. Codes as stored in the results file; never renumbered.
///
/// Up to 9 the order is the precedence; driver_rules stands behind 9, no_boarding_in_reach beside too_far_from_road.
/// The first five depend on the request, the shuttles and their shifts alone; the first that holds is told. Of the
/// others, each way of serving the request fails at the first that applies to it, and the request is told the one that
/// fails latest in this list: what the best candidate lacked. A way is a shuttle and a pair of positions that fit the
/// time of day: the visit before the pickup is planned to begin by the latest pickup, the visit behind it can begin as
/// late as the earliest departure, and the visit before the drop-off is planned to begin by the latest drop-off.
enum class RefusalReason : std::int8_t {
  none = -1,
  same_place = 0,             // origin and destination are the same place
  too_far_from_road = 1,      // an end lies farther from any road than territory.max_snap_distance
  party_too_large = 2,        // no shuttle could carry the party, were it empty
  arrival_too_early = 3,      // latest_arrival, or max_travel_time, is missed even by a shuttle already at the door
  no_shuttle_in_service = 4,  // no shift covers the time asked for
  too_far_away = 5,           // no shuttle can reach the pickup within max_wait_time
  shuttle_full = 6,           // a shuttle could come in time, but lacks free seats or wheelchair places
  trip_too_long = 7,          // this passenger's own travel time, ride time or latest arrival would be exceeded
  promises_to_others = 8,     // a passenger already accepted would be brought too late
  shift_ends = 9,             // the shuttle would be back at the depot after its shift
  outside_area = 10,          // an end lies outside the service's area, or no end at a hub
  outside_hours = 11,         // the service does not run on that day, or at that time
  booked_too_late = 12,       // after the service's notice rule closes
  booked_too_early = 13,      // before it opens
  no_stop_in_reach = 14,      // no pair of stops can be walked to, or no course joins them in time
  way_back_refused = 15,      // one contract for both ways: the other trip of it found no place
  offer_declined = 16,        // another time was offered, and left
  too_costly = 17,            // a shuttle could, but for more than service.taxi_above: a taxi takes it
  driver_rules = 18,          // the driver would miss a pause, or be at the wheel too long
  no_boarding_in_reach = 19,  // the roads within reach of an end are such that nobody may board there: motorways, ...
};

inline constexpr int kRefusalReasons = 20;

/// How far a request came before it was refused: what several services, or several pairs of stops, said is told by the
/// one that came farthest. In the order of precedence; 10 to 14 come before the dispatcher sees the request.
int closeness(RefusalReason reason);

/// The reason as written in files and tables, e.g. "too_far_away".
std::string_view to_string(RefusalReason reason);

}  // namespace navette
