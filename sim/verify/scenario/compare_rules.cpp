// What the scenario says of all services together, against the attributes of /rules.
#include <algorithm>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.rules";

/// Files of earlier versions have neither.
void without(const Statements& s, const std::string& name, const std::string& key) {
  const ScenarioValue& value = s.scenario.at(key);
  const bool unused = value.as_number() == 0.0;
  if (value.there() && !unused) s.findings.add(kRule, "/rules has no {}, {} is in the scenario", name, key);
}

void compare_number(const Statements& s, const std::string& name, const std::string& key) {
  const auto found = s.file.real_attribute("/rules", name.c_str());
  if (!found) return without(s, name, key);
  s.compare(kRule, name, *found, key, s.scenario.at(key).as_number());
}

void compare_time(const Statements& s, const std::string& name, const std::string& key) {
  const auto found = s.file.integer_attribute("/rules", name.c_str());
  if (!found) return without(s, name, key);
  s.compare(kRule, name, *found, key, s.scenario.at(key).as_time());
}

std::optional<std::vector<double>> hours(const ScenarioValue& list, const char* part) {
  std::vector<double> times;
  for (const ScenarioValue& one : list.list) {
    const auto time = one.at(part).as_time();
    if (!time) return {};
    times.push_back(static_cast<double>(*time));
  }
  return times;
}

void compare_phone(const Statements& s) {
  const ScenarioValue& list = s.scenario.at("booking.phone_hours");
  const auto& booking = s.run.rules.booking;
  const auto from = hours(list, "from");
  const auto until = hours(list, "until");
  if (!from || !until) return s.lacks("booking.phone_hours");
  if (*from == booking.phone_from && *until == booking.phone_until) return;
  s.findings.add(kRule, "the phone is answered at other hours than booking.phone_hours in the scenario");
}

}  // namespace

void compare_rules(const Statements& s) {
  compare_number(s, "max_snap_distance", "territory.max_snap_distance");
  for (const char* name : {"cancelled_share", "no_show_share", "late_share"}) {
    compare_number(s, name, std::string{"booking."} + name);
  }
  for (const char* name : {"driving_noise", "dwell_noise", "breakdowns_per_1000_h"}) {
    compare_number(s, name, std::string{"disturbances."} + name);
  }
  compare_time(s, "breakdown_duration", "disturbances.breakdown_duration");
  compare_time(s, "patience", "booking.patience");
  for (const char* name : {"offer_step", "max_offer_shift", "retry_interval", "max_request_age", "call_length"}) {
    compare_time(s, std::string{"booking_"} + name, std::string{"booking."} + name);
  }
  compare_number(s, "booking_phone_lines", "booking.phone_lines");
  s.compare(kRule, "booking_offers", s.run.rules.booking.offers, "booking.offers",
            s.scenario.at("booking.offers").as_flag());
  if (s.file.integer_attribute("/rules", "booking_phone")) {  // files of earlier versions lack it
    s.compare(kRule, "booking_phone", s.run.rules.booking.phone, "booking.phone",
              s.scenario.at("booking.phone").as_flag());
  }
  s.compare(kRule, "given_breakdowns", s.run.rules.given_breakdowns, "disturbances.breakdowns",
            std::optional{static_cast<std::int64_t>(s.scenario.at("disturbances.breakdowns").list.size())});
  const auto& sold = s.run.services.way_back;
  const bool contract = std::all_of(sold.begin(), sold.end(), [](std::int64_t way_back) { return way_back == 1; });
  const bool told = s.file.integer_attribute("/rules", "way_back_in_contract").has_value();
  if (told && !sold.empty() && s.run.rules.way_back_in_contract != contract) {
    s.findings.add(kRule, "way_back_in_contract is {}, by /services {}", s.run.rules.way_back_in_contract, contract);
  }
  compare_phone(s);
}

}  // namespace navette::verify
