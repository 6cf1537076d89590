// Which hours of the services residents know.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/key_names.h"
#include "io/scenario/parse_time.h"
#include "io/scenario/read_residents.h"

namespace navette {
namespace {

using Hours = DemandParameters::Hours;

double hours_of(Milliseconds time) { return static_cast<double>(time.count) / 3'600'000; }

std::string clock(double hours) { return shown_time(Milliseconds{static_cast<std::int64_t>(hours * 3'600'000 + 0.5)}); }

// A service without hours runs at any time; residents ask it at the hours they would ask any.
std::vector<Hours> union_of(const std::vector<GivenService>& services) {
  const DemandParameters usual;
  std::vector<Hours> all;
  for (const GivenService& service : services) {
    if (service.hours.empty()) all.push_back({usual.service_from, usual.service_until});
    for (const DailyHours& open : service.hours) all.push_back({hours_of(open.from), hours_of(open.until)});
  }
  std::sort(all.begin(), all.end(), [](const Hours& a, const Hours& b) { return a.from < b.from; });
  std::vector<Hours> merged;
  for (const Hours& one : all) {
    if (!merged.empty() && one.from <= merged.back().until) {
      merged.back().until = std::max(merged.back().until, one.until);
    } else {
      merged.push_back(one);
    }
  }
  return merged;
}

bool within(const std::vector<Hours>& hours, double time) {
  return std::any_of(hours.begin(), hours.end(), [&](const Hours& one) {
    for (const double since : {time - 24, time, time + 24}) {
      if (one.from <= since && since < one.until) return true;
    }
    return false;
  });
}

void warn_of_days(const Scenario& scenario, std::vector<std::string>& warnings) {
  int without = 0;
  for (int day = 0; day < scenario.run.days; ++day) {
    const bool any = std::any_of(scenario.services.begin(), scenario.services.end(), [&](const GivenService& service) {
      return service.weekdays[static_cast<std::size_t>((service.weekday_of_day_0 + day) % 7)];
    });
    without += any ? 0 : 1;
  }
  if (without == 0) return;
  warnings.push_back(
      fmt::format("on {} of {} day(s) of the run no service runs ({}): what residents ask for then is refused, "
                  "outside_hours",
                  without, scenario.run.days, key::service_days));
}

}  // namespace

bool has_hours(const TomlValue& document) {
  if (document.find(key::service_hours) != nullptr) return true;
  const auto* services = document.find("services");
  if (services == nullptr || services->table() == nullptr) return false;
  return std::any_of(services->table()->begin(), services->table()->end(), [](const auto& service) {
    return service.second.table() != nullptr && service.second.find("hours") != nullptr;
  });
}

void settle_service_hours(const ScenarioValues& values, Scenario& scenario, std::vector<std::string>& warnings) {
  warn_of_days(scenario, warnings);
  const auto& services = scenario.services;
  const auto always = [](const GivenService& service) { return service.hours.empty(); };
  if (std::all_of(services.begin(), services.end(), always)) return;
  const std::vector<Hours> known = union_of(services);
  DemandParameters& demand = scenario.demand;
  const auto* from = values.find(key::demand_service_from);
  const auto* until = values.find(key::demand_service_until);
  if (from == nullptr && until == nullptr) {
    demand.service_hours = known;
    return;
  }
  if (from == nullptr) demand.service_from = std::min(known.front().from, demand.service_until);
  if (until == nullptr) demand.service_until = std::max(known.back().until, demand.service_from);
  if (std::any_of(services.begin(), services.end(), always)) return;
  int outside = 0;
  int minutes = 0;
  for (double time = demand.service_from * 60; time < demand.service_until * 60; ++time, ++minutes) {
    outside += within(known, time / 60) ? 0 : 1;
  }
  if (outside == 0) return;
  warnings.push_back(
      fmt::format("{}: residents ask from {} to {} ({}, {}); {} of these {} min ({:.0f} %) lie "
                  "outside the hours of the services, and what is asked for then is refused, outside_hours",
                  (from == nullptr ? until : from)->where, clock(demand.service_from), clock(demand.service_until),
                  key::demand_service_from, key::demand_service_until, outside, minutes, 100.0 * outside / minutes));
}

}  // namespace navette
