#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"
#include "demand/census.h"
#include "demand/forecast/forecast_settings.h"
#include "demand/map_data.h"
#include "demand/residents/population_parameters.h"
#include "demand/travel/demand_parameters.h"
#include "dispatch/dispatch_settings.h"
#include "dispatch/rebalancing/rebalancing_settings.h"
#include "engine/booking/booking_parameters.h"
#include "engine/unforeseen/disturbance_parameters.h"
#include "engine/world/given_service.h"
#include "fleet/waiting_policy.h"
#include "network/build/road_rules.h"
#include "record/costs.h"

namespace navette {

/// A row of requests.csv: given demand, not yet on the road.
struct GivenRequest {
  std::string name;  // request_id
  Milliseconds submitted_at;
  Milliseconds earliest_departure;
  Milliseconds latest_arrival = kNever;
  Coordinate origin;
  Coordinate destination;
  int party_size = 1;
  int wheelchairs = 0;
  Milliseconds boarding_time{-1};  // negative: service.stop_duration
  std::int64_t resident = -1;      // resident_id; negative: none
  bool by_phone = false;           // channel
  std::string service;             // asked for; empty: any
  std::string contract;            // two requests that share it are the two ways of one tour; empty: a single trip
};

/// A file that a scenario names.
struct NamedFile {
  std::string key;             // under which, e.g. "territory.roads"
  std::string path;            // as it stands there; of a folder, with the name of the file in it
  std::filesystem::path file;  // where it was read
};

/// All that a run depends on, read and validated; the roads are named, the rest is here.
struct Scenario {
  struct {
    std::string name;
    std::filesystem::path roads;                         // an .osm.pbf or the like
    std::string country = "FR";                          // chooses default speeds
    std::vector<std::pair<std::string, double>> speeds;  // territory.speeds.CLASS: [km/h] in place of the default
    double max_snap_distance = 500;                      // [m] from a road, farther is refused
    RoadRules rules;  // what the map reader goes by: country, speeds and the like, together
    Area area;        // served; empty: all of the map
  } territory;
  bool synthetic_demand = false;  // residents ask, according to the next four
  PopulationParameters population;
  Census census;
  DemandParameters demand;
  double buffer = 5'000;                  // [m] around territory.area; residents farther away are left out
  std::vector<GivenRequest> requests;     // given demand, in order of (submitted_at, row); added to the synthetic
  std::vector<GivenService> services{1};  // never empty; a request is asked of each in this order, until one accepts
  BookingParameters booking;
  DisturbanceParameters disturbances;
  struct {
    std::string policy = "insertion";
    WaitingPolicy waiting = WaitingPolicy::drive_first;
    DispatchSettings settings;
  } dispatch;
  RebalancingSettings rebalancing;
  ForecastSettings forecast;
  struct {
    bool trajectories = true;
  } record;
  Costs costs;
  struct {
    std::uint64_t seed = 1;
    int days = 1;                             // >= 1
    std::chrono::year_month_day first_day{};  // the date of day 0
    int threads = 0;                          // 0: all there are; no part of the stored scenario
  } run;
  std::vector<NamedFile> files;
  std::string effective_toml;  // with the overrides in place, as kept in the results file
};

}  // namespace navette
