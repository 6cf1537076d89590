#include <catch2/catch.hpp>

#include <algorithm>

#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "core/random_stream.h"
#include "io/scenario/tables/read_census.h"
#include "io/scenario/tables/read_geojson.h"
#include "support/skip.h"
#include "support/temporary_folder.h"

using namespace navette;
namespace fs = std::filesystem;

namespace {

const fs::path kData = fs::path{NAVETTE_SOURCE_DIR} / ".." / "shared" / "data" / "population";

// What a reader returns for a text, and its errors with the folder's name left out.
template <class Result>
struct Read {
  Result result;
  std::vector<std::string> errors;
};

template <class Reader>
auto read(Reader&& reader, const std::string& name, const std::string& text) {
  const TemporaryFolder folder;
  InputErrors errors;
  Read<decltype(reader(fs::path{}, errors))> outcome;
  outcome.result = reader(folder.write(name, text), errors);
  for (const std::string& message : errors.messages()) {
    REQUIRE(message.rfind(folder.path().string() + "/", 0) == 0);
    outcome.errors.push_back(message.substr(folder.path().string().size() + 1));
  }
  return outcome;
}

auto census(const std::string& text) {
  return read([](const auto& file, auto& errors) { return read_census_totals(file, errors); }, "census.csv", text);
}
auto pyramids(const std::string& text) {
  return read([](const auto& file, auto& errors) { return read_age_pyramids(file, errors); }, "ages.csv", text);
}
auto communes(const std::string& text) { return read(read_communes, "map.geojson", text); }
auto area(const std::string& text) { return read(read_area, "area.geojson", text); }

const std::string kSquare = "[[2,43],[3,43],[3,44],[2,44],[2,43]]";

std::string feature(const std::string& geometry, const std::string& properties) {
  return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string polygon(const std::string& rings) { return R"({"type":"Polygon","coordinates":[)" + rings + "]}"; }

}  // namespace

TEST_CASE("a census is read by the names of its columns, whatever else stands in the file") {
  const auto english =
      census("source,Place,population_2011,population_2021\npress,Isle (total),90,100\npress,Peel,30,40\n");
  CHECK(english.errors.empty());
  REQUIRE(english.result.size() == 2);
  CHECK(english.result[0].whole_territory);
  CHECK(english.result[0].population == 100);
  CHECK_FALSE(english.result[1].whole_territory);
  CHECK(english.result[1].name == "Peel");
  CHECK(english.result[1].population == 40);
  CHECK_THAT(english.result[1].where, Catch::EndsWith("census.csv:3"));
  const auto french = census("insee,pmun2021\r\n01004,7\r\n81004,0\r\n");
  CHECK(french.errors.empty());
  REQUIRE(french.result.size() == 2);
  CHECK(french.result[0].code == "01004");
  CHECK(french.result[0].name.empty());
  // Two communes of one name are told apart by their codes; a former commune has no number.
  const auto twins = census("code,name,population\n1,Saint-Jean,5\n2,Saint-Jean,6\n3,Travet,\nTotal,TOTAL,20\n");
  CHECK(twins.errors.empty());
  REQUIRE(twins.result.size() == 3);
  CHECK(twins.result[2].whole_territory);
}

TEST_CASE("a wrong census names file and line") {
  CHECK(census("place,population\nA,-1\nB,many\nC,2.5\n").errors ==
        std::vector<std::string>{"census.csv:2: population must be a whole number from 0 to 100000000, found \"-1\"",
                                 "census.csv:3: population must be a whole number from 0 to 100000000, found \"many\"",
                                 "census.csv:4: population must be a whole number from 0 to 100000000, found \"2.5\""});
  CHECK(census("place,population\nA,1\na,2\n").errors ==
        std::vector<std::string>{"census.csv:3: \"a\" stands already in line 2"});
  CHECK(census("place,population\ntotal,1\nAll (total),2\n").errors ==
        std::vector<std::string>{"census.csv:3: is a second total over the whole territory"});
  CHECK_THAT(census("place,people\nA,1\n").errors.at(0),
             Catch::StartsWith("census.csv:1: no column holds the inhabitants; it must be called one of population, "));
  CHECK_THAT(census("where,population\nA,1\n").errors.at(0),
             Catch::StartsWith("census.csv:1: no column names the commune; it must be called one of name, place"));
  CHECK(census("place,population\n,1\n").errors == std::vector<std::string>{"census.csv:2: names no commune"});
  CHECK_THAT(census("").errors.at(0), Catch::StartsWith("census.csv: is empty"));
  CHECK_THAT(census("place,population\n").errors.at(0), Catch::Contains("has a header but no row"));
  CHECK(census("place;population\nA;1\n").errors.size() == 1);
  CHECK_THAT(census("place;population\nA;1\n").errors.at(0), Catch::Contains("found semicolons"));
}

TEST_CASE("years of age fall into bands, men and women together") {
  const auto read_back = pyramids(
      "CODGEO,LIBGEO,Age,Nb_H,Nb_F\n1,A,0,1,2\n1,A,5,10,0.5\n1,A,6,100,0\n2,B,75,3,0\n1,A,120,7,0\n2,B,74,1,1\n");
  CHECK(read_back.errors.empty());
  REQUIRE(read_back.result.size() == 2);
  CHECK(read_back.result[0].code == "1");
  CHECK(read_back.result[0].name == "A");
  CHECK(read_back.result[0].by_band == std::array<double, kAgeBands>{13.5, 100, 0, 0, 0, 0, 0, 7});
  CHECK(read_back.result[1].by_band == std::array<double, kAgeBands>{0, 0, 0, 0, 0, 0, 2, 3});
  CHECK(pyramids("name,age,inhabitants\nA,30,5\n").result.at(0).by_band[4] == 5);
}

TEST_CASE("a wrong age pyramid names file and line") {
  const std::string header = "code,age,men,women\n";
  CHECK(pyramids(header + "1,-1,2,3\n").errors ==
        std::vector<std::string>{"ages.csv:2: age must be a whole number from 0 to 120, found \"-1\""});
  CHECK(pyramids(header + "1,121,2,3\n").errors.size() == 1);
  CHECK(pyramids(header + "1,5,-2,nan\n").errors.size() == 2);
  CHECK(pyramids(header + "1,5,2,3\n1,5,2,3\n").errors ==
        std::vector<std::string>{"ages.csv:3: age 5 of \"1\" stands already in line 2"});
  CHECK(pyramids("code,age,men\n1,5,2\n").errors == std::vector<std::string>{"ages.csv:1: column women is missing"});
  CHECK(pyramids("code,men,women\n1,5,2\n").errors == std::vector<std::string>{"ages.csv:1: column age is missing"});
}

TEST_CASE("outlines of communes are read with their holes and parts") {
  const std::string hole = "[[2.4,43.4],[2.6,43.4],[2.6,43.6],[2.4,43.4]]";
  const auto map = communes(collection(
      feature(polygon(kSquare + "," + hole), R"({"code":"81218","nom":"Puygouzon"})") + "," +
      feature(R"({"type":"MultiPolygon","coordinates":[[)" + kSquare + "],[" + hole + "]]}", R"({"INSEE_COM":1004})")));
  CHECK(map.errors.empty());
  REQUIRE(map.result.size() == 2);
  CHECK(map.result[0].name == "Puygouzon");
  CHECK(map.result[0].code == "81218");
  REQUIRE(map.result[0].area.size() == 1);
  REQUIRE(map.result[0].area[0].size() == 2);
  CHECK(map.result[0].area[0][0].size() == 4);
  CHECK(map.result[0].area[0][0][1] == Coordinate::from_degrees(3, 43));
  CHECK(map.result[1].code == "1004");
  CHECK(map.result[1].area.size() == 2);
  CHECK(area(polygon(kSquare)).result.size() == 1);
  CHECK(area(feature(polygon(kSquare), "null")).result.size() == 1);
  CHECK(area(collection(feature(polygon(kSquare), "{}") + "," + feature(polygon(hole), "{}"))).result.size() == 2);
  const std::string several = R"({"type":"GeometryCollection","geometries":[)" + polygon(kSquare) +
                              R"(,{"type":"MultiPolygon","coordinates":[[)" + kSquare + "],[" + hole + "]]}]}";
  CHECK(area(several).result.size() == 3);
  CHECK(area(feature(several, "{}")).result.size() == 3);
  const auto with_point = R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[2,43]}]})";
  CHECK_THAT(area(with_point).errors.at(0), Catch::Contains("GeometryCollection of these, found \"Point\""));
}

