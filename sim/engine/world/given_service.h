#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"
#include "demand/map_data.h"
#include "dispatch/booking_rule.h"
#include "dispatch/service_rules.h"
#include "engine/world/daily_hours.h"
#include "fleet/shuttle.h"

namespace navette {

/// A row of shuttles.csv, or a shuttle made from [fleet].
struct GivenShuttle {
  std::string name;  // shuttle_id
  Coordinate depot;
  int seats = 8;
  int wheelchairs = 0;
  std::vector<Shift> shifts;                     // of every day, since its midnight; several: a split shift
  Milliseconds max_spread = kNever;              // as in Shuttle
  Milliseconds max_continuous_driving = kNever;  // as in Shuttle
};

/// What a fleet leaves to the map, where it lists no shuttles and leaves out the size or the depots.
struct FleetRule {
  bool applies = false;              // then no shuttles are listed
  std::optional<int> size;           // as given; none: by inhabitants
  std::vector<Coordinate> depots;    // as given; empty: the largest places
  std::vector<GivenShuttle> models;  // one per working day, taken in turn: places, shifts, limits; never empty
};

/// Between which places a service carries people.
enum class ServiceKind : std::int8_t {
  door_to_door = 0,  // from any road to any road of its area
  stop_based,        // between its stops, reached on foot
  virtual_line,      // between its stops, on its courses; a stop is visited, and a course run, only if booked
  hub_and_spoke      // from anywhere in its area to one of its hubs, or back
};

/// A place where passengers get on and off, reached on foot.
struct GivenStop {
  std::string name;
  Coordinate place;
  std::string id;       // by which courses name it
  bool pickup = true;   // passengers may board here
  bool dropoff = true;  // passengers may alight here
};

/// Where a service has its stops from: docs/services.md.
enum class StopSource : std::int8_t {
  given = 0,  // listed
  placed,     // where people live
  osm,        // the map's bus stops
  gtfs        // those of a feed, with the courses of its routes
};

struct StopRule {
  StopSource source = StopSource::given;
  double spacing = 400;  // [m] between two placed stops

  /// Whether the stops are known only when the map is.
  [[nodiscard]] bool needs_map() const { return source == StopSource::placed || source == StopSource::osm; }
};

/// One run of a virtual line.
struct GivenCourse {
  struct Visit {
    std::int32_t stop = 0;  // row of the service's stops
    Milliseconds time;      // of departure, since midnight of the service day
    bool pickup = true;     // passengers may board, if they may at the stop
    bool dropoff = true;    // passengers may alight, if they may at the stop
  };
  std::vector<Visit> visits;       // at least two, in order of time
  std::vector<std::int32_t> days;  // of the run, ascending, on which it runs; empty: every day
  std::int32_t days_before = 0;    // so long before those days lies its service day: the night of an evening before

  [[nodiscard]] bool runs_on(std::int64_t day) const {
    return days.empty() || std::binary_search(days.begin(), days.end(), day);
  }
};

/// A town, station or hospital that a hub-and-spoke service is bound for.
struct GivenHub {
  std::string name;
  Coordinate place;     // where the shuttle stops
  double radius = 400;  // [m] an end of a trip so close to it counts as the hub, and is walked to
  bool pickup = true;   // passengers may board here
  bool dropoff = true;  // passengers may alight here
};

/// One service as the scenario describes it, not yet on the road.
struct GivenService {
  std::string name = "service";
  ServiceKind kind = ServiceKind::door_to_door;
  Area area;                          // both ends of a trip lie in it; empty: anywhere
  std::vector<std::string> communes;  // further area, by the map's names; resolved with the map
  std::vector<DailyHours> hours;      // of a service day, in which the earliest departure lies; empty: at any time
  std::array<bool, 7> weekdays{true, true, true, true, true, true, true};  // service days; Monday first
  int weekday_of_day_0 = 0;                                                // of the run; 0 is Monday
  ServiceRules rules;
  BookingRule booking;
  bool way_back_in_contract = false;       // the way out is not sold unless the way back is promised
  std::vector<GivenStop> stops;            // stop_based, virtual_line
  StopRule stop_rule;                      // the same
  double max_walk_distance = 500;          // [m] on foot between a door and a stop
  double walking_speed = 1.1;              // [m/s]
  double walking_detour_factor = 1.3;      // way on foot over crow-fly distance
  std::vector<GivenCourse> courses;        // virtual_line
  Milliseconds max_course_delay{300'000};  // virtual_line: a visit begins at most so long after its time
  std::vector<GivenHub> hubs;              // hub_and_spoke
  std::vector<GivenShuttle> shuttles;
  FleetRule fleet_rule;
};

}  // namespace navette
