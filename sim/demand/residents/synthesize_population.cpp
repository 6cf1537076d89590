#include "demand/residents/synthesize_population.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string_view>

#include "core/errors.h"
#include "core/key_names.h"
#include "core/random_stream.h"
#include "demand/residents/check_population_input.h"
#include "demand/residents/make_households.h"
#include "demand/residents/name_directory.h"
#include "demand/residents/place_households.h"
#include "demand/residents/place_names.h"
#include "demand/residents/resident_attributes.h"
#include "demand/residents/settle_zones.h"

namespace navette {
namespace {

constexpr std::int64_t kFewHouseholds = 100;  // fewer cannot have shares to the percent
constexpr double kLargeSizeGap = 0.03;        // hamlets of 15 come near it with the defaults: docs/residents.md

using AgeShares = std::array<double, kAgeBands>;

MapBox frame_of(const MapData& map, std::span<const Coordinate> road_points) {
  MapBox frame;
  for (const Building& building : map.buildings) frame.add(building.place);
  for (const NamedPlace& place : map.places) frame.add(place.place);
  for (const Coordinate point : road_points) frame.add(point);
  return frame;
}

Coordinate middle_of(const MapBox& box) {
  const auto between = [](std::int32_t a, std::int32_t b) {
    return static_cast<std::int32_t>((std::int64_t{a} + b) / 2);
  };
  return {between(box.low.lon, box.high.lon), between(box.low.lat, box.high.lat)};
}

template <std::size_t n>
std::array<double, n> summing_to_one(std::array<double, n> values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  for (double& value : values) value /= sum;
  return values;
}

// Draws of a commune hang on its code or name, not on its row: other communes may come and go.
std::int32_t key_of(const SettledZone& zone) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : zone.code.empty() ? folded_name(zone.name) : zone.code) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return static_cast<std::int32_t>(hash);
}

// Ages by commune: its pyramid, else the general shares.
class Ages {
 public:
  Ages(const Census& census, const PopulationParameters& parameters)
      : pyramids_{census.pyramids}, general_{summing_to_one(parameters.age_shares)} {
    for (std::size_t p = 0; p < pyramids_.size(); ++p) directory_.add(pyramids_[p].name, pyramids_[p].code, p);
  }

  [[nodiscard]] AgeShares of(const SettledZone& zone) {
    const auto found = directory_.find(zone.name, zone.code);
    if (found.empty()) return general_;
    const auto& by_band = pyramids_[found.front()].by_band;
    if (std::accumulate(by_band.begin(), by_band.end(), 0.0) <= 0) return general_;
    ++used_;
    return summing_to_one(by_band);
  }

  void report(std::size_t communes, std::vector<std::string>& assumptions) const {
    if (used_ == communes) return;
    assumptions.push_back(
        pyramids_.empty() ? std::string{"No age pyramid was given: ages follow the general shares everywhere."}
                          : fmt::format("{} of {} communes have no age pyramid: their ages follow the general shares.",
                                        communes - used_, communes));
  }

 private:
  const std::vector<AgePyramid>& pyramids_;
  NameDirectory directory_;
  AgeShares general_;
  std::size_t used_ = 0;
};

void append(const HouseholdMembers& members, Population& people) {
  const auto row = static_cast<std::int32_t>(people.first_resident.size()) - 1;
  for (int band = kAgeBands - 1; band >= 0; --band) {  // the oldest first
    for (int k = 0; k < members[band]; ++k) {
      people.household.push_back(row);
      people.age_band.push_back(AgeBand(band));
    }
  }
  people.first_resident.push_back(static_cast<std::int32_t>(people.household.size()));
}

double largest_age_gap(const Population& people, std::size_t first, const AgeShares& asked) {
  AgeShares made{};
  for (std::size_t row = first; row < people.resident_count(); ++row) ++made[std::size_t(people.age_band[row])];
  double gap = 0;
  const auto all = double(people.resident_count() - first);
  for (std::size_t band = 0; band < kAgeBands && all > 0; ++band) {
    gap = std::max(gap, std::abs(made[band] / all - asked[band]));
  }
  return gap;
}

