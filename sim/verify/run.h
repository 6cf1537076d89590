#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace navette::verify {

/// One column of a table, widened.
using Column = std::vector<std::int64_t>;

/// "No such time", "no limit".
inline constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();

/// A place on the road: edge row and driving time from its tail. [ms]
struct Place {
  std::int64_t edge = -1;
  std::int64_t offset = -1;

  [[nodiscard]] bool known() const { return edge >= 0; }
  bool operator==(const Place&) const = default;
};

/// Columns that name a place, read together.
struct PlaceColumns {
  Column edge;
  Column offset;

  [[nodiscard]] Place operator[](std::size_t row) const { return {edge[row], offset[row]}; }
};

// Codes as docs/results-format.md lists them; written out again, since nothing is shared with the simulation.
enum RequestEndCode : std::int64_t { kServed, kRefused, kCancelled, kNoShow, kNeverMade };
enum ReasonCode : std::int64_t {
  kNoReason = -1,
  kSamePlace,
  kTooFarFromRoad,
  kPartyTooLarge,
  kArrivalTooEarly,
  kNoShuttleInService,
  kOutsideArea = 10,
  kOutsideHours,
  kWayBackRefused = 15,
  kOfferDeclined,
  kTooCostly,
  kNoBoardingInReach = 19
};
enum CauseCode : std::int64_t { kNoCause = -1, kBusyCause, kClosedCause, kNoNoticeCause, kNoAppCause };
enum ChannelCode : std::int64_t { kApp, kPhone };
enum ServiceCode : std::int64_t { kDoorToDoor, kStopBased, kVirtualLine, kHubAndSpoke };
enum BookingCode : std::int64_t { kRealTime, kSameDay, kPriorDays };
enum StopCode : std::int64_t { kPickup, kDropoff, kWait, kDepotStop, kPause };
enum PurposeCode : std::int64_t { kOccupied, kApproach, kRepositioning, kDepot };
enum EventCode : std::int64_t {
  kSubmittedEvent,
  kAcceptedEvent,
  kRefusedEvent,
  kDeferredEvent,
  kOfferedEvent,
  kCancelledEvent,
  kNoShowEvent,
  kBoardingEvent,
  kAlightingEvent,
  kShiftStartedEvent,
  kShiftEndedEvent,
  kDepartedEvent,
  kArrivedEvent,
  kDivertedEvent,
  kPromiseBrokenEvent,
  kReassignedEvent,
  kNeverMadeEvent,
  kDeclinedEvent,
  kAskedAgainEvent,
  kDelayedEvent,
  kBrokeDownEvent,
  kRepairedEvent,
  kWentRoundEvent
};

/// Of residents.
inline constexpr std::size_t kAgeBands = 8;
/// Noise is no more than so many times its mean.
inline constexpr double kMostNoise = 4;

/// A results file in memory, column by column, named as in docs/results-format.md.
struct Run {
  std::string scenario, scenario_sha256;
  std::int64_t days = 0;
  bool never_made_causes_known = false;
  std::int64_t weekday_of_day_0 = 0;  // 0 is Monday

  struct {
    double max_snap_distance;                                                               // [m]
    double cost_per_vehicle_day, cost_per_driver_hour, cost_per_vehicle_km, fare_per_trip;  // NaN: not given
    double cost_per_vehicle_year, booking_centre_per_year, taxi_base, taxi_per_km;          // NaN: not given
    double consumption_per_100km, energy_co2e, car_co2e_per_passenger_km;                   // NaN: not given
    double service_days_per_year, taxi_share, fare_impaired;
    std::vector<double> fare_by_age;    // by age band
    bool way_back_in_contract;          // of every service
    bool cancellations, no_shows;       // may happen
    double driving_noise, dwell_noise;  // mean share, 0: none
    double breakdowns_per_1000_h;       // drawn; 0: none
    std::int64_t breakdown_duration;    // [ms] of those drawn
    std::int64_t given_breakdowns;      // how many besides may last as long as they like
    std::int64_t lateness;              // [ms] that a passenger may keep a shuttle waiting; 0: none does
    std::int64_t patience;              // [ms] that a shuttle waits for one who is not there
    std::string policy;
    struct {
      bool known, offers, phone;  // phone: calls are taken
      std::int64_t offer_step, max_offer_shift, retry_interval, max_request_age, phone_lines, call_length;  // [ms]
      std::vector<double> phone_from, phone_until;  // since midnight [ms]; empty: always
    } booking;
  } rules{};