TEST_CASE("wrong polygons name the file and the feature") {
  const auto error_of = [](const std::string& geometry, const std::string& properties = R"({"name":"A"})") {
    const auto outcome = communes(collection(feature(geometry, properties)));
    return outcome.errors.size() == 1 ? outcome.errors[0] : std::to_string(outcome.errors.size()) + " errors";
  };
  CHECK_THAT(error_of(polygon("[[2,43],[3,43],[3,44],[2,44]]")),
             Catch::StartsWith("map.geojson: feature 1 (\"A\"): a ring must be closed"));
  CHECK_THAT(error_of(polygon("[[2,43],[3,43],[2,43]]")), Catch::Contains("at least 4 positions"));
  CHECK_THAT(error_of(polygon("[[632000,6310000],[632100,6310000],[632100,6310100],[632000,6310000]]")),
             Catch::Contains("degrees of longitude and latitude (WGS84), found 632000, 6310000"));
  CHECK_THAT(error_of(polygon(R"([["2","43"],[3,43],[3,44],[2,43]])")), Catch::Contains("a position must be"));
  CHECK_THAT(error_of("null"),
             Catch::Contains("must be a Polygon, a MultiPolygon or a GeometryCollection of these, found none"));
  CHECK_THAT(error_of(R"({"type":"Point","coordinates":[2,43]})"), Catch::Contains("found \"Point\""));
  CHECK_THAT(error_of(R"({"type":"MultiPolygon","coordinates":[]})"), Catch::Contains("an array of polygons"));
  CHECK_THAT(error_of(polygon(kSquare), "{}"), Catch::Contains("feature 1: has neither a name"));
  CHECK_THAT(error_of(polygon(kSquare), "[]"), Catch::Contains("feature 1: has neither a name"));
  const std::string one = feature(polygon(kSquare), R"({"code":"1"})");
  CHECK(communes(collection(one + "," + one)).errors ==
        std::vector<std::string>{"map.geojson: feature 2: \"1\" is feature 1 already"});
  CHECK(communes(collection("")).errors == std::vector<std::string>{"map.geojson: has no feature"});
  CHECK(communes("[]").errors == std::vector<std::string>{"map.geojson: must be a GeoJSON FeatureCollection"});
  CHECK_THAT(communes("{\n\"type\": \n").errors.at(0), Catch::Contains("is no JSON") && Catch::Contains("line 3"));
  CHECK(communes("").errors.size() == 1);
  CHECK_THAT(communes(std::string(1'000'000, '[')).errors.at(0), Catch::Contains("nests more than 32 deep"));
}

