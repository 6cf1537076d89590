#include "record/money.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace navette {
namespace {

constexpr double kMetresPerKm = 1e3;
constexpr double kMsPerHour = 3.6e6;

/// Whole fares that people of these groups pay together.
double whole_fares(const FareGroups& people, const Fare& fare) {
  auto sum = static_cast<double>(people[kWholeFare]);
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    for (const bool impaired : {false, true}) {
      const double share = impaired ? std::min(fare.by_age[band], fare.impaired) : fare.by_age[band];
      sum += share * static_cast<double>(people[fare_group(static_cast<AgeBand>(band), impaired)]);
    }
  }
  return sum;
}

/// Of those too costly all, of the others a share.
double in_taxis(double too_costly, double others, const Costs& costs) { return too_costly + costs.taxi_share * others; }
double in_taxis(const RunFigures& f, std::int64_t RunFigures::ForTaxi::*part, const Costs& costs) {
  return in_taxis(static_cast<double>(f.too_costly.*part), static_cast<double>(f.other_refused.*part), costs);
}

/// What passengers pay; absent if a service, or a taxi, takes a fare that is not given.
std::optional<double> revenue_of(const RunFigures& f, const Costs& costs) {
  const bool common = costs.own_fares.empty() || costs.uses_taxis() ||
                      std::find(costs.own_fares.begin(), costs.own_fares.end(), costs.fare) != costs.own_fares.end();
  if (common && !costs.fare.per_trip) return {};
  double revenue = 0;
  FareGroups pay_common{};
  for (std::size_t service = 0; service < std::max(f.served_fares.size(), costs.own_fares.size()); ++service) {
    const bool own = service < costs.own_fares.size() && costs.own_fares[service] != costs.fare;
    if (own && !costs.own_fares[service].per_trip) return {};
    if (service >= f.served_fares.size()) continue;
    const FareGroups& people = f.served_fares[service];
    if (own) {
      revenue += *costs.own_fares[service].per_trip * whole_fares(people, costs.own_fares[service]);
    } else {
      std::transform(people.begin(), people.end(), pay_common.begin(), pay_common.begin(), std::plus<>{});
    }
  }
  if (!common) return revenue;
  double fares = whole_fares(pay_common, costs.fare);
  if (costs.uses_taxis()) {
    fares +=
        in_taxis(whole_fares(f.too_costly.fares, costs.fare), whole_fares(f.other_refused.fares, costs.fare), costs);
  }
  return revenue + *costs.fare.per_trip * fares;
}

}  // namespace

Money money_of(const RunFigures& f, const Costs& costs) {
  Money money;
  const double vehicle_km =
      static_cast<double>(std::accumulate(f.driven.begin(), f.driven.end(), std::int64_t{0})) / kMetresPerKm;
  const double year = costs.service_days();
  const auto vehicle_days = static_cast<double>(f.vehicle_days);
  if (costs.uses_taxis()) {
    money.taxi_passengers = in_taxis(f, &RunFigures::ForTaxi::people, costs);
    money.taxi_cost = *costs.taxi_base * in_taxis(f, &RunFigures::ForTaxi::requests, costs) +
                      *costs.taxi_per_km * in_taxis(f, &RunFigures::ForTaxi::distance, costs) / kMetresPerKm;
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
  money.revenue = revenue_of(f, costs);
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
