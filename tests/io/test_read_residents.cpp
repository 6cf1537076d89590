#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "core/errors.h"
#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/read_scenario.h"
#include "support/temporary_folder.h"

using namespace navette;

namespace {

const std::string kRoads = "[territory]\nroads = \"roads.osm.pbf\"\n";
const std::string kRequests =
    "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat\n"
    "r1,08:00,08:30,2.1,43.6,2.2,43.7\n";

struct Files : TemporaryFolder {
  Files() {
    write("roads.osm.pbf", "roads");
    write("requests.csv", kRequests);
  }
  [[nodiscard]] Scenario read(const std::string& more, const std::vector<std::string>& overrides = {}) {
    warnings.clear();
    return read_scenario(write("scenario.toml", kRoads + more), overrides, warnings);
  }
  [[nodiscard]] std::vector<std::string> errors(const std::string& more,
                                                const std::vector<std::string>& overrides = {}) {
    try {
      (void)read(more, overrides);
    } catch (const InputError& error) {
      std::vector<std::string> messages = error.messages();
      for (auto& message : messages) {
        const std::string prefix = path().string() + "/";
        for (auto at = message.find(prefix); at != std::string::npos; at = message.find(prefix)) {
          message.erase(at, prefix.size());
        }
      }
      return messages;
    }
    return {};
  }
  std::vector<std::string> warnings;
};

}  // namespace

TEST_CASE("a scenario that names only its roads takes all defaults of residents") {
  Files files;
  const Scenario scenario = files.read("");
  const Scenario defaults;
  CHECK(files.warnings.empty());
  CHECK(scenario.synthetic_demand);
  CHECK(scenario.requests.empty());
  CHECK(scenario.buffer == defaults.buffer);
  CHECK(scenario.population.seed == defaults.population.seed);
  CHECK(scenario.demand.market_days == defaults.demand.market_days);
  CHECK(scenario.demand.outside.empty());
  PopulationParameters population = scenario.population;
  PopulationParameters usual = defaults.population;
  for (const auto& row : population_rows()) {
    INFO(row.key().path);
    CHECK(row.shown(population) == row.shown(usual));
  }
  DemandParameters demand = scenario.demand;
  DemandParameters usual_demand = defaults.demand;
  for (const auto& row : demand_rows()) {
    INFO(row.key().path);
    CHECK(row.shown(demand) == row.shown(usual_demand));
  }
}