TEST_CASE("census files and polygons with random bytes are read or refused, never more") {
  const std::uint64_t seed = 5;
  const std::string csv = "code,name,age,population_2021,men,women\n1,A,5,10,2,3\n2,\"B, c\",120,20,1.5,0\n";
  const std::string json = collection(feature(polygon(kSquare), R"({"name":"A","code":1})"));
  for (std::uint32_t trial = 0; trial < 1'000; ++trial) {
    INFO("seed " << seed << ", trial " << trial);
    RandomStream random{seed, Purpose::given_demand, trial};
    const auto spoilt = [&random](std::string text) {
      for (std::uint32_t i = 0; i <= random.below(3); ++i) {
        const auto at = random.below(static_cast<std::uint32_t>(text.size()));
        static const std::string kSyntax = std::string{"[]{},\"\n\r-:e9\xff"} + '\0';
        text[at] = kSyntax[random.below(static_cast<std::uint32_t>(kSyntax.size()))];
        if (random.below(3) == 0) text.erase(at, random.below(9));
        if (text.empty()) text = "x";
      }
      return text;
    };
    for (const auto& total : census(spoilt(csv)).result) REQUIRE(total.population >= 0);
    for (const auto& pyramid : pyramids(spoilt(csv)).result) {
      REQUIRE(std::accumulate(pyramid.by_band.begin(), pyramid.by_band.end(), 0.0) >= 0);
    }
    (void)communes(spoilt(json));
    (void)area(spoilt(json));
  }
}

TEST_CASE("the census of the Isle of Man has a total and its towns") {
  const auto file = kData / "isle-of-man-census2021.csv";
  if (test::skipped_without({file})) return;
  InputErrors errors;
  const auto totals = read_census_totals(file, errors);
  CHECK(errors.messages().empty());
  REQUIRE(totals.size() >= 4);
  CHECK(totals[0].whole_territory);
  CHECK(totals[0].population == 84'069);
  CHECK(totals[1].name == "Douglas");
  CHECK(totals[1].population == 26'677);
}

TEST_CASE("communes, outlines and ages of the Tarn fit together") {
  const auto file = kData / "tarn-communes.csv";
  if (test::skipped_without({file})) return;
  InputErrors errors;
  const auto totals = read_census_totals(file, errors);
  const auto outlines = read_communes(kData / "tarn-communes.geojson", errors);
  const auto ages = read_age_pyramids(kData / "tarn-age-pyramids.csv", errors);
  CHECK(errors.messages().empty());
  CHECK(totals.size() == 314);
  CHECK(outlines.size() == 319);
  std::int64_t inhabitants = 0;
  for (const auto& total : totals) {
    inhabitants += total.population;
    CHECK(std::count_if(outlines.begin(), outlines.end(), [&](const auto& c) { return c.code == total.code; }) == 1);
  }
  CHECK(inhabitants > 380'000);
  CHECK(inhabitants < 410'000);
  REQUIRE(ages.size() == 2);
  CHECK(ages[0].name == "Albi");
  for (const auto& pyramid : ages) {
    const double sum = std::accumulate(pyramid.by_band.begin(), pyramid.by_band.end(), 0.0);
    const auto total =
        std::find_if(totals.begin(), totals.end(), [&](const auto& t) { return t.code == pyramid.code; });
    REQUIRE(total != totals.end());
    CHECK(sum == Approx(total->population).epsilon(0.02));
  }
}
