#include "network/build/road_rules.h"

#include <algorithm>
#include <array>

namespace navette {
namespace {

constexpr double kMile = 1.609344;  // [km]

// Source: OpenStreetMap wiki, "Default speed limits", for cars and minibuses up to 3.5 t; see docs/network.md.
constexpr std::array kLimits{
    CountryLimits{"AT", 130, 100, 100, 50, 20},
    CountryLimits{"BE", 120, 120, 90, 50, 20},
    CountryLimits{"BE-BRU", 120, 120, 70, 30, 20},
    CountryLimits{"BE-VLG", 120, 120, 70, 50, 20},
    CountryLimits{"BE-WAL", 120, 120, 90, 50, 20},
    CountryLimits{"CH", 120, 100, 80, 50, 20},
    CountryLimits{"CZ", 130, 110, 90, 50, 20},
    CountryLimits{"DE", 130, 100, 100, 50, 7},  // motorway: advisory
    CountryLimits{"DK", 130, 80, 80, 50, 15},
    CountryLimits{"ES", 120, 90, 90, 50, 20},
    CountryLimits{"FI", 120, 80, 80, 50, 20},
    CountryLimits{"FR", 130, 110, 80, 50, 20},
    CountryLimits{"GB", 70 * kMile, 70 * kMile, 60 * kMile, 30 * kMile, 10 * kMile},
    CountryLimits{"GB-WLS", 70 * kMile, 70 * kMile, 60 * kMile, 20 * kMile, 10 * kMile},
    CountryLimits{"IE", 120, 100, 80, 50, 20},
    CountryLimits{"IM", 0, 0, 0, 30 * kMile, 10 * kMile},  // no national limit outside towns
    CountryLimits{"IT", 130, 110, 90, 50, 20},
    CountryLimits{"LI", 80, 80, 80, 50, 20},
    CountryLimits{"LU", 130, 90, 90, 50, 20},
    CountryLimits{"NL", 100, 100, 80, 50, 15},
    CountryLimits{"NO", 90, 80, 80, 50, 15},
    CountryLimits{"PL", 140, 100, 90, 50, 20},
    CountryLimits{"PT", 120, 90, 90, 50, 20},
    CountryLimits{"SE", 110, 70, 70, 50, 10},
};

double general_limit(const CountryLimits& limits, RoadClass road_class) {
  switch (road_class) {
    case RoadClass::motorway:
    case RoadClass::motorway_link:
      return limits.motorway;
    case RoadClass::trunk:
    case RoadClass::trunk_link:
      return limits.trunk;
    case RoadClass::residential:
      return limits.urban;
    case RoadClass::living_street:
    case RoadClass::pedestrian:
      return limits.living_street;
    case RoadClass::ferry:
      return 0;
    default:
      return limits.rural;
  }
}

}  // namespace

std::optional<CountryLimits> limits_of(std::string_view country) {
  for (;;) {
    const auto* const found =
        std::find_if(kLimits.begin(), kLimits.end(), [&](const auto& limits) { return limits.country == country; });
    if (found != kLimits.end()) return *found;
    const auto region = country.find('-');
    if (region == std::string_view::npos) return std::nullopt;
    country = country.substr(0, region);
  }
}

double RoadRules::speed(RoadClass road_class) const {
  const auto limits = limits_of(country);
  const double limit = limits ? general_limit(*limits, road_class) : 0;
  const double speed = default_kmh[road_class];
  return limit > 0 ? std::min(speed, limit) : speed;
}

}  // namespace navette
