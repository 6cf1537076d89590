#pragma once

#include <optional>

namespace navette {

/// Euros, for `cost` indicators; each absent unless the scenario gives it.
struct Costs {
  std::optional<double> per_vehicle_day;  // [EUR] per shuttle and day on which it has a shift
  std::optional<double> per_driver_hour;  // [EUR/h] of shift
  std::optional<double> per_vehicle_km;   // [EUR/km]
  std::optional<double> fare_per_trip;    // [EUR] paid by each passenger carried, income
};

}  // namespace navette
