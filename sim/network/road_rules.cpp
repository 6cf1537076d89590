#include "network/road_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/errors.h"

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

void RoadRules::check(const std::string& where) const {
  InputErrors errors;
  const auto speed_in_range = [&](const std::string& key, double kmh) {
    if (!(kmh >= 1 && kmh <= 200)) {
      errors.add(fmt::format("{}{} must be between 1 and 200 km/h, found {}", where, key, kmh));
    }
  };
  for (std::size_t c = 0; c < kRoadClasses; ++c) {
    speed_in_range(fmt::format("default_speed.{}", kRoadClassNames.at(c)), default_kmh[static_cast<RoadClass>(c)]);
  }
  speed_in_range("surface_speed.compacted", compacted_kmh);
  speed_in_range("surface_speed.gravel", gravel_kmh);
  speed_in_range("surface_speed.cobbled", cobbled_kmh);
  speed_in_range("surface_speed.earth", earth_kmh);
  speed_in_range("surface_speed.soft", soft_kmh);
  speed_in_range("surface_speed.bad", bad_kmh);
  speed_in_range("surface_speed.very_bad", very_bad_kmh);
  speed_in_range("surface_speed.horrible", horrible_kmh);
  if (!(limit_share > 0 && limit_share <= 1)) {
    errors.add(fmt::format("{}speed_limit_share must be above 0 and at most 1, found {}", where, limit_share));
  }
  if (worst_track_grade < 0 || worst_track_grade > 5) {
    errors.add(fmt::format("{}worst_track_grade must be 0 (no tracks) to 5, found {}", where, worst_track_grade));
  }
  if (!country.empty() && !limits_of(country)) {
    std::string known;
    for (const auto& limits : kLimits) known += fmt::format("{}{}", known.empty() ? "" : ", ", limits.country);
    errors.add(fmt::format("{}country \"{}\" is not known; known are {}, or leave it empty", where, country, known));
  }
  errors.throw_if_any();
}

}  // namespace navette
