#pragma once

#include <array>
#include <optional>
#include <vector>

#include "demand/population.h"

namespace navette {

/// Kinds of days of which a year of service is made. Their names in scenarios: costs.days_per_year.
inline constexpr int kDayTypes = 4;  // school_day, holiday_weekday, saturday, sunday

/// What a passenger pays.
struct Fare {
  std::optional<double> per_trip;  // [EUR] of each passenger carried, income; absent: not given
  // Share of it that a resident pays; the smaller of the two. Companions, and people of given demand, pay all.
  std::array<double, kAgeBands> by_age{1, 1, 1, 1, 1, 1, 1, 1};
  double impaired = 1;

  bool operator==(const Fare&) const = default;
};

/// Euros, for `cost` indicators; each absent unless the scenario gives it.
struct Costs {
  std::optional<double> per_vehicle_day;  // [EUR] per shuttle and day on which it has a shift
  std::optional<double> per_driver_hour;  // [EUR/h] of shift
  std::optional<double> per_vehicle_km;   // [EUR/km]
  Fare fare;                              // of every service that has none of its own, and of taxis
  std::vector<Fare> own_fares;            // by ServiceId; empty: `fare` in each

  std::optional<double> per_vehicle_year;         // [EUR] of each shuttle, spread over the days of service
  std::optional<double> booking_centre_per_year;  // [EUR] spread over the days of service
  std::array<double, kDayTypes> days_per_year{};  // of service; all 0: not given

  // Refused requests that a taxi takes in the service's place, if their way is known: all that are too costly, and a
  // share of the others.
  double taxi_share = 0;
  bool taxi_if_costly = false;        // a service has `taxi_above`
  std::optional<double> taxi_base;    // [EUR] per request
  std::optional<double> taxi_per_km;  // [EUR/km] of the direct way

  std::optional<double> consumption_per_100km;      // litres or kWh per 100 vehicle-km
  std::optional<double> energy_co2e;                // [kg CO2e] per litre or kWh
  std::optional<double> car_co2e_per_passenger_km;  // [kg CO2e] of the car trips replaced
  bool placeholders = true;                         // nobody has said that these are real prices

  [[nodiscard]] double service_days() const {  // a year; 0: not given
    double days = 0;
    for (const double count : days_per_year) days += count;
    return days;
  }
  [[nodiscard]] const Fare& fare_of(std::size_t service) const {
    return service < own_fares.size() ? own_fares[service] : fare;
  }
  [[nodiscard]] bool uses_taxis() const { return (taxi_share > 0 || taxi_if_costly) && taxi_base && taxi_per_km; }
};

}  // namespace navette
