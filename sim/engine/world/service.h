#pragma once

#include <vector>

#include "demand/trip_request.h"
#include "dispatch/refusal_reason.h"
#include "engine/world/given_service.h"
#include "engine/world/service_calendar.h"
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

  /// Tells the service its shuttles: their shifts say when a day ends, and each course, on each day, is run by the
  /// first of them that can be there, in order of time. Throws InputError if a course cannot be driven in its time, or
  /// the shuttles do not suffice; it says what could.
  void employ(const std::vector<Shuttle>& shuttles, ServiceId id, const TravelTimeOracle& oracle);

  [[nodiscard]] const GivenService& given() const { return given_; }
  [[nodiscard]] const ServiceRules& rules() const { return given_.rules; }
  [[nodiscard]] const std::vector<Location>& stops() const { return stops_; }

  /// Since midnight: by then the hours, or without hours the shifts, of the evening before are over.
  [[nodiscard]] Milliseconds day_begins() const { return calendar_.day_begins(); }
  /// Why the service does not take the request, whatever its shuttles do; `none`: it does.
  [[nodiscard]] RefusalReason refuses(const TripRequest& asked, Milliseconds booked_at) const;
  /// First and last moment at which the service takes bookings of a trip. Of a virtual line: of any of its courses.
  [[nodiscard]] Milliseconds booking_opens(Milliseconds departure) const;
  [[nodiscard]] Milliseconds booking_closes(Milliseconds departure) const;

  /// Whether its area, days and hours hold the trip: it may be booked, if in time.
  [[nodiscard]] bool open_to(const TripRequest& asked) const;

  /// Where the passenger may get in (out), shortest walk first; empty: nowhere. A trip booked at that moment; of a
  /// virtual line only by courses that can still, or already, be booked then.
  void pickups(const TripRequest& asked, Milliseconds booked_at, std::vector<TripEnd>& ends) const {
    find_ends(asked, booked_at, true, ends);
  }
  void dropoffs(const TripRequest& asked, Milliseconds booked_at, std::vector<TripEnd>& ends) const {
    find_ends(asked, booked_at, false, ends);
  }
  /// Whether a trip may ride from one of the pickups to one of the drop-offs.
  [[nodiscard]] bool joins(const TripEnd& pickup, const TripEnd& dropoff) const;
  /// The shuttle that runs a course; invalid: not a course, any shuttle of the service.
  [[nodiscard]] ShuttleId shuttle_of(std::int32_t course) const;

 private:
  /// Service days of which a trip from that departure on may be, in order: several only of a virtual line, whose
  /// courses of the evening before still run, or those of the next day soon do.
  [[nodiscard]] std::vector<std::int64_t> days_of(Milliseconds departure) const;
  void find_ends(const TripRequest& asked, Milliseconds booked_at, bool pickup, std::vector<TripEnd>& ends) const;
  void add_courses(const TripRequest& asked, Milliseconds booked_at, bool pickup, std::int32_t stop, Milliseconds walk,
                   std::vector<TripEnd>& ends) const;
  [[nodiscard]] Milliseconds walk(Coordinate from, Coordinate to) const;
  /// No course later than that is offered.
  [[nodiscard]] Milliseconds latest_pickup(Milliseconds departure) const;
  /// Whether a course runs on a day of the run, from 0.
  [[nodiscard]] bool runs(std::int64_t day, std::size_t course) const;

  GivenService given_;
  std::vector<Location> stops_;  // of the stops, or of the hubs
  ServiceCalendar calendar_;
  std::vector<ShuttleId> course_shuttle_;  // by course, counted over all days; invalid: it does not run
  Milliseconds last_call_{0};              // of all courses, since midnight of their service day
};

}  // namespace navette
