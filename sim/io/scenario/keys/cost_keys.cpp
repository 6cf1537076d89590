#include "io/scenario/keys/cost_keys.h"

#include <array>
#include <string>

namespace navette {
namespace {

constexpr double kMost = 1e6;         // [EUR] of one unit
constexpr double kMostOfAYear = 1e9;  // [EUR]
constexpr std::array<std::string_view, kDayTypes> kDays{"school_day", "holiday_weekday", "saturday", "sunday"};

template <std::size_t... band>
std::array<std::string_view, kAgeBands> names_of_ages(std::index_sequence<band...> /*all*/) {
  return {to_string(static_cast<AgeBand>(band))...};
}

}  // namespace

std::span<const std::string_view> age_names() {
  static const auto kAges = names_of_ages(std::make_index_sequence<kAgeBands>{});
  return kAges;
}

std::vector<ScenarioKey> cost_keys() {
  return {
      {"costs.placeholders", KeyKind::boolean, "true"},
      {"costs.per_vehicle_day", KeyKind::number, "", 0, kMost},
      {"costs.per_vehicle_year", KeyKind::number, "", 0, kMostOfAYear},
      {"costs.per_driver_hour", KeyKind::number, "", 0, kMost},
      {"costs.per_vehicle_km", KeyKind::number, "", 0, kMost},
      {"costs.booking_centre_per_year", KeyKind::number, "", 0, kMostOfAYear},
      {"costs.taxi_share", KeyKind::number, "0.0", 0, 1},
      {"costs.taxi_base", KeyKind::number, "", 0, kMost},
      {"costs.taxi_per_km", KeyKind::number, "", 0, kMost},
      {"costs.fare_per_trip", KeyKind::number, "", 0, kMost},
      {.path = "costs.fare_by_age",
       .kind = KeyKind::named_numbers,
       .default_value = "[1, 1, 1, 1, 1, 1, 1, 1]",
       .low = 0,
       .high = 1,
       .choices = age_names()},
      {"costs.fare_impaired", KeyKind::number, "1.0", 0, 1},
      {.path = "costs.days_per_year", .kind = KeyKind::named_numbers, .low = 0, .high = 366, .choices = kDays},
      {"costs.consumption_per_100km", KeyKind::number, "", 0, 1'000},
      {"costs.energy_co2e", KeyKind::number, "", 0, 100},
      {"costs.car_co2e_per_passenger_km", KeyKind::number, "", 0, 10},
  };
}

void read_costs(ScenarioValues& values, Costs& costs) {
  values.read("costs.placeholders", costs.placeholders);
  values.read("costs.per_vehicle_day", costs.per_vehicle_day);
  values.read("costs.per_vehicle_year", costs.per_vehicle_year);
  values.read("costs.per_driver_hour", costs.per_driver_hour);
  values.read("costs.per_vehicle_km", costs.per_vehicle_km);
  values.read("costs.booking_centre_per_year", costs.booking_centre_per_year);
  values.read("costs.taxi_share", costs.taxi_share);
  values.read("costs.taxi_base", costs.taxi_base);
  values.read("costs.taxi_per_km", costs.taxi_per_km);
  values.read("costs.fare_per_trip", costs.fare.per_trip);
  values.read("costs.fare_by_age", costs.fare.by_age);
  values.read("costs.fare_impaired", costs.fare.impaired);
  values.read("costs.days_per_year", costs.days_per_year);
  values.read("costs.consumption_per_100km", costs.consumption_per_100km);
  values.read("costs.energy_co2e", costs.energy_co2e);
  values.read("costs.car_co2e_per_passenger_km", costs.car_co2e_per_passenger_km);
}

}  // namespace navette
