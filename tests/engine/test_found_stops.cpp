#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "core/errors.h"
#include "core/random_stream.h"
#include "engine/world/found_stops.h"
#include "support/ascii_map.h"

using namespace navette;

namespace {

constexpr double kMetre = 1 / 111'195.08;  // [degrees] along a meridian

// So many metres east and north of a point on the equator.
GivenStop pole(const std::string& name, double east, double north = 0) {
  return {name, Coordinate::from_degrees(2 + east * kMetre, north * kMetre), name};
}

}  // namespace

TEST_CASE("poles on both sides of a road are one stop, and so are those of one name at a junction") {
  const auto stops = without_doubles({pole("Mill", 0), pole("Mill, opposite", 12, 20), pole("Church", 400),
                                      pole("Church", 480), pole("Church", 540), pole("", 1'000), pole("", 1'500)});
  REQUIRE(stops.size() == 4);
  CHECK(stops[0].name == "Mill");
  CHECK(stops[1].name == "Church");
  CHECK(stops[1].place == pole("", 480).place);  // nearest to the other two
  CHECK(stops[2].name == "stop-3");
  CHECK(stops[3].name == "stop-4");
}

TEST_CASE("poles of two names farther apart than a road is wide stay two stops") {
  CHECK(without_doubles({pole("Mill", 0), pole("Church", 51)}).size() == 2);
  CHECK(without_doubles({pole("Mill", 0), pole("Church", 49)}).size() == 1);
  CHECK(without_doubles({pole("Mill", 0), pole("Mill", 149)}).size() == 1);
  CHECK(without_doubles({pole("Mill", 0), pole("Mill", 151)}).size() == 2);
  CHECK(without_doubles({pole("", 0), pole("", 100)}).size() == 2);  // no name is not the same name
}

TEST_CASE("whatever the order of the poles: every pole has a stop near, and stops stand at poles") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::vector<GivenStop> poles;
    for (std::uint32_t k = 0; k < 40; ++k) {
      const std::string name = random.below(4) == 0 ? "" : std::string(1, static_cast<char>('a' + random.below(5)));
      poles.push_back(pole(name, random.below(1'500), random.below(600)));
    }
    const auto stops = without_doubles(poles);
    CHECK(stops.size() <= poles.size());
    for (const GivenStop& each : poles) {
      // Two poles of a stop are at most 150 m from its first.
      CHECK(std::any_of(stops.begin(), stops.end(),
                        [&](const GivenStop& stop) { return distance(stop.place, each.place) <= 300; }));
    }
    for (const GivenStop& stop : stops) {
      CHECK(std::any_of(poles.begin(), poles.end(), [&](const GivenStop& each) { return each.place == stop.place; }));
    }
    std::vector<GivenStop> turned{poles.rbegin(), poles.rend()};
    const auto again = without_doubles(turned);
    REQUIRE(again.size() == stops.size());
    for (std::size_t k = 0; k < stops.size(); ++k) {
      CHECK(again[k].place == stops[k].place);
      CHECK(again[k].name == stops[k].name);
    }
  }
}

TEST_CASE("of a feed a service with an area keeps the stops in it, and the visits there") {
  GivenService line;
  line.name = "line";
  line.kind = ServiceKind::virtual_line;
  line.stops = {pole("away", -500), pole("a", 10), pole("b", 400), pole("c", 900)};
  const auto at = [](std::int32_t stop, std::int64_t time) { return GivenCourse::Visit{stop, Milliseconds{time}}; };
  line.courses = {{{at(0, 0), at(1, 60'000), at(2, 120'000), at(3, 180'000)}, {}}, {{at(0, 0), at(3, 60'000)}, {}}};
  const auto corner = [](double east, double north) { return pole("", east, north).place; };
  line.area = {{{corner(-10, -10), corner(1'000, -10), corner(1'000, 10), corner(-10, 10)}}};
  keep_stops_in_area(line);
  REQUIRE(line.stops.size() == 3);
  CHECK(line.stops[0].name == "a");
  REQUIRE(line.courses.size() == 1);  // one visit is no course
  REQUIRE(line.courses[0].visits.size() == 3);
  CHECK(line.courses[0].visits[0].stop == 0);
  CHECK(line.courses[0].visits[2].time == Milliseconds{180'000});
  line.area = {{{corner(-10, -10), corner(20, -10), corner(20, 10), corner(-10, 10)}}};
  CHECK_THROWS_WITH(keep_stops_in_area(line),
                    Catch::Contains("service line: of 3 stops of the feed (service.gtfs), 1 can"));
}
