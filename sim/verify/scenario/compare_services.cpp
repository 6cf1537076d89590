// What the scenario says of each service, against /services, /service_hours and /service_fares.
#include <array>
#include <cmath>
#include <limits>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.services";
constexpr std::array<const char*, 7> kWeekdays{"monday", "tuesday",  "wednesday", "thursday",
                                               "friday", "saturday", "sunday"};

class ServiceComparison {
 public:
  ServiceComparison(const Statements& statements, const DescribedService& service, std::size_t row)
      : s_{statements}, service_{service}, row_{row} {}

  void times() const {
    const auto& c = s_.run.services;
    time("stop_duration", c.stop_duration);
    time("max_wait_time", c.max_wait_time);
    time("max_travel_time_beta", c.max_travel_time_beta);
    time("max_absolute_detour", c.max_absolute_detour);
    time("max_detour_beta", c.max_detour_beta);
    time("minimum_allowed_detour", c.minimum_allowed_detour);
    time("max_allowed_pickup_delay", c.max_allowed_pickup_delay);
    time("late_diversion_threshold", c.late_diversion_threshold);
    time("prior_notice_duration_min", c.prior_notice_duration_min);
    time("prior_notice_duration_max", c.prior_notice_duration_max);
    time("prior_notice_last_time", c.prior_notice_last_time);
    time("prior_notice_start_time", c.prior_notice_start_time);
    time("max_course_delay", c.max_course_delay);
    const ScenarioValue& taxi = service_.value("taxi_above");
    same("taxi_above", c.taxi_above, taxi.there() ? taxi.as_time() : std::optional{kNone});
    const bool penalised = s_.scenario.at("dispatch.limits").as_text() == "penalised";
    same("largest_excess", c.largest_excess,
         penalised ? s_.scenario.at("dispatch.penalties.largest_excess").as_time() : std::optional<std::int64_t>{0});
  }

  void codes() const {
    const auto& c = s_.run.services;
    code("kind", c.kind, {"door_to_door", "stop_based", "virtual_line", "hub_and_spoke"});
    code("booking_type", c.booking_type, {"real_time", "same_day", "prior_days"});
    code("way_back", c.way_back, {"separate", "contract"});
    same("prior_notice_last_day", c.prior_notice_last_day, service_.value("prior_notice_last_day").as_whole());
    const ScenarioValue& start = service_.value("prior_notice_start_day");
    same("prior_notice_start_day", c.prior_notice_start_day,
         start.there() ? start.as_whole() : std::optional<std::int64_t>{-1});
    std::int64_t bits = 0;
    for (const ScenarioValue& day : service_.value("days").list) {
      for (std::size_t k = 0; k < kWeekdays.size(); ++k) bits |= day.text == kWeekdays[k] ? 1 << k : 0;
    }
    same("days", c.weekdays, std::optional{bits});
  }

  void numbers() const {
    const auto& c = s_.run.services;
    number("max_travel_time_alpha", c.max_travel_time_alpha);
    number("max_walk_distance", c.max_walk_distance);
    number("walking_speed", c.walking_speed);
    number("walking_detour_factor", c.walking_detour_factor);
    const auto detour = service_.value("max_detour_alpha").as_number();
    same("max_detour_alpha", c.max_detour_alpha, detour && std::isinf(*detour) ? std::optional{0.0} : detour);
  }

