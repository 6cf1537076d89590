#include "verify/handmade_run.h"

#include <limits>

namespace navette::test {
namespace {

constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();

// Seconds after 8:00.
constexpr std::int64_t at(std::int64_t seconds) { return kEight + seconds * 1'000; }

void network(HandmadeRun& run) {
  auto& i = run.integers;
  // A 0, B 1, C 2, D 3
  i["/network/nodes/lon"] = {0, 90'000, 180'000, 90'000};
  i["/network/nodes/lat"] = {460'000'000, 460'000'000, 460'000'000, 459'910'000};
  // 0 A-B, 1 B-A, 2 B-C, 3 B-D, 4 C-B, 5 D-B
  i["/network/edges/tail"] = {0, 1, 1, 1, 2, 3};
  i["/network/edges/head"] = {1, 0, 2, 3, 1, 1};
  i["/network/edges/twin"] = {1, 0, 4, 5, 2, 3};
  i["/network/edges/duration"] = {60'000, 60'000, 60'000, 60'000, 60'000, 60'000};
  i["/network/edges/length"] = {1'000, 1'000, 1'000, 1'000, 1'000, 1'000};
  i["/network/edges/boarding"] = {0, 0, 0, 0, 0, 0};
  run.codes["/network/edges/boarding"] = {{0, 1, 2, 3, 4, 5, 6},
                                          "allowed motorway motorroad ferry tunnel long_bridge no_pedestrians"};
  i["/network/edges/shape_begin"] = {0, 3, 6, 8, 10, 12};
  i["/network/shape/lon"] = {0,       45'000, 90'000, 90'000,  45'000, 0,      90'000,
                             180'000, 90'000, 90'000, 180'000, 90'000, 90'000, 90'000};
  i["/network/shape/lat"] = {460'000'000, 460'000'100, 460'000'000, 460'000'000, 460'000'100, 460'000'000, 460'000'000,
                             460'000'000, 460'000'000, 459'910'000, 460'000'000, 460'000'000, 459'910'000, 460'000'000};
  i["/network/shape/time"] = {0, 30'000, 60'000, 0, 30'000, 60'000, 0, 60'000, 0, 60'000, 0, 60'000, 0, 60'000};
  i["/network/shape/distance"] = {0, 500, 1'000, 0, 500, 1'000, 0, 1'000, 0, 1'000, 0, 1'000, 0, 1'000};
}

void requests(HandmadeRun& run) {
  auto& i = run.integers;
  run.texts["/requests/request_id"] = {"r0", "r1", "r2", "r3"};
  i["/requests/submitted_at"] = {at(0), at(1), at(2), at(450)};
  i["/requests/earliest_departure"] = {at(0), at(120), at(2), at(450)};
  i["/requests/latest_arrival"] = {at(3'600), kNone, kNone, kNone};
  i["/requests/origin_lon"] = {45'000, 90'000, 9'000'000, 90'000};
  i["/requests/origin_lat"] = {460'000'000, 460'000'000, 470'000'000, 459'910'000};
  i["/requests/destination_lon"] = {180'000, 135'000, 0, 0};
  i["/requests/destination_lat"] = {460'000'000, 460'000'000, 460'000'000, 460'000'000};
  i["/requests/origin_edge"] = {0, 0, -1, 3};
  i["/requests/origin_offset"] = {30'000, 60'000, -1, 60'000};
  i["/requests/destination_edge"] = {2, 2, 0, 0};
  i["/requests/destination_offset"] = {60'000, 30'000, 0, 0};
  i["/requests/party_size"] = {2, 1, 1, 1};
  i["/requests/wheelchairs"] = {0, 1, 0, 0};
  i["/requests/boarding_time"] = {60'000, 60'000, 60'000, 60'000};
  i["/requests/direct_time"] = {90'000, 30'000, kNone, 120'000};
  i["/requests/direct_distance"] = {1'500, 500, -1, 2'000};
  i["/requests/end"] = {0, 0, 1, 0};
  i["/requests/reason"] = {-1, -1, 1, -1};
  i["/requests/never_made_cause"] = {-1, -1, -1, -1};
  run.codes["/requests/never_made_cause"] = {{-1, 0, 1, 2, 3}, "none busy closed no_notice no_app"};
  i["/requests/shuttle"] = {0, 0, -1, 0};
  i["/requests/least_added_time"] = {kNone, kNone, kNone, kNone};
  i["/requests/decided_at"] = {at(0), at(1), at(2), at(450)};
  i["/requests/promised_pickup"] = {at(30), at(120), kNone, at(600)};
  i["/requests/promised_dropoff"] = {at(180), at(210), kNone, at(780)};
  // earliest + 900 s; earliest + 1.5 direct + 1200 s; direct + 20 min
  i["/requests/latest_pickup"] = {at(900), at(1'020), kNone, at(1'350)};
  i["/requests/latest_dropoff"] = {at(1'335), at(1'365), kNone, at(1'830)};
  i["/requests/max_ride_time"] = {1'290'000, 1'230'000, kNone, 1'320'000};
  i["/requests/pickup"] = {at(30), at(120), kNone, at(600)};
  i["/requests/boarded"] = {at(90), at(180), kNone, at(660)};
  i["/requests/dropoff"] = {at(300), at(210), kNone, at(780)};
  i["/requests/shared"] = {1, 1, 0, 0};
}

// One service, from door to door.
void services(HandmadeRun& run) {
  auto& i = run.integers;
  run.texts["/services/name"] = {"service"};
  i["/services/kind"] = {0};
  i["/services/weekdays"] = {127};
  i["/services/stop_duration"] = {60'000};
  i["/services/max_wait_time"] = {900'000};
  i["/services/max_travel_time_beta"] = {1'200'000};
  i["/services/max_absolute_detour"] = {1'200'000};
  i["/services/max_detour_beta"] = {0};
  i["/services/minimum_allowed_detour"] = {0};
  i["/services/max_allowed_pickup_delay"] = {kNone};
  i["/services/late_diversion_threshold"] = {0};
  i["/services/booking_type"] = {0};
  i["/services/prior_notice_duration_min"] = {0};
  i["/services/prior_notice_duration_max"] = {kNone};
  i["/services/prior_notice_last_day"] = {1};
  i["/services/prior_notice_last_time"] = {86'400'000};
  i["/services/prior_notice_start_day"] = {-1};
  i["/services/prior_notice_start_time"] = {0};
  i["/services/max_course_delay"] = {300'000};
  i["/services/taxi_above"] = {kNone};
  i["/services/way_back"] = {0};
  run.codes["/services/way_back"] = {{0, 1}, "separate contract"};
  run.reals["/services/fare"] = {2};
  run.reals["/services/fare_impaired"] = {1};
  i["/service_fares/service"] = {0, 0, 0, 0, 0, 0, 0, 0};
  i["/service_fares/age_band"] = {0, 1, 2, 3, 4, 5, 6, 7};
  run.codes["/service_fares/age_band"] = {{0, 1, 2, 3, 4, 5, 6, 7}, "0-5 6-10 11-17 18-24 25-39 40-64 65-74 75+"};
  run.reals["/service_fares/share"] = {1, 1, 1, 1, 1, 1, 1, 1};
  // The roads and 1.1 km around them.
  i["/service_areas/service"] = {0, 0, 0, 0};
  i["/service_areas/polygon"] = {0, 0, 0, 0};
  i["/service_areas/ring"] = {0, 0, 0, 0};
  i["/service_areas/lon"] = {-100'000, 280'000, 280'000, -100'000};
  i["/service_areas/lat"] = {459'810'000, 459'810'000, 460'100'000, 460'100'000};
  run.reals["/services/max_travel_time_alpha"] = {1.5};
  run.reals["/services/max_detour_alpha"] = {0};
  run.reals["/services/max_walk_distance"] = {500};
  run.reals["/services/walking_speed"] = {1};
  run.reals["/services/walking_detour_factor"] = {1};
  for (const auto* name :
       {"/service_hours/service", "/service_hours/from", "/service_hours/until", "/service_stops/service",
        "/service_stops/lon", "/service_stops/lat", "/service_stops/edge", "/service_stops/offset",
        "/course_visits/service", "/course_visits/course", "/course_visits/stop", "/course_visits/time",
        "/course_days/service", "/course_days/course", "/course_days/day"}) {
    i[name] = {};
  }
  run.reals["/service_stops/radius"] = {};
  i["/requests/service"] = {0, 0, -1, 0};
  i["/requests/pickup_stop"] = {-1, -1, -1, -1};
  i["/requests/dropoff_stop"] = {-1, -1, -1, -1};
  i["/requests/pickup_edge"] = i["/requests/origin_edge"];
  i["/requests/pickup_offset"] = i["/requests/origin_offset"];
  i["/requests/dropoff_edge"] = {2, 2, -1, 0};
  i["/requests/dropoff_offset"] = {60'000, 30'000, -1, 0};
  i["/requests/walk_to_pickup"] = {0, 0, 0, 0};
  i["/requests/walk_from_dropoff"] = {0, 0, 0, 0};
  i["/requests/course"] = {-1, -1, -1, -1};
  run.codes["/services/kind"] = {{0, 1, 2, 3}, "door_to_door stop_based virtual_line hub_and_spoke"};
  run.codes["/services/booking_type"] = {{0, 1, 2}, "real_time same_day prior_days"};
}

void fleet(HandmadeRun& run) {
  auto& i = run.integers;
  i["/shuttles/service"] = {0};
  run.texts["/shuttles/shuttle_id"] = {"s0"};
  i["/shuttles/seats"] = {4};
  i["/shuttles/wheelchairs"] = {1};
  i["/shuttles/depot_lon"] = {0};
  i["/shuttles/depot_lat"] = {460'000'000};
  i["/shuttles/depot_edge"] = {0};
  i["/shuttles/depot_offset"] = {0};
  i["/shifts/shuttle"] = {0};
  i["/shifts/start"] = {at(0)};
  i["/shifts/end"] = {at(14'400)};
}

void stops(HandmadeRun& run) {
  auto& i = run.integers;
  i["/stops/shuttle"] = {0, 0, 0, 0, 0, 0};
  i["/stops/kind"] = {0, 0, 1, 1, 0, 1};
  i["/stops/request"] = {0, 1, 1, 0, 3, 3};
  i["/stops/edge"] = {0, 0, 2, 2, 3, 0};
  i["/stops/offset"] = {30'000, 60'000, 30'000, 60'000, 60'000, 0};
  i["/stops/planned_begin"] = {at(30), at(120), at(210), at(300), at(600), at(780)};
  i["/stops/arrival"] = {at(30), at(120), at(210), at(300), at(600), at(780)};
  i["/stops/begin"] = {at(30), at(120), at(210), at(300), at(600), at(780)};
  i["/stops/end"] = {at(90), at(180), at(270), at(360), at(660), at(840)};
  i["/stops/seats"] = {2, 2, 2, 0, 1, 0};
  i["/stops/wheelchairs"] = {0, 1, 0, 0, 0, 0};
}

void legs(HandmadeRun& run) {
  auto& i = run.integers;
  i["/legs/shuttle"] = {0, 0, 0, 0, 0, 0, 0};
  i["/legs/purpose"] = {3, 0, 0, 0, 3, 1, 0};
  i["/legs/diverted"] = {0, 0, 0, 0, 1, 0, 0};
  i["/legs/from_edge"] = {0, 0, 0, 2, 2, 1, 3};
  i["/legs/from_offset"] = {0, 30'000, 60'000, 30'000, 60'000, 30'000, 60'000};
  i["/legs/to_edge"] = {0, 0, 2, 2, 1, 3, 0};
  i["/legs/to_offset"] = {30'000, 60'000, 30'000, 60'000, 30'000, 60'000, 0};
  i["/legs/departure"] = {at(0), at(90), at(180), at(270), at(360), at(450), at(660)};
  i["/legs/arrival"] = {at(30), at(120), at(210), at(300), at(450), at(600), at(780)};
  i["/legs/distance"] = {500, 500, 500, 500, 1'500, 2'500, 2'000};
  i["/legs/seats"] = {0, 2, 2, 2, 0, 0, 1};
  i["/legs/wheelchairs"] = {0, 0, 1, 0, 0, 0, 0};
  i["/legs/requests"] = {0, 1, 2, 1, 0, 0, 1};
  i["/legs/first_sample"] = {0, 1, 2, 4, 5, 7, 10};
  i["/legs/samples"] = {1, 1, 2, 1, 2, 3, 2};

  run.texts["/trajectories/trajectory_id"] = {"s0"};
  i["/trajectories/row_size"] = {12};
  // The diverted leg drives C-B and half of B-A; the next goes on to A, turns at the dead end, and drives to D.
  i["/trajectories/edge"] = {0, 0, 0, 2, 2, 4, 1, 1, 0, 3, 5, 1};
  i["/trajectories/entry"] = {at(0),   at(90),  at(180), at(180), at(270), at(360),
                              at(420), at(450), at(480), at(540), at(660), at(720)};
  i["/trajectories/load"] = {0, 2, 3, 3, 2, 0, 0, 0, 0, 0, 1, 1};
}

void events(HandmadeRun& run) {
  struct Row {
    std::int64_t time, kind, request, shuttle, edge, offset, value;
  };
  const std::vector<Row> rows{
      {at(0), 9, -1, 0, 0, 0, 0},         {at(0), 0, 0, -1, 0, 30'000, 0},    {at(0), 1, 0, 0, 0, 30'000, 0},
      {at(0), 11, -1, 0, 0, 0, 0},        {at(1), 0, 1, -1, 0, 60'000, 0},    {at(1), 1, 1, 0, 0, 60'000, 0},
      {at(2), 0, 2, -1, -1, -1, 0},       {at(2), 2, 2, -1, -1, -1, 1},       {at(30), 12, -1, 0, 0, 30'000, 0},
      {at(30), 7, 0, 0, 0, 30'000, 0},    {at(90), 11, -1, 0, 0, 30'000, 0},  {at(120), 12, -1, 0, 0, 60'000, 0},
      {at(120), 7, 1, 0, 0, 60'000, 0},   {at(180), 11, -1, 0, 0, 60'000, 0}, {at(210), 12, -1, 0, 2, 30'000, 0},
      {at(210), 8, 1, 0, 2, 30'000, 0},   {at(270), 11, -1, 0, 2, 30'000, 0}, {at(300), 12, -1, 0, 2, 60'000, 0},
      {at(300), 8, 0, 0, 2, 60'000, 0},   {at(360), 11, -1, 0, 2, 60'000, 0}, {at(450), 0, 3, -1, 3, 60'000, 0},
      {at(450), 1, 3, 0, 3, 60'000, 0},   {at(450), 13, -1, 0, 1, 30'000, 0}, {at(450), 11, -1, 0, 1, 30'000, 0},
      {at(600), 12, -1, 0, 3, 60'000, 0}, {at(600), 7, 3, 0, 3, 60'000, 0},   {at(660), 11, -1, 0, 3, 60'000, 0},
      {at(780), 12, -1, 0, 0, 0, 0},      {at(780), 8, 3, 0, 0, 0, 0},        {at(840), 10, -1, 0, 0, 0, 0}};
  auto& i = run.integers;
  for (const auto* name : {"time", "kind", "request", "shuttle", "edge", "offset", "value"}) {
    i[std::string{"/events/"} + name].clear();
  }
  for (const Row& row : rows) {
    i["/events/time"].push_back(row.time);
    i["/events/kind"].push_back(row.kind);
    i["/events/request"].push_back(row.request);
    i["/events/shuttle"].push_back(row.shuttle);
    i["/events/edge"].push_back(row.edge);
    i["/events/offset"].push_back(row.offset);
    i["/events/value"].push_back(row.value);
  }
}

void attributes(HandmadeRun& run) {
  run.integer_attributes["/@navette_schema_version"] = 2;
  run.integer_attributes["/@days"] = 1;
  run.text_attributes["/@first_day"] = "2026-01-05";
  run.text_attributes["/@title"] = "Navette results: Handmade";
  run.integer_attributes["/@seed"] = 1;
  for (const auto* group : {"/", "/rules"}) {
    run.text_attributes[std::string{group} + "@waiting"] = "drive_first";
    run.text_attributes[std::string{group} + "@policy"] = "insertion";
  }
  for (const auto* name :
       {"offers", "offer_step", "max_offer_shift", "retry_interval", "max_request_age", "phone_lines", "call_length"}) {
    run.integer_attributes[std::string{"/rules@booking_"} + name] = 0;
  }
  run.integer_attributes["/rules@booking_phone"] = 1;
  run.real_attributes["/rules@max_snap_distance"] = 500;
  run.real_attributes["/rules@costs_per_vehicle_day"] = 100;
  run.real_attributes["/rules@costs_per_driver_hour"] = 30;
  run.real_attributes["/rules@costs_per_vehicle_km"] = 0.5;
  run.real_attributes["/rules@costs_fare_per_trip"] = 2;
  run.codes["/requests/end"] = {{0, 1, 2, 3, 4}, "served refused cancelled no_show never_made"};
  run.codes["/requests/reason"] = {
      {-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19},
      "none same_place too_far_from_road party_too_large arrival_too_early no_shuttle_in_service too_far_away "
      "shuttle_full trip_too_long promises_to_others shift_ends outside_area outside_hours booked_too_late "
      "booked_too_early "
      "no_stop_in_reach way_back_refused offer_declined too_costly driver_rules no_boarding_in_reach"};
  run.codes["/requests/shared"] = {{0, 1}, "no yes"};
  run.codes["/legs/diverted"] = {{0, 1}, "no yes"};
  run.codes["/legs/purpose"] = {{0, 1, 2, 3}, "occupied approach repositioning depot"};
  run.codes["/stops/kind"] = {{0, 1, 2, 3, 4, 5, 6}, "pickup dropoff wait depot pause charge timetable"};
  run.codes["/events/kind"] = {
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22},
      "submitted accepted refused deferred offered cancelled no_show boarding alighting shift_started shift_ended "
      "departed arrived diverted promise_broken reassigned never_made declined asked_again delayed broke_down "
      "repaired went_round"};
}

void indicators(HandmadeRun& run) {
  struct Row {
    const char* name;
    double value;
    const char* unit;
  };
  // By hand: waits 30, 0, 150 s; rides 210, 30, 120 s; direct 90, 30, 120 s; 8 km, 3.5 of them occupied.
  const std::vector<Row> rows{{"requests", 4, "1"},
                              {"served", 3, "1"},
                              {"refused", 1, "1"},
                              {"cancelled", 0, "1"},
                              {"no_shows", 0, "1"},
                              {"refused_same_place", 0, "1"},
                              {"refused_too_far_from_road", 1, "1"},
                              {"refused_party_too_large", 0, "1"},
                              {"refused_arrival_too_early", 0, "1"},
                              {"refused_no_shuttle_in_service", 0, "1"},
                              {"refused_too_far_away", 0, "1"},
                              {"refused_shuttle_full", 0, "1"},
                              {"refused_trip_too_long", 0, "1"},
                              {"refused_promises_to_others", 0, "1"},
                              {"refused_shift_ends", 0, "1"},
                              {"refused_outside_area", 0, "1"},
                              {"refused_outside_hours", 0, "1"},
                              {"refused_booked_too_late", 0, "1"},
                              {"refused_booked_too_early", 0, "1"},
                              {"refused_no_stop_in_reach", 0, "1"},
                              {"refused_way_back_refused", 0, "1"},
                              {"refused_offer_declined", 0, "1"},
                              {"refused_too_costly", 0, "1"},
                              {"refused_driver_rules", 0, "1"},
                              {"refused_no_boarding_in_reach", 0, "1"},
                              {"refusal_rate", 0.25, "1"},
                              {"passengers", 4, "1"},
                              {"promises_broken", 0, "1"},
                              {"requests_never_made", 0, "1"},
                              {"requests_never_made_busy", 0, "1"},
                              {"requests_never_made_closed", 0, "1"},
                              {"requests_never_made_no_notice", 0, "1"},
                              {"requests_never_made_no_app", 0, "1"},
                              {"offers_made", 0, "1"},
                              {"offers_taken", 0, "1"},
                              {"asked_again", 0, "1"},
                              {"breakdowns", 0, "1"},
                              {"wait_mean", 60, "s"},
                              {"wait_median", 30, "s"},
                              {"wait_p95", 150, "s"},
                              {"wait_max", 150, "s"},
                              {"prebooked_wait_mean", 0, "s"},
                              {"prebooked_wait_median", 0, "s"},
                              {"prebooked_wait_p95", 0, "s"},
                              {"prebooked_wait_max", 0, "s"},
                              {"ride_mean", 120, "s"},
                              {"ride_median", 120, "s"},
                              {"ride_p95", 210, "s"},
                              {"ride_max", 210, "s"},
                              {"travel_time_mean", 240, "s"},
                              {"travel_time_median", 300, "s"},
                              {"travel_time_p95", 330, "s"},
                              {"travel_time_max", 330, "s"},
                              {"detour_ratio", 120.0 / 240, "1"},
                              {"detour_time_mean", 40, "s"},
                              {"pooling_rate", 2.0 / 3, "1"},
                              {"courses", 2, "1"},
                              {"trips_per_course", 2, "1"},
                              {"vehicle_distance", 8, "km"},
                              {"occupied_distance", 3.5, "km"},
                              {"empty_distance", 4.5, "km"},
                              {"approach_distance", 2.5, "km"},
                              {"repositioning_distance", 0, "km"},
                              {"depot_distance", 2, "km"},
                              {"empty_share", 0.5625, "1"},
                              {"approach_share", 0.3125, "1"},
                              {"repositioning_share", 0, "1"},
                              {"depot_share", 0.25, "1"},
                              {"commercial_distance", 6, "km"},
                              {"passenger_distance", 5.5, "passenger-km"},
                              {"direct_passenger_distance", 5.5, "passenger-km"},
                              {"direct_distance", 4, "km"},
                              {"occupancy", 0.6875, "1"},
                              {"distance_per_direct_distance", 2, "1"},
                              {"saved_distance", -1, "1"},
                              {"shift_hours", 4, "h"},
                              {"productivity", 1, "1/h"},
                              {"cost", 224, "EUR"},
                              {"cost_per_trip", 56, "EUR"},
                              {"revenue", 8, "EUR"},
                              {"revenue_per_cost", 1.0 / 28, "1"},
                              {"subsidy_per_trip", 54, "EUR"}};
  for (const Row& row : rows) {
    run.texts["/kpi/name"].emplace_back(row.name);
    run.texts["/kpi/unit"].emplace_back(row.unit);
    run.texts["/kpi/definition"].emplace_back("see docs/indicators.md");
    run.reals["/kpi/value"].push_back(row.value);
  }
}

}  // namespace

HandmadeRun handmade_run() {
  HandmadeRun run;
  attributes(run);
  network(run);
  requests(run);
  services(run);
  fleet(run);
  stops(run);
  legs(run);
  events(run);
  indicators(run);
  return run;
}

}  // namespace navette::test
