#include <catch2/catch.hpp>
#include <fstream>
#include <numeric>
#include <string>

#include "core/random_stream.h"
#include "io/osm/osm_ferries.h"
#include "io/osm/read_osm.h"
#include "network/build/build_road_graph.h"
#include "support/temporary_folder.h"

using namespace navette;

namespace {

// Roads on two banks, west (1, 2) and east (5, 6), and a ferry from 2 over 3 and 4 to 5. A street at 3 makes a junction
// of it.
//  1---2~~~3~~~4~~~5---6
//          7
std::string river(const std::string& ferries, double between = 0.0004) {
  const auto node = [&](int id, double lon, double lat = 44.0) {
    return "<node id='" + std::to_string(id) + "' lat='" + std::to_string(lat) + "' lon='" + std::to_string(lon) +
           "'/>";
  };
  const auto road = [](int id, const std::string& nodes) {
    return "<way id='" + std::to_string(id) + "'>" + nodes + "<tag k='highway' v='tertiary'/></way>";
  };
  return "<osm version='0.6'>" + node(1, 1.99) + node(2, 2) + node(3, 2 + between) + node(4, 2 + 2.5 * between) +
         node(5, 2 + 3 * between) + node(6, 2.02) + node(7, 2 + between, 43.99) +
         road(1, "<nd ref='1'/><nd ref='2'/>") + road(2, "<nd ref='5'/><nd ref='6'/>") +
         road(3, "<nd ref='3'/><nd ref='7'/>") + ferries + "</osm>";
}

std::string ferry(int id, const std::string& nodes, const std::string& duration = "") {
  std::string text = "<way id='" + std::to_string(id) + "'>";
  for (const char node : nodes) text += "<nd ref='" + std::string{node} + "'/>";
  if (!duration.empty()) text += "<tag k='duration' v='" + duration + "'/>";
  return text + "<tag k='route' v='ferry'/><tag k='motor_vehicle' v='yes'/></way>";
}

std::string route(const std::string& duration, const std::vector<std::pair<int, std::string>>& ways) {
  std::string text = "<relation id='9'>";
  for (const auto& [way, role] : ways) {
    text += "<member type='way' ref='" + std::to_string(way) + "' role='" + role + "'/>";
  }
  return text + "<tag k='type' v='route'/><tag k='route' v='ferry'/><tag k='duration' v='" + duration +
         "'/></relation>";
}

BuiltRoads built(const std::string& text) {
  const TemporaryFolder folder;
  std::ofstream{folder.path() / "river.osm"} << text;
  RoadRules rules;
  rules.ferries = true;
  return build_road_graph(read_osm(folder.path() / "river.osm", rules).roads);
}

// Of all edges on the water from west to east, and from east to west. [ms]
std::pair<std::int64_t, std::int64_t> crossing(const BuiltRoads& roads) {
  std::pair<std::int64_t, std::int64_t> time{0, 0};
  const RoadGraph& graph = roads.graph;
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    if (graph.boarding(edge) != Boarding::ferry) continue;
    const bool east = graph.place(graph.tail(edge)).lon < graph.place(graph.head(edge)).lon;
    (east ? time.first : time.second) += graph.duration(edge);
  }
  return time;
}

}  // namespace

TEST_CASE("a ferry takes the time it says, however short, and into however many edges it is cut") {
  for (const double between : {0.0004, 0.02}) {  // about 100 m and 5 km
    for (const auto& [duration, ms] : {std::pair{"7", 420'000}, {"00:20", 1'200'000}, {"PT7M1S", 421'000}}) {
      INFO(between << " " << duration);
      const auto roads = built(river(ferry(10, "2345", duration), between));
      CHECK(crossing(roads) == std::pair<std::int64_t, std::int64_t>{ms, ms});
      CHECK(roads.report.impossible.ferry_durations == 0);
    }
  }
}

TEST_CASE("the duration of a ferry's route is shared by those of its ways that have none") {
  const std::string two = ferry(10, "23") + ferry(11, "345");
  const std::pair<std::int64_t, std::int64_t> ten_minutes{600'000, 600'000};
  CHECK(crossing(built(river(two + route("00:10", {{10, ""}, {11, ""}})))) == ten_minutes);
  CHECK(crossing(built(river(two + route("00:10", {{10, "forward"}, {11, ""}, {10, "backward"}})))) == ten_minutes);
  const std::string own = ferry(10, "23", "00:04") + ferry(11, "345");
  const auto mixed = built(river(own + route("00:10", {{10, ""}, {11, ""}})));
  CHECK(crossing(mixed) == ten_minutes);
  // One of its ways is not in the file; its ways take longer than all of it; it cannot be read.
  for (const auto& [ways, time] : {std::pair{two, "00:10"}, {own, "00:04"}, {two, "soon"}}) {
    const bool gap = time == std::string{"00:10"};
    const auto roads = built(river(ways + route(time, {{10, ""}, {gap ? 99 : 11, ""}})));
    CHECK(roads.report.impossible.ferry_durations == 1);
    CHECK(crossing(roads) != ten_minutes);
    CHECK(crossing(roads).first > 0);
  }
}

TEST_CASE("a duration that cannot be gives way to the speed of ferries, and is counted") {
  // 15 km in 5 minutes are 180 km/h.
  for (const char* duration : {"0", "-5", "80:00", "5 hours", "5"}) {
    INFO(duration);
    const auto roads = built(river(ferry(10, "2345", duration), 0.0625));
    CHECK(roads.report.impossible.ferry_durations == 1);
    CHECK(crossing(roads).first > 4'000'000);  // 12 km/h
  }
}

TEST_CASE("times of segments add up to the whole, in proportion, at any length") {
  RandomStream random{3, Purpose::given_demand};
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<double> metres(1 + random.below(9));
    for (double& segment : metres) segment = random.below(4) == 0 ? 0 : random.uniform(0, 500);
    const double begin = random.uniform(0, 1e6);
    const double end = begin + random.uniform(0, 1e7);
    const auto times = segment_times(metres, begin, end);
    const auto sum = std::accumulate(times.begin(), times.end(), std::int64_t{0});
    CHECK(std::abs(static_cast<double>(sum) - (end - begin)) <= 1);
    CHECK(std::all_of(times.begin(), times.end(), [](auto time) { return time >= 0; }));
  }
}
