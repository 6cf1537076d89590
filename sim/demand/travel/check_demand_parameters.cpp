#include "demand/travel/check_demand_parameters.h"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <string>
#include <string_view>

#include "core/errors.h"
#include "core/key_names.h"
#include "demand/travel/day_rates.h"

namespace navette {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTiny = 1e-9;  // stands for 'above 0'

class Checks {
 public:
  void number(std::string_view key, double value, double least, double most) {
    if (value >= least && value <= most && value < kInfinity) return;
    errors.add(fmt::format("demand.{} must be {}, found {}", key, range(least, most), value));
  }
  /// One number for each code of an enumeration that has names.
  template <class Code, std::size_t n>
  void numbers(std::string_view key, const std::array<double, n>& values, double least, double most) {
    for (std::size_t i = 0; i < n; ++i) {
      number(fmt::format("{}.{}", key, to_string(static_cast<Code>(i))), values[i], least, most);
    }
  }
  void hours(std::string_view from_key, double from, std::string_view until_key, double until, double most = 24) {
    number(from_key, from, 0, most);
    number(until_key, until, 0, most);
    if (from > until) errors.add(fmt::format("demand.{} is {}, after demand.{}, {}", from_key, from, until_key, until));
  }

  InputErrors errors;

 private:
  static std::string range(double least, double most) {
    if (most < kInfinity) return fmt::format("{} to {}", least, most);
    return least == kTiny ? "above 0" : fmt::format("at least {}", least);
  }
};

void check_travel(const DemandParameters& parameters, Checks& check) {
  check.numbers<AgeBand>("going_out", parameters.going_out, 0, 1);
  check.number("saturday_factor", parameters.saturday_factor, 0, kInfinity);
  check.number("sunday_factor", parameters.sunday_factor, 0, kInfinity);
  check.numbers<AgeBand>("tours_per_day", parameters.tours_per_day, 1, kMostTours);
  for (std::size_t p = 0; p < kActivityPurposes; ++p) {
    const std::string key = fmt::format("purposes.{}", to_string(static_cast<ActivityPurpose>(p)));
    for (std::size_t band = 0; band < kAgeBands; ++band) {
      check.number(fmt::format("{}.{}", key, to_string(static_cast<AgeBand>(band))), parameters.purposes[band][p], 0,
                   kInfinity);
    }
  }
  check.numbers<ActivityPurpose>("weekend_factor", parameters.weekend_factor, 0, kInfinity);
  for (std::size_t kind = 0; kind < kFacilityKinds; ++kind) {
    check.number(fmt::format("kind_shares[{}]", kind), parameters.kind_shares[kind], 0, kInfinity);
  }
  check.numbers<ActivityPurpose>("distance_decay", parameters.distance_decay, 1, kInfinity);
  for (std::size_t p = 0; p < kActivityPurposes; ++p) {
    const std::string key = fmt::format("departure_profile.{}", to_string(static_cast<ActivityPurpose>(p)));
    double sum = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      check.number(fmt::format("{}.{}", key, hour), parameters.departure_profile[p][hour], 0, kInfinity);
      sum += parameters.departure_profile[p][hour];
    }
    if (!(sum > 0)) check.errors.add(fmt::format("demand.{} needs at least one hour with a weight above 0", key));
  }
  check.numbers<ActivityPurpose>("stay", parameters.stay, 0, 24);
  check.numbers<ActivityPurpose>("stay_spread", parameters.stay_spread, 0, 1);
  check.number("detour_factor", parameters.detour_factor, 1, kInfinity);
  check.number("journey_speed", parameters.journey_speed, kTiny, kInfinity);
  check.number("journey_allowance", parameters.journey_allowance, 0, 86'400);
}

void check_service(const DemandParameters& parameters, Checks& check) {
  check.number("service_share", parameters.service_share, 0, 1);
  check.numbers<AgeBand>("service_by_age", parameters.service_by_age, 0, kInfinity);
  check.numbers<CarAccess>("service_by_car", parameters.service_by_car, 0, kInfinity);
  check.numbers<ActivityPurpose>("service_by_purpose", parameters.service_by_purpose, 0, kInfinity);
  check.number("level", parameters.level, 0, kInfinity);
  check.hours("service_from", parameters.service_from, "service_until", parameters.service_until, 48);
  check.number("booked_ahead", parameters.booked_ahead, 0, 1);
  check.numbers<AgeBand>("phone_shares", parameters.phone_shares, 0, 1);
  check.hours("phone_from", parameters.phone_from, "phone_until", parameters.phone_until);
  check.hours("app_from", parameters.app_from, "app_until", parameters.app_until);
  check.number("lead_min", parameters.lead_min, 0, 86'400);
  check.number("lead_mean", parameters.lead_mean, parameters.lead_min, 86'400);
  check.number("lead_max", parameters.lead_max, parameters.lead_min, 86'400);
  check.number("return_at_once", parameters.return_at_once, 0, 1);
  check.number("wheelchair_boarding_time", parameters.wheelchair_boarding_time, 0, 86'400);
}

void check_destinations(const std::vector<Destination>& destinations, Checks& check) {
  bool any = false;
  for (const Destination& to : destinations) {
    any = any || to.road.valid();
    if (to.size > 0 && to.size < kInfinity) continue;
    check.errors.add(fmt::format("the size of a destination must be above 0, found {} at {:.5f}, {:.5f}", to.size,
                                 to.place.lon_degrees(), to.place.lat_degrees()));
  }
  if (any) return;
  check.errors.add(
      destinations.empty()
          ? fmt::format("residents have nowhere to go: the map has no shop, school, workplace or other facility, and "
                        "{} names none",
                        key::demand_outside)
          : fmt::format(
                "residents have nowhere to go: all {} facilities lie farther from any road where people may board than "
                "{}",
                destinations.size(), key::territory_max_snap_distance));
}

}  // namespace

void check_demand_parameters(const DemandParameters& parameters, const std::vector<Destination>& destinations) {
  Checks check;
  check_travel(parameters, check);
  check_service(parameters, check);
  check_destinations(destinations, check);
  check.errors.throw_if_any();
}

}  // namespace navette
