#include <catch2/catch.hpp>

#include <omp.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/errors.h"
#include "core/random_stream.h"
#include "demand/population_maps.h"
#include "demand/residents/synthesize_population.h"

using namespace navette;
using namespace navette::test;

namespace {

struct Made {
  Population people;
  PopulationReport report;
};

Made made_of(const MapData& map, const Census& census, const PopulationParameters& parameters = {},
             const std::vector<Coordinate>& road_points = {}) {
  Made made;
  made.people = synthesize_population(map, census, parameters, made.report, road_points);
  return made;
}

std::map<std::string, std::int64_t> residents_by_commune(const Population& people) {
  std::map<std::string, std::int64_t> residents;
  for (const std::string& name : people.commune_name) residents[name];
  for (const std::int32_t h : people.household) ++residents[people.commune_name[people.commune[h]]];
  return residents;
}

bool says(const PopulationReport& report, const std::string& words) {
  return std::any_of(report.assumptions.begin(), report.assumptions.end(),
                     [&](const std::string& sentence) { return sentence.find(words) != std::string::npos; });
}

auto columns(const Population& people) {
  return std::tie(people.household, people.age_band, people.licence, people.car_access, people.impaired,
                  people.wheelchair, people.first_resident, people.commune, people.cars, people.home,
                  people.commune_name, people.commune_code);
}

// What holds for every population.
void check_laws(const Made& made) {
  const Population& people = made.people;
  const std::size_t residents = people.resident_count();
  const std::size_t households = people.household_count();
  REQUIRE(people.first_resident.size() == households + 1);
  CHECK(people.first_resident.front() == 0);
  CHECK(std::size_t(people.first_resident.back()) == residents);
  REQUIRE(people.home_road.size() == households);
  REQUIRE(people.commune.size() == households);
  REQUIRE(people.cars.size() == households);
  CHECK(std::is_sorted(people.commune.begin(), people.commune.end()));
  for (const auto size : {people.age_band.size(), people.licence.size(), people.car_access.size(),
                          people.impaired.size(), people.wheelchair.size()}) {
    REQUIRE(size == residents);
  }
  int wrong = 0;
  for (std::size_t h = 0; h < households; ++h) {
    int adults = 0;
    int licences = 0;
    for (auto r = people.first_resident[h]; r < people.first_resident[h + 1]; ++r) {
      adults += people.age_band[r] >= AgeBand::from_18_to_24 ? 1 : 0;
      licences += people.licence[r];
    }
    wrong += adults > 0 ? 0 : 1;
    for (auto r = people.first_resident[h]; r < people.first_resident[h + 1]; ++r) {
      const bool child = people.age_band[r] < AgeBand::from_18_to_24;
      CarAccess access = CarAccess::own;
      if (people.cars[h] < licences) access = CarAccess::shared;
      if (people.licence[r] == 0) access = child ? CarAccess::none : CarAccess::passenger;
      if (people.cars[h] == 0) access = CarAccess::none;
      wrong += people.car_access[r] == access ? 0 : 1;
      wrong += people.household[r] == std::int32_t(h) ? 0 : 1;
      wrong += people.wheelchair[r] != 0 && people.impaired[r] == 0 ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
  std::int64_t reported = 0;
  for (const auto& fit : made.report.fits) reported += fit.made;
  CHECK(reported == std::int64_t(residents));
  CHECK(made.report.fits.size() == people.commune_name.size());
}

}  // namespace

TEST_CASE("each commune has its total to the person, in its own houses") {
  const std::vector<int> inhabitants{0, 1, 2, 15, 100, 333, 5'775, 21};
  const auto squares = square_communes(inhabitants);
  const auto made = made_of(squares.map, squares.census);
  check_laws(made);
  const auto residents = residents_by_commune(made.people);
  REQUIRE(made.report.fits.size() == inhabitants.size());
  for (std::size_t c = 0; c < inhabitants.size(); ++c) {
    const auto& fit = made.report.fits[c];
    CHECK(fit.commune == "C" + std::to_string(c));
    CHECK(residents.at(fit.commune) == inhabitants[c]);
    CHECK(fit.asked == inhabitants[c]);
    CHECK(fit.made == inhabitants[c]);
    CHECK(fit.buildings == 100);
    if (inhabitants[c] > 100) CHECK(fit.largest_age_gap < 0.01);
  }
  std::set<Coordinate> houses;
  for (const Building& building : squares.map.buildings) houses.insert(building.place);
  for (std::size_t h = 0; h < made.people.household_count(); ++h) {
    const Coordinate home = made.people.home[h];
    const int square = int((home.lon_degrees() - 2.0) * 111'195 * 0.7193398 / 2'000);
    CHECK(made.people.commune[h] == square);
    CHECK(houses.count(home) == 1);
  }
}

TEST_CASE("ages follow a commune's pyramid where there is one, else the general shares") {
  auto squares = square_communes({20'000, 20'000});
  AgePyramid old;
  old.code = "101";
  squares.census.polygons[1].code = "101";
  old.by_band = {10, 10, 20, 60, 100, 300, 200, 300};
  squares.census.pyramids.push_back(old);
  const auto made = made_of(squares.map, squares.census);
  check_laws(made);
  const PopulationParameters usual;
  std::array<std::array<double, kAgeBands>, 2> shares{};
  for (std::size_t r = 0; r < made.people.resident_count(); ++r) {
    const auto commune = made.people.commune[made.people.household[r]];
    shares[commune][std::size_t(made.people.age_band[r])] += 1.0 / 20'000;
  }
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    CHECK(shares[0][band] == Approx(usual.age_shares[band]).margin(0.001));
    CHECK(shares[1][band] == Approx(old.by_band[band] / 1'000).margin(0.001));
  }
  CHECK(says(made.report, "1 of 2 communes have no age pyramid"));
}

TEST_CASE("licences, impairments, wheelchairs and cars have the shares asked for") {
  const auto squares = square_communes({60'000, 300, 15});
  const PopulationParameters usual;
  const auto made = made_of(squares.map, squares.census);
  check_laws(made);
  std::array<double, kAgeBands> persons{};
  std::array<double, kAgeBands> licences{};
  std::array<double, kAgeBands> impaired{};
  double all_impaired = 0;
  double wheelchairs = 0;
  for (std::size_t r = 0; r < made.people.resident_count(); ++r) {
    const auto band = std::size_t(made.people.age_band[r]);
    ++persons[band];
    licences[band] += made.people.licence[r];
    impaired[band] += made.people.impaired[r];
    all_impaired += made.people.impaired[r];
    wheelchairs += made.people.wheelchair[r];
  }
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    CHECK(licences[band] / persons[band] == Approx(usual.licence_shares[band]).margin(0.03));
    CHECK(impaired[band] / persons[band] == Approx(usual.impaired_shares[band]).margin(0.03));
  }
  CHECK(wheelchairs / all_impaired == Approx(usual.wheelchair_share).margin(0.03));
  std::array<double, 4> cars{};
  for (const auto n : made.people.cars)
    cars[std::size_t(std::uint8_t(n))] += 1.0 / double(made.people.household_count());
  for (std::size_t n = 0; n < 4; ++n) CHECK(cars[n] == Approx(usual.cars_per_household[n]).margin(0.01));
}

TEST_CASE("homes follow dwellings: a block of flats holds as many households as its flats") {
  auto squares = square_communes({4'400});
  Building block;
  block.place = at(1'000, 1'000);
  block.use = BuildingUse::apartments;
  block.footprint = 900;
  block.levels = 10;
  squares.map.buildings.push_back(block);  // 100 flats beside 100 houses
  const auto made = made_of(squares.map, squares.census);
  const auto in_block = std::count(made.people.home.begin(), made.people.home.end(), block.place);
  CHECK(double(in_block) / double(made.people.household_count()) == Approx(0.5).margin(0.01));
}

TEST_CASE("the same seed gives the same residents for any number of threads, another seed gives others") {
  const auto squares = square_communes({3'000, 150, 20});
  const int threads = omp_get_max_threads();
  omp_set_num_threads(1);
  const auto one = made_of(squares.map, squares.census);
  omp_set_num_threads(4);
  const auto four = made_of(squares.map, squares.census);
  omp_set_num_threads(threads);
  CHECK(columns(one.people) == columns(four.people));
  PopulationParameters other;
  other.seed = 2;
  CHECK(columns(one.people) != columns(made_of(squares.map, squares.census, other).people));
}

TEST_CASE("a changed total changes nobody in other communes but their cars") {
  const auto before = square_communes({3'000, 150, 700});
  auto after = before;
  after.census.totals[0].population = 1'234;
  const auto a = made_of(before.map, before.census).people;
  const auto b = made_of(after.map, after.census).people;
  REQUIRE(a.resident_count() - 3'000 == b.resident_count() - 1'234);
  CHECK(std::equal(a.age_band.begin() + 3'000, a.age_band.end(), b.age_band.begin() + 1'234));
  CHECK(std::equal(a.licence.begin() + 3'000, a.licence.end(), b.licence.begin() + 1'234));
  CHECK(std::equal(a.home.rbegin(), a.home.rbegin() + 300, b.home.rbegin()));
}

TEST_CASE("what is left of the whole territory is spread over the other dwellings") {
  auto squares = square_communes({1'000, 500, 0});
  squares.census.totals = {total("C0", 1'000), whole("Isle of Squares (total)", 2'200)};
  add_houses(squares.map, 200, 6'000, 0, 8'000, 2'000);  // outside all polygons
  const auto made = made_of(squares.map, squares.census);
  check_laws(made);
  const auto residents = residents_by_commune(made.people);
  CHECK(residents.at("C0") == 1'000);
  CHECK(residents.at("C1") == 300);
  CHECK(residents.at("C2") == 300);
  CHECK(residents.at("rest of Isle of Squares") == 600);
  CHECK(says(made.report, "1200 inhabitants of the whole territory belong to no commune with a total"));
}

TEST_CASE("towns known by name only take the buildings near them, the rest lives elsewhere") {
  MapData map;
  map.places.push_back({"Port Saint Mary", PlaceKind::village, at(0, 0), -1});
  map.places.push_back({"Douglas", PlaceKind::town, at(5'000, 0), -1});
  map.places.push_back({"Lonely", PlaceKind::village, at(7'600, 0), -1});
  add_houses(map, 100, -300, -300, 300, 300);
  add_houses(map, 200, 4'500, -500, 5'500, 500);
  add_houses(map, 50, 7'500, -100, 7'700, 100);  // within reach of Douglas (2.9 km), but nearer to Lonely
  add_houses(map, 50, 20'000, 0, 20'500, 500);   // farms
  Census census;
  census.totals = {total("Port St Mary", 1'989), total("DOUGLAS", 26'677), whole("Isle (total)", 30'000)};
  const auto made = made_of(map, census);
  check_laws(made);
  const auto residents = residents_by_commune(made.people);
  CHECK(residents.at("Port Saint Mary") == 1'989);
  CHECK(residents.at("Douglas") == 26'677);
  CHECK(residents.at("rest of Isle") == 30'000 - 1'989 - 26'677);
  for (std::size_t h = 0; h < made.people.household_count(); ++h) {
    const double east = (made.people.home[h].lon_degrees() - 2.0) * 111'195 * 0.7193398;
    const auto& name = made.people.commune_name[made.people.commune[h]];
    CHECK(name == (east < 400 ? "Port Saint Mary" : east < 5'600 ? "Douglas" : "rest of Isle"));
  }
  CHECK(made.report.fits.back().asked == 1'334);
  CHECK(says(made.report, "known by name only"));
}

TEST_CASE("the map's own borders serve where the user gives none") {
  auto squares = square_communes({1'000, 500});
  squares.map.communes = squares.census.polygons;
  squares.census.polygons.clear();
  squares.census.totals[1].name = "whatever";
  squares.census.totals[1].code = "101";
  const auto residents = residents_by_commune(made_of(squares.map, squares.census).people);
  CHECK(residents == std::map<std::string, std::int64_t>{{"C0", 1'000}, {"C1", 500}});
}

TEST_CASE("without a census, population tags tell how many live where, dwellings tell of the rest") {
  auto squares = square_communes({0, 0, 0});
  squares.map.communes = squares.census.polygons;
  squares.census = {};
  squares.map.communes[0].population = 800;
  squares.map.places.push_back({"C1", PlaceKind::village, at(3'000, 1'000), 450});
  const auto made = made_of(squares.map, squares.census);
  check_laws(made);
  const auto residents = residents_by_commune(made.people);
  CHECK(residents == std::map<std::string, std::int64_t>{{"C0", 800}, {"C1", 450}, {"C2", 220}});
  CHECK(says(made.report, "The number of inhabitants of C0 and 1 other comes from the map's population tag"));
  CHECK(says(made.report, "No number of inhabitants is known for C2: 100 dwellings with 2.2"));
  CHECK(made.report.fits[2].asked == -1);
}

TEST_CASE("buildings alone tell how many live on a map without names") {
  MapData map;
  add_houses(map, 50, 0, 0, 1'000, 1'000);
  PopulationParameters parameters;
  parameters.inhabitants_per_dwelling = 3;
  const auto made = made_of(map, {}, parameters);
  check_laws(made);
  CHECK(residents_by_commune(made.people) == std::map<std::string, std::int64_t>{{"the whole map", 150}});
  CHECK(says(made.report, "50 dwellings with 3 inhabitants each were assumed"));
}

TEST_CASE("a commune without a dwelling is spread over its roads, and reported") {
  auto squares = square_communes({1'000, 500});
  squares.map.buildings.resize(100);  // those of C0
  Building church;
  church.place = at(3'000, 1'000);
  church.use = BuildingUse::not_a_dwelling;
  squares.map.buildings.push_back(church);
  std::vector<Coordinate> road;
  road.reserve(40);
  for (int k = 0; k < 40; ++k) road.push_back(at(100 * k + 50, 700));
  const auto made = made_of(squares.map, squares.census, {}, road);
  check_laws(made);
  CHECK(residents_by_commune(made.people).at("C1") == 500);
  CHECK(made.report.fits[1].buildings == 0);
  CHECK(says(made.report, "C1 shows no dwelling on the map: its 500 inhabitants are spread over its roads"));
  std::map<Coordinate, int> used;
  for (std::size_t h = 0; h < made.people.household_count(); ++h) {
    if (made.people.commune[h] == 1) ++used[made.people.home[h]];
  }
  CHECK(used.size() == 20);  // the points within C1
  const auto [least, most] =
      std::minmax_element(used.begin(), used.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  CHECK(most->second - least->second <= 1);
  for (const auto& [place, count] : used) CHECK(std::count(road.begin() + 20, road.end(), place) == 1);
}

TEST_CASE("communes outside the map are left out and counted, one cut by its edge keeps the share within") {
  auto squares = square_communes({1'000, 500, 400, 300});
  squares.map.buildings.resize(200);  // C0 and C1; C2 and C3 lie outside
  squares.map.buildings.back().place = at(2'600, 1'990);
  std::vector<Building> kept;
  for (const Building& b : squares.map.buildings) {
    if (b.place.lon <= at(3'001, 0).lon) kept.push_back(b);
  }
  squares.map.buildings = kept;  // the map ends in the middle of C1
  const auto made = made_of(squares.map, squares.census);
  check_laws(made);
  const auto residents = residents_by_commune(made.people);
  REQUIRE(residents.size() == 2);
  CHECK(residents.at("C0") == 1'000);
  CHECK(double(residents.at("C1")) == Approx(220).margin(30));  // of 500: 900 m of 2,000 m
  CHECK(says(made.report, "C1 is cut by the map's edge"));
  CHECK(says(made.report, "2 communes with a number of inhabitants lie outside the map"));
  CHECK(made.report.fits[1].asked == made.report.fits[1].made);
}

TEST_CASE("a commune mostly on the map, or drawn generously around all of it, keeps its total") {
  auto squares = square_communes({1'000, 500});
  for (Building& b : squares.map.buildings) b.place.lon = std::min(b.place.lon, at(3'200, 0).lon);
  auto made = made_of(squares.map, squares.census);
  CHECK(residents_by_commune(made.people).at("C1") == 500);
  CHECK(says(made.report, "% of the area of C1 lie within the map: all its 500 inhabitants were put there"));

  squares = square_communes({1'000});
  squares.census.polygons[0].area = {Polygon{rectangle(-9'000, -9'000, 9'000, 9'000)}};
  made = made_of(squares.map, squares.census);
  CHECK(made.people.resident_count() == 1'000);
}

TEST_CASE("polygons without a total: empty beside a census, counted by dwellings without one") {
  auto squares = square_communes({1'000, 0, 0});
  squares.census.totals.resize(1);
  auto made = made_of(squares.map, squares.census);
  CHECK(made.people.resident_count() == 1'000);
  CHECK(says(made.report, "The census gives no total for C1 and 1 other"));
  squares.census.totals.clear();
  squares.census.polygons[0].population = 700;
  made = made_of(squares.map, squares.census);
  CHECK(residents_by_commune(made.people) ==
        std::map<std::string, std::int64_t>{{"C0", 700}, {"C1", 220}, {"C2", 220}});
}

TEST_CASE("dwellings outside the user's polygons stay empty, and are reported") {
  auto squares = square_communes({1'000});
  add_houses(squares.map, 30, 5'000, 0, 6'000, 1'000);
  const auto made = made_of(squares.map, squares.census);
  CHECK(made.people.resident_count() == 1'000);
  CHECK(made.report.warnings ==
        std::vector<std::string>{"30 dwellings lie outside all commune polygons: nobody lives in them."});
}

TEST_CASE("random territories obey the laws") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::vector<int> inhabitants(1 + random.below(12));
    std::int64_t all = 0;
    for (int& n : inhabitants) all += n = int(random.below(random.below(2) == 0 ? 30 : 2'000));
    auto squares = square_communes(inhabitants, 1 + int(random.below(60)));
    const std::vector<Coordinate> roads{at(0, 0), at(2'000.0 * double(inhabitants.size()), 2'000)};
    PopulationParameters parameters;
    parameters.seed = seed;
    for (double& share : parameters.age_shares) share = random.uniform();
    double sum = 0;
    for (const double share : parameters.age_shares) sum += share;
    for (double& share : parameters.age_shares) share /= sum;
    for (double& share : parameters.licence_shares) share = random.uniform();
    const auto made = made_of(squares.map, squares.census, parameters, roads);
    check_laws(made);
    CHECK(std::int64_t(made.people.resident_count()) == all);
    for (const auto& fit : made.report.fits) {
      CHECK(fit.asked == fit.made);
      if (fit.made > 500) CHECK(fit.largest_age_gap < 0.01);
    }
  }
}
