#include "record/money.h"

#include <algorithm>
#include <numeric>

namespace navette {
namespace {

constexpr double kMetresPerKm = 1e3;
constexpr double kMsPerHour = 3.6e6;

/// Whole fares that people of these groups pay together.
double whole_fares(const FareGroups& people, const Costs& costs) {
  auto sum = static_cast<double>(people[kWholeFare]);
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    for (const bool impaired : {false, true}) {
      const double share = impaired ? std::min(costs.fare_by_age[band], costs.fare_impaired) : costs.fare_by_age[band];
      sum += share * static_cast<double>(people[fare_group(static_cast<AgeBand>(band), impaired)]);
    }
  }
  return sum;
}

}  // namespace

Money money_of(const RunFigures& f, const Costs& costs) {
  Money money;
  const double vehicle_km =
      static_cast<double>(std::accumulate(f.driven.begin(), f.driven.end(), std::int64_t{0})) / kMetresPerKm;
  const double year = costs.service_days();
  const auto vehicle_days = static_cast<double>(f.vehicle_days);
  const bool taxis = costs.taxi_share > 0 && costs.taxi_base && costs.taxi_per_km;
  if (taxis) {
    money.taxi_passengers = costs.taxi_share * static_cast<double>(f.taxi_people);
    money.taxi_cost = costs.taxi_share * (*costs.taxi_base * static_cast<double>(f.taxi_requests) +
                                          *costs.taxi_per_km * static_cast<double>(f.taxi_distance) / kMetresPerKm);
  }
  money.trips = static_cast<double>(f.passengers) + money.taxi_passengers.value_or(0);

  const bool fixed = costs.per_vehicle_day || costs.per_vehicle_year;
  const bool spread = year > 0 || !(costs.per_vehicle_year || costs.booking_centre_per_year);
  if (fixed && spread && costs.per_driver_hour && costs.per_vehicle_km) {
    double cost = costs.per_vehicle_day.value_or(0) * vehicle_days +
                  *costs.per_driver_hour * static_cast<double>(f.shift_time) / kMsPerHour +
                  *costs.per_vehicle_km * vehicle_km;
    if (costs.per_vehicle_year) cost += *costs.per_vehicle_year * vehicle_days / year;
    if (costs.booking_centre_per_year) {
      cost += *costs.booking_centre_per_year * static_cast<double>(f.service_days) / year;
    }
    money.cost = cost + money.taxi_cost.value_or(0);
  }
  if (costs.fare_per_trip) {
    double fares = whole_fares(f.served_fares, costs);
    if (taxis) fares += costs.taxi_share * whole_fares(f.taxi_fares, costs);
    money.revenue = *costs.fare_per_trip * fares;
  }
  if (costs.consumption_per_100km && costs.energy_co2e) {
    money.co2e = vehicle_km / 100 * *costs.consumption_per_100km * *costs.energy_co2e;
  }
  if (costs.car_co2e_per_passenger_km && f.direct_distance_known) {
    money.co2e_of_cars =
        *costs.car_co2e_per_passenger_km * static_cast<double>(f.direct_passenger_distance) / kMetresPerKm;
  }
  return money;
}

}  // namespace navette
