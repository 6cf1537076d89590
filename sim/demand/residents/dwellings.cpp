#include "demand/residents/dwellings.h"

#include <algorithm>

namespace navette {
namespace {

constexpr double kShed = 25;                // [m2] below: nobody lives there
constexpr double kOneHome = 250;            // [m2] up to
constexpr double kHall = 2'000;             // [m2] above, with one storey or none tagged: nobody lives there
constexpr double kPerApartment = 90;        // [m2] of floor, stairs and walls included
constexpr int kUsualLevels = 3;             // storeys of apartments
constexpr int kPointApartments = 6;         // dwellings of apartments mapped as a point
constexpr double kLargestSite = 1'000'000;  // [m2] larger is a slip in the map

std::int32_t apartments(double footprint, int levels) {
  return std::max(2, static_cast<std::int32_t>(std::min(footprint, kLargestSite) * levels / kPerApartment));
}

std::int32_t unspecified(double footprint, int levels) {
  if (footprint > 0 && footprint < kShed) return 0;
  if (footprint <= kOneHome) return 1;
  if (levels >= 2) return apartments(footprint, levels);
  if (footprint > kHall) return 0;
  return std::min(4, static_cast<std::int32_t>(footprint / kOneHome));
}

}  // namespace

std::int32_t dwellings_of(const Building& building) {
  if (building.dwellings >= 0) return building.dwellings;
  const int levels = std::min<int>(building.levels, 100);
  const double footprint = building.footprint > 0 ? double{building.footprint} : 0;
  switch (building.use) {
    case BuildingUse::house:
    case BuildingUse::farmhouse:
      return 1;
    case BuildingUse::apartments:
      return footprint > 0 ? apartments(footprint, levels > 0 ? levels : kUsualLevels) : kPointApartments;
    case BuildingUse::unspecified:
      return unspecified(footprint, levels);
    case BuildingUse::not_a_dwelling:
      break;
  }
  return 0;
}

}  // namespace navette
