#include <catch2/catch.hpp>
#include <cmath>

#include "core/random_stream.h"
#include "demand/travel/destination_choice.h"
#include "demand/travel/kind_choice.h"
#include "travelling_residents.h"

using namespace navette;
using namespace navette::test;

namespace {

constexpr int kMany = 20'000;

std::vector<int> choose_often(const DestinationChoice& choice, Coordinate home, FacilityKind kind, std::size_t places) {
  std::vector<int> chosen(places);
  for (int i = 0; i < kMany; ++i) {
    RandomStream stream{3, Purpose::tour_destination, static_cast<std::uint32_t>(i)};
    ++chosen[static_cast<std::size_t>(choice.choose(home, kind, stream))];
  }
  return chosen;
}

// Weights written out for one home, over true great-circle distances.
std::vector<double> expected_shares(Coordinate home, FacilityKind kind, const std::vector<Destination>& places,
                                    double decay) {
  std::vector<double> shares;
  double nearest = 1e9;
  for (const Destination& to : places) {
    if (to.kind == kind && to.road.valid()) nearest = std::min(nearest, distance(home, to.place));
  }
  double sum = 0;
  for (const Destination& to : places) {
    const bool possible = to.kind == kind && to.road.valid();
    shares.push_back(possible ? to.size * std::exp((nearest - distance(home, to.place)) / decay) : 0);
    sum += shares.back();
  }
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

// Long decays are drawn from the bounds that a cell shares, short ones mostly from the home's own weights.
TEST_CASE("homes choose places by size and their own distance, whatever cell they lie in") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Population residents = residents_of_all_ages(200, seed, 6'000);
    std::vector<Destination> places = places_of_all_kinds(12, seed, 6'000);
    places[0].road = {};
    for (const double decay : {20'000.0, 2'000.0, 300.0, 40.0}) {
      DemandParameters parameters;
      parameters.distance_decay.fill(decay);
      const DestinationChoice choice{residents.home, places, parameters};
      for (const std::size_t home : {std::size_t{0}, std::size_t{77}, std::size_t{199}}) {
        for (const FacilityKind kind : {FacilityKind::doctor, FacilityKind::workplace}) {
          const auto chosen = choose_often(choice, residents.home[home], kind, places.size());
          const auto shares = expected_shares(residents.home[home], kind, places, decay);
          for (std::size_t i = 0; i < places.size(); ++i) {
            INFO("seed " << seed << ", decay " << decay << ", home " << home << ", place " << i);
            // 5.6 sigma, for there are thousands of places to look at; the plane is 0.1 % off the sphere.
            const double margin = 1.4 * four_sigma(shares[i], kMany) + 0.05 * std::min(shares[i], 1 - shares[i]) + 2e-4;
            CHECK(chosen[i] / double{kMany} == Approx(shares[i]).margin(margin));
          }
        }
      }
    }
  }
}

// home--5 km--0--5 km--1--5 km--2 ...
TEST_CASE("of equal places the farther is chosen less often, by the factor of the decay") {
  const LocalPlane plane{Coordinate::from_degrees(2, 44)};
  std::vector<Destination> places(5);
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].kind = FacilityKind::leisure;
    places[i].place = plane.from_plane({5'000.0 * static_cast<double>(i + 1), 0});
    places[i].road = {EdgeId{i}, 0};
  }
  const std::vector<Coordinate> homes{plane.from_plane({0, 0})};
  const DestinationChoice choice{homes, places, DemandParameters{}};
  const auto chosen = choose_often(choice, homes[0], FacilityKind::leisure, places.size());
  for (std::size_t i = 1; i < places.size(); ++i) {
    CHECK(chosen[i] < chosen[i - 1]);
    CHECK(chosen[i] / static_cast<double>(chosen[i - 1]) == Approx(std::exp(-5.0 / 7)).epsilon(0.2));
  }
}

TEST_CASE("a place off the road is never chosen, and a kind with none other is not there") {
  const Population residents = residents_of(AgeBand::from_75, 50);
  std::vector<Destination> places = places_of_all_kinds(2, 5);
  for (Destination& to : places) {
    if (to.kind == FacilityKind::hospital) to.road = {};
  }
  places[0].road = {};
  const DestinationChoice choice{residents.home, places, DemandParameters{}};
  CHECK_FALSE(choice.has(FacilityKind::hospital));
  CHECK(choose_often(choice, residents.home[9], FacilityKind::doctor, places.size())[0] == 0);
}

TEST_CASE("the only hospital, 40 km away, keeps its share of health tours") {
  DemandParameters parameters;
  std::array<bool, kFacilityKinds> there_is{};
  there_is[0] = there_is[2] = true;  // doctor, hospital: 0.50 and 0.15
  const KindChoice kinds{parameters, there_is};
  int hospital = 0;
  for (int i = 0; i < kMany; ++i) {
    RandomStream stream{4, Purpose::tour_destination, static_cast<std::uint32_t>(i)};
    hospital += kinds.choose(ActivityPurpose::health, AgeBand::from_75, stream) == FacilityKind::hospital ? 1 : 0;
  }
  const double share = 0.15 / 0.65;
  CHECK(hospital / double{kMany} == Approx(share).margin(four_sigma(share, kMany)));
  CHECK(kinds.available()[static_cast<std::size_t>(ActivityPurpose::health)]);
  CHECK_FALSE(kinds.available()[static_cast<std::size_t>(ActivityPurpose::school)]);
}

TEST_CASE("pupils go to the school of their age, or to the only kind there is") {
  RandomStream stream{1, Purpose::tour_destination};
  const auto school_of = [&](bool first, bool second, AgeBand band) {
    std::array<bool, kFacilityKinds> there_is{};
    there_is[static_cast<std::size_t>(FacilityKind::school)] = first;
    there_is[static_cast<std::size_t>(FacilityKind::secondary_school)] = second;
    return KindChoice{DemandParameters{}, there_is}.choose(ActivityPurpose::school, band, stream);
  };
  CHECK(school_of(true, true, AgeBand::from_6_to_10) == FacilityKind::school);
  CHECK(school_of(true, true, AgeBand::from_11_to_17) == FacilityKind::secondary_school);
  CHECK(school_of(true, false, AgeBand::from_11_to_17) == FacilityKind::school);
  CHECK(school_of(false, true, AgeBand::from_6_to_10) == FacilityKind::secondary_school);
}