void reserve(std::int64_t residents, Population& people) {
  people.household.reserve(std::size_t(residents));
  people.age_band.reserve(std::size_t(residents));
}

}  // namespace

Population synthesize_population(const MapData& map, const Census& census, const PopulationParameters& parameters,
                                 PopulationReport& report, std::span<const Coordinate> road_points) {
  check_population_input(census, parameters);
  report = {};
  report.assumptions = census.notes;
  const MapBox frame = frame_of(map, road_points);
  if (frame.empty()) throw InputError{"the map holds no building and no settlement: nobody to carry"};
  const ZonePlan plan = plan_zones(map, census, frame);
  const auto contents = assign_to_zones(plan, map, road_points, middle_of(frame));
  const auto zones = settle_zones(plan, contents, frame, parameters, report.assumptions, report.warnings);

  std::int64_t residents = 0;
  for (const SettledZone& zone : zones) residents += zone.inhabitants;
  if (zones.size() > std::numeric_limits<std::int16_t>::max() || residents > 50'000'000) {
    throw InputError{
        fmt::format("{} inhabitants in {} communes; at most 50000000 in 32767 are allowed", residents, zones.size())};
  }

  Population people;
  people.first_resident.push_back(0);
  reserve(residents, people);
  std::vector<CommuneRows> communes;
  Ages ages{census, parameters};
  HouseholdTargets targets;
  targets.size_shares = summing_to_one(parameters.household_size_shares);
  report.size_shares = targets.size_shares;
  HouseholdsBySize households{};
  std::int64_t elsewhere = 0;
  for (const SettledZone& zone : zones) {
    const std::int32_t key = key_of(zone);
    targets.inhabitants = zone.inhabitants;
    targets.age_shares = ages.of(zone);
    RandomStream draws{parameters.seed, Purpose::population_households, 0, key};
    const HouseholdsMade made = make_households(targets, draws);

    const std::size_t first_resident = people.resident_count();
    communes.push_back({people.household_count(), people.household_count() + made.households.size(), key});
    for (const HouseholdMembers& members : made.households) append(members, people);
    RandomStream start{parameters.seed, Purpose::population_homes, 0, key};
    const auto homes = place_households(zone.sites, made.households.size(), start.uniform());
    people.home.insert(people.home.end(), homes.begin(), homes.end());
    people.commune.resize(people.home.size(), static_cast<std::int16_t>(people.commune_name.size()));
    people.commune_name.push_back(zone.name);
    people.commune_code.push_back(zone.code);
    people.elsewhere.push_back(zone.elsewhere ? 1 : 0);
    elsewhere += zone.elsewhere ? zone.inhabitants : 0;
    const HouseholdsBySize sizes = count_sizes(made.households);
    for (std::size_t k = 0; k < sizes.size(); ++k) households[k] += sizes[k];
    report.fits.push_back({zone.name, zone.asked, std::int64_t(people.resident_count() - first_resident),
                           largest_age_gap(people, first_resident, targets.age_shares), sizes,
                           largest_size_gap(sizes, targets.size_shares), zone.buildings, made.iterations});
  }
  if (elsewhere > 0) {
    report.warnings.push_back(
        fmt::format("{} of {} residents live where the census names no commune, and are estimated from dwellings (row "
                    "`elsewhere` or the like of /communes). Name these communes in the census, or say with "
                    "{} where the service runs.",
                    elsewhere, residents, key::territory_area));
  }
  if (sum_of(households) >= kFewHouseholds && largest_size_gap(households, targets.size_shares) > kLargeSizeGap) {
    report.warnings.push_back(
        fmt::format("the sizes of households asked for ({}) cannot be met with these ages "
                    "and kinds of household: {}",
                    key::population_household_size_shares, asked_against_made(households, targets.size_shares)));
  }
  people.home_road.resize(people.household_count());
  draw_attributes(people, communes, parameters);
  ages.report(zones.size(), report.assumptions);
  return people;
}

}  // namespace navette