  struct {
    std::vector<std::string> name;
    Column kind, weekdays;
    Column stop_duration, max_wait_time, max_travel_time_beta, max_absolute_detour, max_detour_beta,
        minimum_allowed_detour, max_allowed_pickup_delay, max_course_delay,  // [ms], kNone: unlimited
        late_diversion_threshold;
    Column booking_type, prior_notice_duration_min, prior_notice_duration_max, prior_notice_last_day,
        prior_notice_last_time, prior_notice_start_day, prior_notice_start_time;
    std::vector<double> max_travel_time_alpha, max_detour_alpha, max_walk_distance, walking_speed,
        walking_detour_factor;
    // Of files that have them; else, by their rows: kNone, as /rules has it for all.
    Column taxi_above, way_back;
    Column largest_excess;  // [ms], 0: limits are hard
    // Not in the file: see settle_service_days.
    Column day_begins;                        // [ms] since midnight, of a service without hours
    Column last_call;                         // [ms] since midnight of the service day; negative: it has no courses
    std::vector<double> fare, fare_impaired;  // fare NaN: not given
    [[nodiscard]] std::size_t size() const { return name.size(); }
  } services;
  struct {
    Column service, age_band;
    std::vector<double> share;
  } service_fares;
  struct {
    bool known = false;  // the file tells where services run
    Column service, polygon, ring, lon, lat;
  } service_areas;
  struct {
    Column service, from, until;
  } service_hours;
  struct {
    Column service, lon, lat;
    PlaceColumns place;
    std::vector<double> radius;  // [m]
    Column pickup, dropoff;      // of files that have them; else 1
  } service_stops;
  struct {
    Column service, course, stop, time;
    Column pickup, dropoff;  // of files that have them; else 1
  } course_visits;
  struct {
    Column service, course, day;
    Column service_day;  // of files that have it; else as `day`
  } course_days;

  struct {
    Column lon, lat;
  } nodes;
  struct {
    Column tail, head, twin, duration, length, shape_begin;  // shape_begin gets one more row: the end
    Column boarding;                                         // 0: allowed; else the code that tells why not
  } edges;
  struct {
    Column lon, lat, time, distance;
  } shape;

  struct {
    std::vector<std::string> id;
    Column submitted_at, earliest_departure, latest_arrival, origin_lon, origin_lat, destination_lon, destination_lat;
    PlaceColumns origin, destination;
    Column party_size, wheelchairs, boarding_time, direct_time, direct_distance, end, reason, shuttle, decided_at,
        promised_pickup, promised_dropoff, latest_pickup, latest_dropoff, max_ride_time, pickup, boarded, dropoff,
        shared, resident, purpose, service, pickup_stop, dropoff_stop, walk_to_pickup, walk_from_dropoff, course;
    PlaceColumns pickup_place, dropoff_place;
    // Of files that have them; else, by their rows: submitted_at, kNone, -1, 0, kApp.
    Column heard_at, agreed_departure, tour, way_back, channel;
    Column never_made_cause;  // kNoCause in files that tell none
    Column least_added_time;  // [ms], kNone: not too costly
    Column other_way;         // not in the file: row of the other way of a tour of two; -1: none
    [[nodiscard]] std::size_t size() const { return id.size(); }
    /// From when the passenger is ready: as asked, or as offered and taken.
    [[nodiscard]] std::int64_t departure(std::size_t row) const {
      return agreed_departure[row] == kNone ? earliest_departure[row] : agreed_departure[row];
    }
  } requests;

  struct {
    std::vector<std::string> id;
    Column service, seats, wheelchairs, depot_lon, depot_lat;
    PlaceColumns depot;
    Column max_spread, max_continuous_driving;  // kNone: unlimited, as in files that do not have them
    [[nodiscard]] std::size_t size() const { return id.size(); }
  } shuttles;
  struct {
    Column shuttle, start, end;
  } shifts;
  struct {
    Column shuttle, earliest, latest, duration;  // empty in files that do not have them
  } pauses;

  struct {
    Column edge, from, until, announced;  // empty in files of runs in which no roads are closed
  } closures;

  struct {
    Column shuttle, kind, request;
    PlaceColumns place;
    Column planned_begin, arrival, begin, end, seats, wheelchairs;
  } stops;
  struct {
    Column shuttle, purpose, diverted;
    PlaceColumns from, to;
    Column departure, arrival, distance, seats, wheelchairs, requests, first_sample, samples;
  } legs;
  struct {
    Column time, kind, request, shuttle;
    PlaceColumns place;
    Column value;
  } events;
  struct {
    std::vector<std::string> id;
    Column row_size;           // per shuttle
    Column edge, entry, load;  // per sample
  } trajectories;
  // Empty: demand was given, nobody is known to live here.
  struct {
    Column household, age_band, licence, car_access, impaired, wheelchair, commune, home_lon, home_lat;
    PlaceColumns home;
    [[nodiscard]] std::size_t size() const { return age_band.size(); }
  } residents;
  struct {
    std::vector<std::string> name, code;
    Column asked, made, buildings;
    std::vector<double> largest_age_gap;
    Column elsewhere, households;           // empty: a file of an earlier version
    std::array<Column, 5> households_made;  // by size, the last of five persons and more
    [[nodiscard]] std::size_t size() const { return made.size(); }
  } communes;
  struct {
    Column kind, outside, lon, lat;
    PlaceColumns place;
    std::vector<double> size;
  } facilities;
  struct {
    Column day, age_band, residents, went_out, trips;
  } travel;
  struct {
    std::vector<std::string> name;
    std::vector<double> value;
    std::vector<std::string> unit;
  } kpi;

  /// Seats a party takes: wheelchair users bring their own.
  [[nodiscard]] std::int64_t seats_of(std::size_t request) const {
    return requests.party_size[request] - requests.wheelchairs[request];
  }
  [[nodiscard]] const std::string& name(std::size_t request) const { return requests.id[request]; }
  [[nodiscard]] const std::string& shuttle_name(std::int64_t shuttle) const {
    return shuttles.id[static_cast<std::size_t>(shuttle)];
  }
};

}  // namespace navette::verify