TEST_CASE("rows of numbers are tables by name or arrays, and an override changes one number of either") {
  Files files;
  const std::string table = "[demand.service_by_age]\n\"75+\" = 3.5\n0-5 = 0.5\n";
  CHECK(files.read(table).demand.service_by_age == std::array<double, 8>{0.5, 0.3, 1.5, 1.3, 0.6, 0.6, 1.6, 3.5});
  const std::string array = "[demand]\nservice_by_age = [1, 2, 3, 4, 5, 6, 7, 8]\n";
  CHECK(files.read(array).demand.service_by_age == std::array<double, 8>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(files.read(array, {"demand.service_by_age.75+=9"}).demand.service_by_age ==
        std::array<double, 8>{1, 2, 3, 4, 5, 6, 7, 9});
  CHECK(files.read(table, {"demand.service_by_age=[1, 2, 3, 4, 5, 6, 7, 8]"}).demand.service_by_age[7] == 8);
  const auto work = files.read("[demand.purposes.work]\n65-74 = 0.25\n").demand.purposes;
  CHECK(work[static_cast<std::size_t>(AgeBand::from_65_to_74)][static_cast<std::size_t>(ActivityPurpose::work)] ==
        0.25);
  CHECK(files.read("[demand]\nmarket_days = [\"monday\", \"sunday\"]\n").demand.market_days ==
        std::array<bool, 7>{true, false, false, false, false, false, true});
  CHECK(files.read("[demand]\nmarket_days = []\n").demand.market_days == std::array<bool, 7>{});
  const auto outside =
      files.read("[[demand.outside]]\nname = \"Albi\"\nkind = \"hospital\"\nlon = 2.1\nlat = 43.9\nsize = 450\n")
          .demand.outside;
  REQUIRE(outside.size() == 1);
  CHECK(outside[0].name == "Albi");
  CHECK(outside[0].kind == FacilityKind::hospital);
  CHECK(outside[0].place == Coordinate::from_degrees(2.1, 43.9));
  CHECK(outside[0].size == 450);
}

TEST_CASE("the stored scenario of residents reads back as itself") {
  Files files;
  const std::string stored = files.read("", {"demand.level=2", "demand.service_by_age.75+=9"}).effective_toml;
  CHECK_THAT(stored, Catch::Contains("synthetic = true") && Catch::Contains("age_shares = ["));
  files.write("scenario.toml", stored);
  const Scenario again = read_scenario(
      files.path() / "scenario.toml", {"territory.roads=" + (files.path() / "roads.osm.pbf").string()}, files.warnings);
  CHECK(again.demand.service_by_age[7] == 9);
  CHECK(again.demand.level == 2);
}

TEST_CASE("given demand takes the place of residents, unless both are asked for") {
  Files files;
  const std::string given = "[demand]\nrequests = \"requests.csv\"\n";
  const std::string file = "demand.requests=" + (files.path() / "requests.csv").string();
  CHECK_FALSE(files.read(given).synthetic_demand);
  CHECK(files.warnings.empty());
  const Scenario both = files.read(given + "synthetic = true\n");
  CHECK(both.synthetic_demand);
  CHECK(both.requests.size() == 1);
  CHECK_FALSE(files.read("[demand]\nlevel = 2\n[population]\nseed = 3\n", {file}).synthetic_demand);
  REQUIRE(files.warnings.size() == 2);
  CHECK_THAT(files.warnings[0], Catch::Contains(" is not used, since the demand is given (--set demand.requests="));
  CHECK_FALSE(files.read("[demand]\nsynthetic = true\n", {file}).synthetic_demand);
  CHECK(files.warnings.size() == 1);
  CHECK(files.read("[demand]\nsynthetic = true\n", {file, "demand.synthetic=true"}).synthetic_demand);
  const auto nobody = files.errors("[demand]\nsynthetic = false\n");
  REQUIRE(nobody.size() == 1);
  CHECK_THAT(nobody[0], Catch::Contains("demand.requests is missing: nobody asks for anything"));
}

TEST_CASE("all that is wrong with residents is told at once, in the user's words") {
  Files files;
  const auto errors = files.errors(R"([population]
age_shares = [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2]
licence_shares = [0, 0, 0, 1.2, 0.8, 0.8, 0.8, -0.1]
household_size_shares = [1, 0]
[demand]
service_share = 2
going_out.76+ = 0.5
market_days = ["funday"]
outside = [{name = "a", kind = "hopital", lon = 2, lat = 99}, {name = "b"}]
)");
  const auto fixed = files.errors(R"([population]
age_shares = [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2]
licence_shares = [0, 0, 0, 1.2, 0.8, 0.8, 0.8, -0.1]
household_size_shares = [1, 0]
[demand]
service_share = 2
market_days = ["funday"]
outside = [{name = "a", kind = "hopital", lon = 2, lat = 99}, {name = "b"}]
[demand.going_out]
"76+" = 0.5
)");
  CHECK(errors.size() == 1);  // a name with a plus needs quotes in TOML
  const std::vector<std::string> expected{
      "scenario.toml:4: population.age_shares must sum to 1 (all 8 shares together), found 1.6",
      ("scenario.toml:6: population.household_size_shares must be a table of numbers by name, or an array of 5 numbers "
       "in this order: 1, 2, 3, 4, 5+, found an array of 2"),
      "scenario.toml:5: population.licence_shares.18-24 must be a number from 0 to 1, found 1.2 (a number)",
      "scenario.toml:5: population.licence_shares.\"75+\" must be a number from 0 to 1, found -0.1 (a number)",
      "scenario.toml:8: demand.service_share must be a number from 0 to 1, found 2 (a whole number)",
      ("scenario.toml:12: there is no key demand.going_out.\"76+\"; did you mean 75+?; there are 0-5, 6-10, 11-17, "
       "18-24, 25-39, 40-64, 65-74, 75+"),
      ("scenario.toml:9: demand.market_days must be an array of names out of monday, tuesday, wednesday, thursday, "
       "friday, saturday, sunday, found \"funday\" (a text)"),
      ("scenario.toml:10: demand.outside.kind must be one of doctor, pharmacy, hospital, supermarket, small_shop, "
       "school, secondary_school, workplace, administration, leisure, market, station, found \"hopital\" (a text)"),
      "scenario.toml:10: demand.outside.lat must be degrees north from -90 to 90, found 99 (a whole number)",
      ("scenario.toml:10: demand.outside must be places, as [{name = \"Hospital\", kind = \"hospital\", lon = 2.15, "
       "lat = 43.65, size = 400}], found a table")};
  CHECK(fixed == expected);
}

TEST_CASE("hours and leads must be in order") {
  Files files;
  const auto errors =
      files.errors("[demand]\nservice_from = \"20:00\"\nservice_until = \"06:00\"\nlead_min = 100\nlead_max = 50\n");
  REQUIRE(errors.size() == 2);
  CHECK(errors[0] == "scenario.toml:5: demand.service_until must be after demand.service_from");
  CHECK(errors[1] == "scenario.toml:7: demand.lead_max must not be below demand.lead_min");
  CHECK(files.read("[demand]\nservice_from = \"05:30\"\n").demand.service_from == 5.5);
}

TEST_CASE("files of residents are read, and their errors join the scenario's") {
  Files files;
  files.write("census.csv", "commune,pmun2021\nA,10\nB,-3\n");
  files.write("area.geojson", R"({"type": "Polygon", "coordinates": [[[2, 43], [3, 43], [3, 44], [2, 43]]]})");
  const std::string census = "[population]\ncensus = \"census.csv\"\n";
  CHECK(files.errors(census) ==
        std::vector<std::string>{"census.csv:3: pmun2021 must be a whole number from 0 to 100000000, found \"-3\""});
  files.write("census.csv", "commune,pmun2021\nA,10\nB,3\n");
  const Scenario scenario = files.read("area = \"area.geojson\"\n[demand]\nbuffer = 100\n" + census);
  CHECK(files.warnings.empty());
  CHECK(scenario.census.totals.size() == 2);
  REQUIRE(scenario.territory.area.size() == 1);
  REQUIRE(scenario.territory.area[0].size() == 1);
  CHECK(scenario.territory.area[0][0].size() == 3);
  CHECK(scenario.buffer == 100);
  (void)files.read("[demand]\nbuffer = 100\n");
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0], Catch::EndsWith("scenario.toml:4: demand.buffer is not used without territory.area"));
  CHECK_THAT(files.errors("[population]\ncensus = \"absent.csv\"\n").at(0), Catch::Contains("there is no file"));
}

