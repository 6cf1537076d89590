#pragma once

#include <vector>

#include "demand/trip_request.h"
#include "dispatch/refusal_reason.h"
#include "engine/world/given_service.h"
#include "fleet/shuttle.h"
#include "network/road_snapper.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// A place where a service would let a passenger in or out.
struct TripEnd {
  Location place;
  Milliseconds walk{0};                  // between it and the door
  std::int32_t stop = -1;                // row of the service's stops, or hubs; negative: the door
  Milliseconds earliest{-kNever.count};  // of a course: its time here
  Milliseconds latest = kNever;
  std::int32_t course = -1;  // of a virtual line, counted over all days of the run; negative: none
  std::int32_t rank = 0;     // of the visit in its course
};

/// One service on the road: which trips it takes, between which places, by which shuttles.
class Service {
 public:
  /// Stops and hubs are put on the road.
  /// Throws InputError if one lies farther than `reach` [m] from any road.
  Service(GivenService given, const RoadSnapper& snapper, double reach);

  /// Shares the courses out among the shuttles of the service: in order of time, each to the first that can be there.
  /// Throws InputError if a course cannot be driven in its time, or the shuttles do not suffice.
  void assign_courses(const std::vector<Shuttle>& shuttles, ServiceId id, const TravelTimeOracle& oracle);

  [[nodiscard]] const GivenService& given() const { return given_; }
  [[nodiscard]] const ServiceRules& rules() const { return given_.rules; }
  [[nodiscard]] const std::vector<Location>& stops() const { return stops_; }

  /// Why the service does not take the request, whatever its shuttles do; `none`: it does.
  /// `weekday_of_day_0`: 0 is Monday.
  [[nodiscard]] RefusalReason refuses(const TripRequest& asked, Milliseconds booked_at, int weekday_of_day_0) const;

  /// Where the passenger may get in (out), shortest walk first; empty: nowhere.
  void pickups(const TripRequest& asked, std::vector<TripEnd>& ends) const { find_ends(asked, true, ends); }
  void dropoffs(const TripRequest& asked, std::vector<TripEnd>& ends) const { find_ends(asked, false, ends); }
  /// Whether a trip may ride from one of the pickups to one of the drop-offs.
  [[nodiscard]] bool joins(const TripEnd& pickup, const TripEnd& dropoff) const;
  /// The shuttle that runs a course; invalid: not a course, any shuttle of the service.
  [[nodiscard]] ShuttleId shuttle_of(std::int32_t course) const;

 private:
  void find_ends(const TripRequest& asked, bool pickup, std::vector<TripEnd>& ends) const;
  void add_courses(const TripRequest& asked, bool pickup, std::int32_t stop, Milliseconds walk,
                   std::vector<TripEnd>& ends) const;
  [[nodiscard]] Milliseconds walk(Coordinate from, Coordinate to) const;

  GivenService given_;
  std::vector<Location> stops_;            // of the stops, or of the hubs
  std::vector<ShuttleId> course_shuttle_;  // by course of a day
};

}  // namespace navette
