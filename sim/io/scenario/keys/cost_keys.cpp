#include "io/scenario/keys/cost_keys.h"

#include "core/key_names.h"
#include "io/scenario/keys/resident_keys.h"

namespace navette {
namespace {

constexpr std::array<std::string_view, kDayTypes> kDays{"school_day", "holiday_weekday", "saturday", "sunday"};

constexpr Allowed euros(std::string_view unit = "EUR") { return from_to(0, 1e6, unit); }
constexpr Allowed euros_a_year() { return from_to(0, 1e9, "EUR"); }

}  // namespace

const KeyRows<Costs>& cost_rows() {
  using P = Costs;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{"costs.placeholders", &P::placeholders, "the prices are placeholders: pages say so until this is false"},
      Row{"costs.per_vehicle_day", &P::per_vehicle_day, euros(),
          "lease, insurance, of each shuttle on each day it is out"},
      Row{"costs.per_vehicle_year", &P::per_vehicle_year, euros_a_year(),
          "the same by the year, in place of it or beside it"},
      Row{"costs.per_driver_hour", &P::per_driver_hour, euros("EUR/h"), "of each hour of shift"},
      Row{"costs.per_vehicle_km", &P::per_vehicle_km, euros("EUR/km"), "energy, tyres, repairs"},
      Row{"costs.booking_centre_per_year", &P::booking_centre_per_year, euros_a_year(),
          "telephone, software, marketing"},
      Row{"costs.taxi_share", &P::taxi_share, share(),
          "of refused trips, those that a taxi takes at the service's expense; it takes all that are `too_costly` "
          "besides"},
      Row{key::costs_taxi_base, &P::taxi_base, euros(), "of a taxi trip"},
      Row{key::costs_taxi_per_km, &P::taxi_per_km, euros("EUR/km"), "of a taxi trip's direct way"},
      Row{"costs.fare_per_trip", of(&P::fare, &Fare::per_trip), euros(),
          "income per passenger carried, of services without a `fare` of their own and of taxis: a party of three pays "
          "three times"},
      Row{"costs.fare_by_age", of(&P::fare, &Fare::by_age), numbers_by("age", age_names(), 0, 1),
          "share of the fare that a resident pays: 0.5 for half fare"},
      Row{"costs.fare_impaired", of(&P::fare, &Fare::impaired), share(),
          "the same for residents who walk badly or not at all; the smaller holds"},
      Row{"costs.days_per_year", &P::days_per_year, numbers_by("day", kDays, 0, 366),
          "days of service a year; what is left out is 0"}
          .left_out("none"),
      Row{"costs.consumption_per_100km", &P::consumption_per_100km, from_to(0, 1'000),
          "litres or kWh per 100 km, of a shuttle"},
      Row{"costs.energy_co2e", &P::energy_co2e, from_to(0, 100, "kg"), "CO2e per litre or kWh of it"},
      Row{"costs.car_co2e_per_passenger_km", &P::car_co2e_per_passenger_km, from_to(0, 10, "kg"),
          "CO2e of the car trips replaced; ADEME (Impact CO2, July 2026) has 0.1106 for diesel and 0.0121 for electric "
          "cars in use"},
  };
  return kRows;
}

}  // namespace navette