  void fares() const {
    const auto& c = s_.run.services;
    const ScenarioValue& costs = s_.scenario.at("costs");
    const auto either = [&](const char* key, const char* of_all) -> const ScenarioValue& {
      const ScenarioValue& own = service_.value(key);
      return own.there() ? own : costs.at(of_all);
    };
    const double not_given = std::numeric_limits<double>::quiet_NaN();
    const double fare = either("fare", "fare_per_trip").as_number().value_or(not_given);
    if (fare != c.fare[row_] && !(std::isnan(fare) && std::isnan(c.fare[row_]))) differs("fare", c.fare[row_], fare);
    same("fare_impaired", c.fare_impaired, either("fare_impaired", "fare_impaired").as_number());
    const std::vector<std::string> ages{"0-5", "6-10", "11-17", "18-24", "25-39", "40-64", "65-74", "75+"};
    // Each over the one before: all services', then its own.
    std::optional<std::vector<double>> shares = std::vector<double>(ages.size(), 1);
    for (const ScenarioValue* one : {&costs.at("fare_by_age"), &s_.scenario.at("service.fare_by_age"),
                                     &s_.scenario.at("services." + service_.name() + ".fare_by_age")}) {
      if (shares) shares = numbers_by_name(*one, ages, *shares);
    }
    if (!shares) return s_.lacks("costs.fare_by_age");
    if (!s_.file.has("/service_fares/service")) return;
    const auto& f = s_.run.service_fares;
    std::size_t found = 0;
    for (std::size_t k = 0; k < f.service.size(); ++k) {
      if (f.service[k] != static_cast<std::int64_t>(row_)) continue;
      const auto band = static_cast<std::size_t>(f.age_band[k]);
      if (band != found || band >= shares->size() || (*shares)[band] != f.share[k]) {
        return differs("fare_by_age", f.share[k], band < shares->size() ? (*shares)[band] : not_given);
      }
      ++found;
    }
    if (found != ages.size()) differs("rows of /service_fares", found, ages.size());
  }

  void hours() const {
    const auto& h = s_.run.service_hours;
    const ScenarioValue& list = service_.value("hours");
    std::size_t next = 0;
    for (std::size_t k = 0; k < h.service.size(); ++k) {
      if (h.service[k] != static_cast<std::int64_t>(row_)) continue;
      const bool right = next < list.list.size() && list.list[next].at("from").as_time() == h.from[k] &&
                         list.list[next].at("until").as_time() == h.until[k];
      ++next;
      if (right) continue;
      s_.findings.add(kRule, "{} runs from {} to {}, which is not in {} of the scenario", service_.name(),
                      clock(h.from[k]), clock(h.until[k]), service_.path("hours"));
    }
    if (next != list.list.size()) differs("hours: rows of /service_hours", next, list.list.size());
  }

 private:
  template <class Value, class Other>
  void differs(const char* what, const Value& in_file, const Other& in_scenario) const {
    s_.findings.add(kRule, "{}: {} is {}, in the scenario {}", service_.name(), what, in_file, in_scenario);
  }
  template <class Values, class Value>
  void same(const char* key, const Values& column, const std::optional<Value>& wanted) const {
    s_.compare(kRule, service_.name() + ": " + key, column[row_], service_.path(key), wanted);
  }
  void time(const char* key, const Column& column) const { same(key, column, service_.value(key).as_time()); }
  void number(const char* key, const std::vector<double>& column) const {
    same(key, column, service_.value(key).as_number());
  }
  void code(const char* key, const Column& column, const std::vector<const char*>& words) const {
    const auto found = static_cast<std::size_t>(column[row_]);
    s_.compare(kRule, service_.name() + ": " + key, std::string{found < words.size() ? words[found] : "?"},
               service_.path(key), service_.value(key).as_text());
  }

  const Statements& s_;
  const DescribedService& service_;
  std::size_t row_;
};

}  // namespace

void compare_services(const Statements& s, const std::vector<DescribedService>& services) {
  for (std::size_t k = 0; k < services.size(); ++k) {
    if (s.run.services.name[k] != services[k].name()) {
      s.findings.add(kRule, "row {} of /services is {}, in the scenario {}", k, s.run.services.name[k],
                     services[k].name());
      continue;
    }
    const ServiceComparison service{s, services[k], k};
    service.times();
    service.codes();
    service.numbers();
    service.fares();
    service.hours();
  }
}

}  // namespace navette::verify