TEST_CASE("residents know the hours of the services, unless the scenario says otherwise") {
  Files files;
  const auto hours = [&](const std::string& text) { return files.read(text).demand; };
  CHECK(hours("").service_hours.empty());
  CHECK(hours("").service_from == 6.5);
  const DemandParameters followed = hours("[service]\nhours = [{from = \"20:00\", until = \"26:00\"}]\n");
  REQUIRE(followed.service_hours.size() == 1);
  CHECK(followed.service_hours[0].from == 20);
  CHECK(followed.service_hours[0].until == 26);
  CHECK(files.warnings.empty());
  const std::string two =
      "[services.a]\nhours = [{from = \"08:00\", until = \"12:00\"}]\n"
      "[services.b]\nhours = [{from = \"11:00\", until = \"14:00\"}, {from = \"18:00\", until = \"20:00\"}]\n";
  REQUIRE(hours(two).service_hours.size() == 2);
  CHECK(hours(two).service_hours[0].until == 14);
  const DemandParameters with_any_time = hours(two + "[services.c]\n");  // adds 06:30 to 19:30
  REQUIRE(with_any_time.service_hours.size() == 1);
  CHECK(with_any_time.service_hours[0].from == 6.5);
  CHECK(with_any_time.service_hours[0].until == 20);
}

TEST_CASE("hours of residents set by hand that stick out of those of the services are told") {
  Files files;
  const std::string evenings = "[service]\nhours = [{from = \"20:00\", until = \"26:00\"}]\n";
  const DemandParameters demand = files.read("[demand]\nservice_from = \"18:00\"\n" + evenings).demand;
  CHECK(demand.service_hours.empty());
  CHECK(demand.service_from == 18);
  CHECK(demand.service_until == 26);
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0], Catch::Contains("120 of these 480 min (25 %) lie outside the hours of the services"));
  (void)files.read("[demand]\nservice_from = \"20:00\"\nservice_until = \"25:30\"\n" + evenings);
  CHECK(files.warnings.empty());
  (void)files.read("[service]\ndays = [\"saturday\"]\n[run]\ndays = 7\n");
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0], Catch::StartsWith("on 6 of 7 day(s) of the run no service runs"));
}
