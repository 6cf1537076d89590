#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "io/osm/osm_speed.h"
#include "io/way_tags.h"

using namespace navette;
using namespace navette::test;

TEST_CASE("speed limits are read in all their forms") {
  struct Row {
    const char* value;
    double kmh;  // 0: nothing
    bool impossible = false;
  };
  const std::vector<Row> rows{{"50", 50},
                              {"50 km/h", 50},
                              {"50kph", 50},
                              {"30 mph", 48.28032},
                              {"30mph", 48.28032},
                              {"10 knots", 18.52},
                              {"walk", 7},
                              {"none", 0},
                              {"signals", 0},
                              {"variable", 0},
                              {"FR:rural", 80},
                              {"FR:urban", 50},
                              {"FR:motorway", 130},
                              {"FR:zone30", 30},
                              {"FR:30", 30},
                              {"DE:rural", 100},
                              {"DE:urban", 50},
                              {"DE:zone:30", 30},
                              {"DE:zone30", 30},
                              {"DE:living_street", 7},
                              {"DE:bicycle_road", 30},
                              {"DE:walk", 7},
                              {"GB:nsl_single", 96.56064},
                              {"GB:nsl_dual", 112.65408},
                              {"GB:nsl_restricted", 48.28032},
                              {"GB:zone20", 32.18688},
                              {"GB-WLS:urban", 32.18688},
                              {"GB-SCT:nsl_single", 96.56064},
                              {"BE-VLG:rural", 70},
                              {"IM:urban", 48.28032},
                              {"IM:rural", 0},
                              {"XX:rural", 0},
                              {"rural", 0},
                              {"50;30", 30},
                              {"50; 30 mph ;none", 48.28032},
                              {"70|50", 50},
                              {"13.5", 13.5},
                              {"0", 0, true},
                              {"0.9", 0, true},
                              {"1", 1},
                              {"-50", 0, true},
                              {"+50", 0, true},
                              {"1e3", 0, true},
                              {"nan", 0, true},
                              {"inf", 0, true},
                              {"150", 150},
                              {"151", 0, true},
                              {"500", 0, true},
                              {"99999", 0, true},
                              {"93 mph", 149.668992},
                              {"94 mph", 0, true},
                              {"81 knots", 0, true},
                              {"50,5", 0, true},
                              {"5O", 0, true},
                              {"50;500", 0, true},
                              {"500|50", 0, true},
                              {"FR:2015", 0, true},
                              {"fast", 0, true},
                              {"50 furlongs", 0, true},
                              {"", 0},
                              {";;", 0},
                              {":", 0},
                              {"zone:30", 30}};
  for (const auto& row : rows) {
    INFO("maxspeed=" << row.value);
    const SpeedLimit limit = read_speed_limit(row.value, "");
    CHECK(limit.kmh.value_or(0) == Approx(row.kmh));
    CHECK(limit.impossible == row.impossible);
  }
  CHECK(read_speed_limit("rural", "FR").kmh == 80.0);
  // Where a limit comes from may be told with a year, or a page; only a context is a limit there.
  for (const char* told : {"2019", "survey 2019", "survey;2015-05", "80", "sign", "markings"}) {
    CHECK(read_speed_limit(told, "FR", LimitKey::hint) == SpeedLimit{});
  }
  CHECK(read_speed_limit("sign;FR:urban", "", LimitKey::hint).kmh == 50.0);
  CHECK(read_speed_limit("30", "", LimitKey::zone).kmh == 30.0);
  CHECK(read_speed_limit("yes", "", LimitKey::zone) == SpeedLimit{});
}

TEST_CASE("a limit on the map beats the class's speed; hints and directions are heeded") {
  const auto speeds = [](const Tags& tags, const RoadRules& rules = {}) {
    const auto road = read(tags, rules).road;
    REQUIRE(road);
    return std::pair{road->kmh_forward, road->kmh_backward};
  };
  const RoadRules rules;
  const double tertiary = rules.default_kmh[RoadClass::tertiary];
  CHECK(speeds({{"highway", "tertiary"}}) == std::pair{tertiary, tertiary});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "70"}}) == std::pair{70.0, 70.0});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "none"}}) == std::pair{tertiary, tertiary});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "signals"}, {"source:maxspeed", "FR:rural"}}).first == 80);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed:type", "FR:urban"}}).first == 50);
  CHECK(speeds({{"highway", "tertiary"}, {"zone:maxspeed", "DE:30"}}).first == 30);
  CHECK(speeds({{"highway", "tertiary"}, {"source:maxspeed", "survey"}}).first == tertiary);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed:forward", "70"}, {"maxspeed:backward", "30"}}) ==
        std::pair{70.0, 30.0});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "50"}, {"maxspeed:backward", "30"}}) == std::pair{50.0, 30.0});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "70"}, {"surface", "gravel"}}).first == rules.gravel_kmh);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "20"}, {"surface", "gravel"}}).first == 20);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "70"}, {"smoothness", "very_bad"}}).first == rules.very_bad_kmh);
  // A limit that cannot be is passed over, and counted; it is never taken for the most that can be.
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "500"}}) == std::pair{tertiary, tertiary});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "50"}, {"maxspeed:forward", "151"}}) == std::pair{50.0, 50.0});
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "0"}, {"source:maxspeed", "FR:urban"}}).first == 50);
  CHECK(speeds({{"highway", "tertiary"}, {"source:maxspeed", "2019"}}).first == tertiary);
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed:lanes", "80|60"}, {"maxspeed:advisory", "30"}}).first == tertiary);
  CHECK(read({{"highway", "tertiary"}, {"maxspeed:backward", "-30"}}).road->impossible_limit);
  CHECK_FALSE(read({{"highway", "tertiary"}, {"maxspeed", "none"}}).road->impossible_limit);
  CHECK_FALSE(read({{"highway", "tertiary"}, {"maxspeed", "150"}}).road->impossible_limit);

  RoadRules careful;
  careful.limit_share = 0.8;
  CHECK(speeds({{"highway", "tertiary"}, {"maxspeed", "50"}}, careful).first == Approx(40));
  CHECK(speeds({{"highway", "tertiary"}}, careful).first == tertiary);
  RoadRules german;
  german.country = "DE";
  CHECK(speeds({{"highway", "living_street"}}, german).first == 7);
}

TEST_CASE("a ferry's duration is read in all its forms") {
  CHECK(read_duration("35") == 2100.0);
  CHECK(read_duration("00:35") == 2100.0);
  CHECK(read_duration("01:30:30") == 5430.0);
  CHECK(read_duration("PT35M") == 2100.0);
  CHECK(read_duration("PT1H30M") == 5400.0);
  CHECK(read_duration("P1DT2H") == 93'600.0);
  for (const char* wrong : {"", "soon", "P", "PT", "PT35", "P35M", "T5M", "1:2:3:4", "1:", "-5", "0", "99999999",
                            "72:01", "P4D", "35 min"}) {
    INFO(wrong);
    CHECK_FALSE(read_duration(wrong));
  }
}
