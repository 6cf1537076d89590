// What the scenario says of money and emissions, against the attributes of /rules.
#include <numeric>
#include <vector>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.costs";

}  // namespace

void compare_costs(const Statements& s) {
  const ScenarioValue& costs = s.scenario.at("costs");
  for (const char* name : {"per_vehicle_day", "per_driver_hour", "per_vehicle_km", "fare_per_trip", "per_vehicle_year",
                           "booking_centre_per_year", "taxi_base", "taxi_per_km", "consumption_per_100km",
                           "energy_co2e", "car_co2e_per_passenger_km", "taxi_share", "fare_impaired"}) {
    const std::string attribute = std::string{"costs_"} + name;
    const auto in_file = s.file.real_attribute("/rules", attribute.c_str());
    const auto in_scenario = costs.at(name).as_number();
    if (in_file == in_scenario) continue;
    if (!in_file || !in_scenario) {
      s.findings.add(kRule, "{} is given in {} only", attribute, in_file ? "/rules" : "the scenario");
    } else {
      s.findings.add(kRule, "{} is {}, in the scenario {}", attribute, *in_file, *in_scenario);
    }
  }
  const std::vector<std::string> ages{"0-5", "6-10", "11-17", "18-24", "25-39", "40-64", "65-74", "75+"};
  const auto by_age = numbers_by_name(costs.at("fare_by_age"), ages, std::vector<double>(ages.size(), 1));
  if (!by_age) {
    s.lacks("costs.fare_by_age");
  } else if (*by_age != s.run.rules.fare_by_age) {
    s.findings.add(kRule, "costs_fare_by_age is not costs.fare_by_age of the scenario");
  }
  const std::vector<std::string> days{"school_day", "holiday_weekday", "saturday", "sunday"};
  const auto per_year = numbers_by_name(costs.at("days_per_year"), days, std::vector<double>(days.size(), 0));
  if (!per_year) return s.lacks("costs.days_per_year");
  s.compare(kRule, "costs_service_days_per_year", s.run.rules.service_days_per_year, "costs.days_per_year",
            std::optional{std::accumulate(per_year->begin(), per_year->end(), 0.0)});
}

}  // namespace navette::verify
