#pragma once

#include <string>
#include <vector>

#include "engine/run/simulation.h"
#include "support/ascii_map.h"
#include "support/list_recorder.h"

namespace navette::test {

using namespace literals;

/// A day on a drawn map, told trip by trip.
class SmallWorld {
 public:
  explicit SmallWorld(const std::string& drawing) : map{ascii_map(drawing)} {
    scenario.services[0].rules.stop_duration = 0_s;
    scenario.services[0].rules.max_travel_time_beta = 2_h;
  }

  void shuttle(Location depot, int seats = 8, int wheelchairs = 1, Milliseconds start = 8_h, Milliseconds end = 18_h) {
    Shuttle shuttle;
    shuttle.name = "s" + std::string(1, static_cast<char>('0' + shuttles.size()));
    shuttle.capacity = Load::of(seats, wheelchairs);
    shuttle.depot = depot;
    shuttle.depot_place = map.graph.place(depot);
    shuttle.shifts.push_back({start, end});
    shuttles.push_back(shuttle);
  }
  /// Returns the request, to be changed before the run.
  TripRequest& trip(Location from, Location to, Milliseconds submitted, Milliseconds departure) {
    TripRequest request;
    request.name = "r" + std::string(1, static_cast<char>('0' + requests.size()));
    request.submitted_at = submitted;
    request.earliest_departure = departure;
    request.origin = from;
    request.destination = to;
    requests.push_back(request);
    return requests.back();
  }
  /// Submitted and wanted at once.
  TripRequest& trip(Location from, Location to, Milliseconds now) { return trip(from, to, now, now); }

  /// Runs the day. Call once.
  ListRecorder& run() {
    const World world{RoadGraph{map.graph.columns()}, shuttles, scenario.services, ClosedRoads{closures}};
    const Demand demand{requests};
    const auto dispatcher = make_dispatcher(scenario.dispatch.policy, world.oracle(), scenario.dispatch.waiting,
                                            scenario.dispatch.settings);
    Simulation{world, demand, scenario, *dispatcher, recorder}.run();
    return recorder;
  }

  AsciiMap map;
  Scenario scenario;
  std::vector<Shuttle> shuttles;
  std::vector<TripRequest> requests;
  std::vector<Closure> closures;
  ListRecorder recorder;
};

}  // namespace navette::test
