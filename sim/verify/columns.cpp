#include "verify/columns.h"

namespace navette::verify {
namespace {

constexpr const char* kFlag = "no yes";
constexpr const char* kChannels = "app phone";
constexpr const char* kEnds = "served refused cancelled no_show never_made";
constexpr const char* kReasons =
    "same_place too_far_from_road party_too_large arrival_too_early no_shuttle_in_service too_far_away shuttle_full "
    "trip_too_long promises_to_others shift_ends outside_area outside_hours booked_too_late booked_too_early "
    "no_stop_in_reach way_back_refused offer_declined too_costly driver_rules no_boarding_in_reach";
constexpr const char* kCauses = "busy closed no_notice no_app";
constexpr const char* kBoardings = "allowed motorway motorroad ferry tunnel long_bridge no_pedestrians";
constexpr const char* kServiceKinds = "door_to_door stop_based virtual_line hub_and_spoke";
constexpr const char* kWaysBack = "separate contract";
constexpr const char* kAges = "0-5 6-10 11-17 18-24 25-39 40-64 65-74 75+";
constexpr const char* kCarAccess = "none passenger shared own";
constexpr const char* kFacilities =
    "doctor pharmacy hospital supermarket small_shop school secondary_school workplace administration leisure market "
    "station";
constexpr const char* kTripPurposes = "work school shopping health administration leisure market station";
constexpr const char* kBookingTypes = "real_time same_day prior_days";
constexpr const char* kStopKinds = "pickup dropoff wait depot pause charge timetable";
constexpr const char* kPurposes = "occupied approach repositioning depot";
constexpr const char* kEventKinds =
    "submitted accepted refused deferred offered cancelled no_show boarding alighting shift_started shift_ended "
    "departed arrived diverted promise_broken reassigned never_made declined asked_again delayed broke_down "
    "repaired went_round";

}  // namespace

std::vector<ColumnSpec> column_specs(Run& run) {
  using enum Domain;
  auto& [lon, lat] = run.nodes;
  auto& e = run.edges;
  auto& p = run.shape;
  auto& r = run.requests;
  auto& s = run.shuttles;
  auto& h = run.shifts;
  auto& v = run.stops;
  auto& l = run.legs;
  auto& o = run.events;
  auto& t = run.trajectories;
  auto& c = run.services;
  return {
      {"/network/nodes", "lon", &lon, coordinate},
      {"/network/nodes", "lat", &lat, coordinate},

      {"/network/edges", "tail", &e.tail, row, Of::node},
      {"/network/edges", "head", &e.head, row, Of::node},
      {"/network/edges", "twin", &e.twin, row_or_none, Of::edge},
      {"/network/edges", "duration", &e.duration, count},
      {"/network/edges", "length", &e.length, count},
      {"/network/edges", "shape_begin", &e.shape_begin, row, Of::point},

      {"/network/shape", "lon", &p.lon, coordinate},
      {"/network/shape", "lat", &p.lat, coordinate},
      {"/network/shape", "time", &p.time, count},
      {"/network/shape", "distance", &p.distance, count},

      {"/requests", "submitted_at", &r.submitted_at, time},
      {"/requests", "earliest_departure", &r.earliest_departure, time},
      {"/requests", "latest_arrival", &r.latest_arrival, time_or_none},
      {"/requests", "origin_lon", &r.origin_lon, coordinate},
      {"/requests", "origin_lat", &r.origin_lat, coordinate},
      {"/requests", "destination_lon", &r.destination_lon, coordinate},
      {"/requests", "destination_lat", &r.destination_lat, coordinate},
      {"/requests", "origin_edge", &r.origin.edge, row_or_none, Of::edge},
      {"/requests", "origin_offset", &r.origin.offset, offset},
      {"/requests", "destination_edge", &r.destination.edge, row_or_none, Of::edge},
      {"/requests", "destination_offset", &r.destination.offset, offset},
      {"/requests", "party_size", &r.party_size, count},
      {"/requests", "wheelchairs", &r.wheelchairs, count},
      {"/requests", "boarding_time", &r.boarding_time, duration},
      {"/requests", "direct_time", &r.direct_time, duration_or_none},
      {"/requests", "direct_distance", &r.direct_distance, count_or_none},
      {"/requests", "end", &r.end, code, Of::nothing, kEnds},
      {"/requests", "reason", &r.reason, code_or_none, Of::nothing, kReasons},
      {"/requests", "shuttle", &r.shuttle, row_or_none, Of::shuttle},
      {"/requests", "decided_at", &r.decided_at, time_or_none},
      {"/requests", "promised_pickup", &r.promised_pickup, time_or_none},
      {"/requests", "promised_dropoff", &r.promised_dropoff, time_or_none},
      {"/requests", "latest_pickup", &r.latest_pickup, time_or_none},
      {"/requests", "latest_dropoff", &r.latest_dropoff, time_or_none},
      {"/requests", "max_ride_time", &r.max_ride_time, duration_or_none},
      {"/requests", "pickup", &r.pickup, time_or_none},
      {"/requests", "boarded", &r.boarded, time_or_none},
      {"/requests", "dropoff", &r.dropoff, time_or_none},
      {"/requests", "shared", &r.shared, code, Of::nothing, kFlag},

      {"/requests", "service", &r.service, row_or_none, Of::service},
      {"/requests", "pickup_stop", &r.pickup_stop, row_or_none, Of::service_stop},
      {"/requests", "dropoff_stop", &r.dropoff_stop, row_or_none, Of::service_stop},
      {"/requests", "pickup_edge", &r.pickup_place.edge, row_or_none, Of::edge},
      {"/requests", "pickup_offset", &r.pickup_place.offset, offset},
      {"/requests", "dropoff_edge", &r.dropoff_place.edge, row_or_none, Of::edge},
      {"/requests", "dropoff_offset", &r.dropoff_place.offset, offset},
      {"/requests", "walk_to_pickup", &r.walk_to_pickup, duration},
      {"/requests", "walk_from_dropoff", &r.walk_from_dropoff, duration},
      {"/requests", "course", &r.course, count_or_none},

      {"/services", "kind", &c.kind, code, Of::nothing, kServiceKinds},
      {"/services", "weekdays", &c.weekdays, count},
      {"/services", "stop_duration", &c.stop_duration, duration},
      {"/services", "max_wait_time", &c.max_wait_time, duration_or_none},
      {"/services", "max_travel_time_beta", &c.max_travel_time_beta, duration_or_none},
      {"/services", "max_absolute_detour", &c.max_absolute_detour, duration_or_none},
      {"/services", "max_detour_beta", &c.max_detour_beta, duration_or_none},
      {"/services", "minimum_allowed_detour", &c.minimum_allowed_detour, duration_or_none},
      {"/services", "max_allowed_pickup_delay", &c.max_allowed_pickup_delay, duration_or_none},
      {"/services", "late_diversion_threshold", &c.late_diversion_threshold, duration_or_none},
      {"/services", "booking_type", &c.booking_type, code, Of::nothing, kBookingTypes},
      {"/services", "prior_notice_duration_min", &c.prior_notice_duration_min, duration},
      {"/services", "prior_notice_duration_max", &c.prior_notice_duration_max, duration_or_none},
      {"/services", "prior_notice_last_day", &c.prior_notice_last_day, count},
      {"/services", "prior_notice_last_time", &c.prior_notice_last_time, duration},
      {"/services", "prior_notice_start_day", &c.prior_notice_start_day, count_or_none},
      {"/services", "prior_notice_start_time", &c.prior_notice_start_time, duration},
      {"/services", "max_course_delay", &c.max_course_delay, duration},

      {"/service_hours", "service", &run.service_hours.service, row, Of::service},
      {"/service_hours", "from", &run.service_hours.from, duration},
      {"/service_hours", "until", &run.service_hours.until, duration},

      {"/service_stops", "service", &run.service_stops.service, row, Of::service},
      {"/service_stops", "lon", &run.service_stops.lon, coordinate},
      {"/service_stops", "lat", &run.service_stops.lat, coordinate},
      {"/service_stops", "edge", &run.service_stops.place.edge, row, Of::edge},
      {"/service_stops", "offset", &run.service_stops.place.offset, offset},

      {"/course_visits", "service", &run.course_visits.service, row, Of::service},
      {"/course_visits", "course", &run.course_visits.course, count},
      {"/course_visits", "stop", &run.course_visits.stop, row, Of::service_stop},
      {"/course_visits", "time", &run.course_visits.time, duration},

      {"/course_days", "service", &run.course_days.service, row, Of::service},
      {"/course_days", "course", &run.course_days.course, count},
      {"/course_days", "day", &run.course_days.day, count},

      {"/shuttles", "service", &s.service, row, Of::service},
      {"/shuttles", "seats", &s.seats, count},
      {"/shuttles", "wheelchairs", &s.wheelchairs, count},
      {"/shuttles", "depot_lon", &s.depot_lon, coordinate},
      {"/shuttles", "depot_lat", &s.depot_lat, coordinate},
      {"/shuttles", "depot_edge", &s.depot.edge, row_or_none, Of::edge},
      {"/shuttles", "depot_offset", &s.depot.offset, offset},

      {"/shifts", "shuttle", &h.shuttle, row, Of::shuttle},
      {"/shifts", "start", &h.start, time},
      {"/shifts", "end", &h.end, time},

      {"/stops", "shuttle", &v.shuttle, row, Of::shuttle},
      {"/stops", "kind", &v.kind, code, Of::nothing, kStopKinds},
      {"/stops", "request", &v.request, row_or_none, Of::request},
      {"/stops", "edge", &v.place.edge, row, Of::edge},
      {"/stops", "offset", &v.place.offset, offset},
      {"/stops", "planned_begin", &v.planned_begin, time_or_none},
      {"/stops", "arrival", &v.arrival, time},
      {"/stops", "begin", &v.begin, time},
      {"/stops", "end", &v.end, time},
      {"/stops", "seats", &v.seats, value},
      {"/stops", "wheelchairs", &v.wheelchairs, value},

      {"/legs", "shuttle", &l.shuttle, row, Of::shuttle},
      {"/legs", "purpose", &l.purpose, code, Of::nothing, kPurposes},
      {"/legs", "diverted", &l.diverted, code, Of::nothing, kFlag},
      {"/legs", "from_edge", &l.from.edge, row, Of::edge},
      {"/legs", "from_offset", &l.from.offset, offset},
      {"/legs", "to_edge", &l.to.edge, row, Of::edge},
      {"/legs", "to_offset", &l.to.offset, offset},
      {"/legs", "departure", &l.departure, time},
      {"/legs", "arrival", &l.arrival, time},
      {"/legs", "distance", &l.distance, count},
      {"/legs", "seats", &l.seats, value},
      {"/legs", "wheelchairs", &l.wheelchairs, value},
      {"/legs", "requests", &l.requests, value},
      {"/legs", "first_sample", &l.first_sample, row_or_none, Of::obs},
      {"/legs", "samples", &l.samples, count},

      {"/events", "time", &o.time, time},
      {"/events", "kind", &o.kind, code, Of::nothing, kEventKinds},
      {"/events", "request", &o.request, row_or_none, Of::request},
      {"/events", "shuttle", &o.shuttle, row_or_none, Of::shuttle},
      {"/events", "edge", &o.place.edge, row_or_none, Of::edge},
      {"/events", "offset", &o.place.offset, offset},
      {"/events", "value", &o.value, value},

      {"/trajectories", "edge", &t.edge, row, Of::edge},
      {"/trajectories", "entry", &t.entry, time},
      {"/trajectories", "load", &t.load, value},
  };
}

std::vector<ColumnSpec> added_column_specs(Run& run) {
  using enum Domain;
  return {{"/requests", "least_added_time", &run.requests.least_added_time, duration_or_none},
          {"/services", "taxi_above", &run.services.taxi_above, duration_or_none},
          {"/services", "way_back", &run.services.way_back, code, Of::nothing, kWaysBack},
          {"/service_fares", "service", &run.service_fares.service, row, Of::service},
          {"/service_fares", "age_band", &run.service_fares.age_band, code, Of::nothing, kAges},
          {"/service_areas", "service", &run.service_areas.service, row, Of::service},
          {"/service_areas", "ring", &run.service_areas.ring, count},
          {"/service_areas", "lon", &run.service_areas.lon, coordinate},
          {"/service_areas", "lat", &run.service_areas.lat, coordinate}};
}

std::vector<ColumnSpec> driver_column_specs(Run& run) {
  using enum Domain;
  auto& p = run.pauses;
  return {{"/services", "largest_excess", &run.services.largest_excess, duration},
          {"/shuttles", "max_spread", &run.shuttles.max_spread, duration_or_none},
          {"/shuttles", "max_continuous_driving", &run.shuttles.max_continuous_driving, duration_or_none},
          {"/pauses", "shuttle", &p.shuttle, row, Of::shuttle},
          {"/pauses", "earliest", &p.earliest, time},
          {"/pauses", "latest", &p.latest, time},
          {"/pauses", "duration", &p.duration, duration}};
}

std::vector<ColumnSpec> course_column_specs(Run& run) {
  using enum Domain;
  return {{"/course_days", "service_day", &run.course_days.service_day, value},
          {"/service_stops", "pickup", &run.service_stops.pickup, code, Of::nothing, kFlag},
          {"/service_stops", "dropoff", &run.service_stops.dropoff, code, Of::nothing, kFlag},
          {"/course_visits", "pickup", &run.course_visits.pickup, code, Of::nothing, kFlag},
          {"/course_visits", "dropoff", &run.course_visits.dropoff, code, Of::nothing, kFlag}};
}

std::vector<ColumnSpec> closure_column_specs(Run& run) {
  using enum Domain;
  return {{"/closures", "edge", &run.closures.edge, row, Of::edge},
          {"/closures", "from", &run.closures.from, time},
          {"/closures", "until", &run.closures.until, time},
          {"/closures", "announced", &run.closures.announced, time}};
}

std::vector<ColumnSpec> resident_column_specs(Run& run) {
  using enum Domain;
  auto& r = run.residents;
  auto& c = run.communes;
  auto& f = run.facilities;
  auto& t = run.travel;
  return {{"/communes", "asked", &c.asked, count_or_none},
          {"/communes", "made", &c.made, count},
          {"/communes", "buildings", &c.buildings, count},
          {"/residents", "household", &r.household, count},
          {"/residents", "age_band", &r.age_band, code, Of::nothing, kAges},
          {"/residents", "licence", &r.licence, code, Of::nothing, kFlag},
          {"/residents", "car_access", &r.car_access, code, Of::nothing, kCarAccess},
          {"/residents", "impaired", &r.impaired, code, Of::nothing, kFlag},
          {"/residents", "wheelchair", &r.wheelchair, code, Of::nothing, kFlag},
          {"/residents", "commune", &r.commune, row, Of::commune},
          {"/residents", "home_lon", &r.home_lon, coordinate},
          {"/residents", "home_lat", &r.home_lat, coordinate},
          {"/residents", "home_edge", &r.home.edge, row_or_none, Of::edge},
          {"/residents", "home_offset", &r.home.offset, offset},
          {"/facilities", "kind", &f.kind, code, Of::nothing, kFacilities},
          {"/facilities", "outside", &f.outside, code, Of::nothing, kFlag},
          {"/facilities", "lon", &f.lon, coordinate},
          {"/facilities", "lat", &f.lat, coordinate},
          {"/facilities", "edge", &f.place.edge, row_or_none, Of::edge},
          {"/facilities", "offset", &f.place.offset, offset},
          {"/travel", "day", &t.day, count},
          {"/travel", "age_band", &t.age_band, code, Of::nothing, kAges},
          {"/travel", "residents", &t.residents, count},
          {"/travel", "went_out", &t.went_out, count},
          {"/travel", "trips", &t.trips, count}};
}

std::vector<ColumnSpec> later_column_specs(Run& run) {
  using enum Domain;
  return {{"/requests", "channel", &run.requests.channel, code, Of::nothing, kChannels},
          {"/requests", "way_back", &run.requests.way_back, code, Of::nothing, kFlag},
          {"/requests", "purpose", &run.requests.purpose, code_or_none, Of::nothing, kTripPurposes, "unknown"},
          {"/communes", "elsewhere", &run.communes.elsewhere, code, Of::nothing, kFlag},
          {"/network/edges", "boarding", &run.edges.boarding, code, Of::nothing, kBoardings},
          {"/requests", "never_made_cause", &run.requests.never_made_cause, code_or_none, Of::nothing, kCauses},
          {"/service_areas", "polygon", &run.service_areas.polygon, count}};
}

std::vector<PlaceSpec> place_specs(const Run& run) {
  return {{"/requests", "origin_", &run.requests.origin},
          {"/requests", "destination_", &run.requests.destination},
          {"/requests", "pickup_", &run.requests.pickup_place},
          {"/requests", "dropoff_", &run.requests.dropoff_place},
          {"/service_stops", "", &run.service_stops.place},
          {"/shuttles", "depot_", &run.shuttles.depot},
          {"/stops", "", &run.stops.place},
          {"/legs", "from_", &run.legs.from},
          {"/legs", "to_", &run.legs.to},
          {"/events", "", &run.events.place},
          {"/residents", "home_", &run.residents.home},
          {"/facilities", "", &run.facilities.place}};
}

}  // namespace navette::verify
