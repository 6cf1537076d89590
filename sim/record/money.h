#pragma once

#include <optional>

#include "record/costs.h"
#include "record/indicators.h"

namespace navette {

/// What a run costs and brings in; absent where a price that it needs is not given. Definitions: docs/indicators.md.
struct Money {
  std::optional<double> cost;             // [EUR] taxis included
  std::optional<double> taxi_cost;        // [EUR]
  std::optional<double> taxi_passengers;  // people whom a taxi takes
  double trips = 0;                       // passengers, of taxis too
  std::optional<double> revenue;          // [EUR]
  std::optional<double> co2e;             // [kg] of the shuttles
  std::optional<double> co2e_of_cars;     // [kg] of the car trips replaced
};

Money money_of(const RunFigures& figures, const Costs& costs);

/// The place in `RunFigures::served_fares` of a resident who pays, and of all who pay the whole fare.
constexpr std::size_t fare_group(AgeBand band, bool impaired) {
  return 2 * static_cast<std::size_t>(band) + (impaired ? 1 : 0);
}
inline constexpr std::size_t kWholeFare = kFareGroups - 1;

}  // namespace navette
