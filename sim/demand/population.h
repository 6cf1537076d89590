#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/coordinate.h"
#include "core/id.h"
#include "network/location.h"

namespace navette {

using HouseholdId = Id<struct HouseholdTag>;

/// Codes as stored in the results file; never renumbered.
enum class AgeBand : std::int8_t {
  from_0_to_5 = 0,
  from_6_to_10,
  from_11_to_17,
  from_18_to_24,
  from_25_to_39,
  from_40_to_64,
  from_65_to_74,
  from_75
};
inline constexpr int kAgeBands = 8;
inline constexpr std::array<int, kAgeBands + 1> kAgeBandStarts{0, 6, 11, 18, 25, 40, 65, 75, 121};  // [years]
std::string_view to_string(AgeBand band);                                                           // "0-5", ..., "75+"

/// Whether a resident can take a car. Codes as stored in the results file; never renumbered.
enum class CarAccess : std::int8_t {
  none = 0,   // no car in the household, or under 18: too young to go alone in one
  passenger,  // a car in the household, no licence
  shared,     // licence, fewer cars than licences in the household
  own         // licence, and a car for each licence in the household
};
inline constexpr int kCarAccess = 4;
std::string_view to_string(CarAccess access);

/// All who live in the territory, in columns. n residents, h households, c communes.
///
/// Residents of one household are neighbours in the table; households of one commune too.
struct Population {
  std::vector<std::int32_t> household;  // (n) row of the household
  std::vector<AgeBand> age_band;        // (n)
  std::vector<std::int8_t> licence;     // (n) 0 or 1
  std::vector<CarAccess> car_access;    // (n)
  std::vector<std::int8_t> impaired;    // (n) 0 or 1: walks badly or not at all
  std::vector<std::int8_t> wheelchair;  // (n) 0 or 1: travels in a wheelchair; implies impaired

  std::vector<std::int32_t> first_resident;  // (h + 1)
  std::vector<std::int16_t> commune;         // (h)
  std::vector<std::int8_t> cars;             // (h)
  std::vector<Coordinate> home;              // (h)
  std::vector<Location> home_road;           // (h) invalid: too far from any road

  std::vector<std::string> commune_name;  // (c)
  std::vector<std::string> commune_code;  // (c)
  std::vector<std::int8_t> elsewhere;  // (c) 1: a census was given, but neither it nor the map tells how many live here

  [[nodiscard]] std::size_t resident_count() const { return household.size(); }
  [[nodiscard]] std::size_t household_count() const { return home.size(); }
};

}  // namespace navette
