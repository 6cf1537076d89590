// The scenario that a handmade run states, written from its tables: who breaks a table breaks the scenario alike.
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

#include "verify/handmade_run.h"

namespace navette::test {
namespace {

constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();

std::string number(double value) {
  std::array<char, 40> text{};
  (void)std::snprintf(text.data(), text.size(), "%.17g", value);
  const std::string found{text.data()};
  return found.find_first_of(".en") == std::string::npos ? found + ".0" : found;
}

std::string seconds(std::int64_t milliseconds) {
  return milliseconds == kNone ? "inf" : number(static_cast<double>(milliseconds) / 1'000);
}

/// What the tables say, with a value where they say nothing.
class Told {
 public:
  explicit Told(const HandmadeRun& run) : run_{run} {}

  [[nodiscard]] std::int64_t whole(const std::string& column, std::size_t row, std::int64_t otherwise) const {
    const auto found = run_.integers.find(column);
    return found == run_.integers.end() || row >= found->second.size() ? otherwise : found->second[row];
  }
  [[nodiscard]] double real(const std::string& column, std::size_t row, double otherwise) const {
    const auto found = run_.reals.find(column);
    return found == run_.reals.end() || row >= found->second.size() ? otherwise : found->second[row];
  }
  [[nodiscard]] std::int64_t whole_attribute(const std::string& name) const {
    const auto found = run_.integer_attributes.find("/rules@" + name);
    return found == run_.integer_attributes.end() ? 0 : found->second;
  }
  [[nodiscard]] std::string text_attribute(const std::string& name, const std::string& otherwise) const {
    const auto found = run_.text_attributes.find(name);
    return found == run_.text_attributes.end() ? otherwise : found->second;
  }
  [[nodiscard]] std::size_t rows(const std::string& column) const {
    const auto found = run_.integers.find(column);
    return found == run_.integers.end() ? 0 : found->second.size();
  }
  [[nodiscard]] const HandmadeRun& run() const { return run_; }

 private:
  const HandmadeRun& run_;
};

std::string numbers_of_rules(const Told& told, const char* table, std::initializer_list<const char*> names,
                             const std::string& prefix) {
  std::string text = std::string{"["} + table + "]\n";
  for (const char* name : names) {
    const auto found = told.run().real_attributes.find("/rules@" + prefix + name);
    const double value = found == told.run().real_attributes.end() ? 0 : found->second;
    const bool optional = prefix == "costs_";
    if (optional && found == told.run().real_attributes.end()) continue;
    text += std::string{name} + " = " + number(value) + "\n";
  }
  return text;
}

std::string booking(const Told& told) {
  std::string text = numbers_of_rules(told, "booking", {"cancelled_share", "no_show_share", "late_share"}, "");
  for (const char* name : {"offer_step", "max_offer_shift", "retry_interval", "max_request_age", "call_length"}) {
    text += std::string{name} + " = " + seconds(told.whole_attribute(std::string{"booking_"} + name)) + "\n";
  }
  text += "patience = " + seconds(told.whole_attribute("patience")) + "\n";
  text += std::string{"phone = "} + (told.whole_attribute("booking_phone") == 1 ? "true" : "false") + "\n";
  text += "phone_lines = " + std::to_string(told.whole_attribute("booking_phone_lines")) + "\n";
  text += std::string{"offers = "} + (told.whole_attribute("booking_offers") == 1 ? "true" : "false") + "\n";
  const auto& reals = told.run().real_attributes;
  const auto from = reals.find("/rules@booking_phone_from");
  const auto until = reals.find("/rules@booking_phone_until");
  if (from != reals.end() && until != reals.end()) {
    text += "phone_hours = [{from = " + number(from->second / 1'000) + ", until = " + number(until->second / 1'000) +
            "}]\n";
  }
  return text;
}

std::string disturbances(const Told& told) {
  std::string text =
      numbers_of_rules(told, "disturbances", {"driving_noise", "dwell_noise", "breakdowns_per_1000_h"}, "");
  text += "breakdown_duration = " + seconds(told.whole_attribute("breakdown_duration")) + "\n";
  std::string given;
  std::int64_t left = told.whole_attribute("given_breakdowns");
  for (std::size_t k = 0; k < told.rows("/events/kind") && left > 0; ++k) {
    if (told.whole("/events/kind", k, 0) != 20) continue;
    const std::int64_t from = told.whole("/events/time", k, 0);
    given += "{shuttle = \"s0\", from = " + seconds(from) +
             ", until = " + seconds(from + told.whole("/events/value", k, 0)) + "}, ";
    --left;
  }
  for (; left > 0; --left) given += "{shuttle = \"s9\", from = 1, until = 2}, ";
  text += "breakdowns = [" + given + "]\n";
  std::string closed;
  for (std::size_t k = 0; k < told.rows("/closures/edge"); ++k) {
    const std::int64_t from = told.whole("/closures/from", k, 0);
    closed += "{along = [{lon = 0, lat = 46}], from = " + seconds(from) +
              ", until = " + seconds(told.whole("/closures/until", k, 0)) +
              ", announced = " + seconds(told.whole("/closures/announced", k, from)) + "}, ";
  }
  return text + "closures = [" + closed + "]\n";
}

std::string service(const Told& told, std::size_t row, const std::string& name) {
  std::string text = "[services." + name + "]\norder = " + std::to_string(row + 1) + "\n";
  const auto at = [&](const char* key) { return std::string{"/services/"} + key; };
  const auto line = [&](const char* key, const std::string& value) { text += std::string{key} + " = " + value + "\n"; };
  for (const char* key :
       {"stop_duration", "max_wait_time", "max_travel_time_beta", "max_absolute_detour", "max_detour_beta",
        "minimum_allowed_detour", "max_allowed_pickup_delay", "late_diversion_threshold", "prior_notice_duration_min",
        "prior_notice_duration_max", "prior_notice_last_time", "prior_notice_start_time", "max_course_delay"}) {
    line(key, seconds(told.whole(at(key), row, 0)));
  }
  if (const auto taxi = told.whole(at("taxi_above"), row, kNone); taxi != kNone) line("taxi_above", seconds(taxi));
  const auto word = [&](const char* key, std::initializer_list<const char*> words) {
    const auto code = static_cast<std::size_t>(told.whole(at(key), row, 0));
    line(key, "\"" + std::string{code < words.size() ? words.begin()[code] : "?"} + "\"");
  };
  word("kind", {"door_to_door", "stop_based", "virtual_line", "hub_and_spoke"});
  word("booking_type", {"real_time", "same_day", "prior_days"});
  const std::int64_t contract = told.whole_attribute("way_back_in_contract");
  line("way_back", told.whole(at("way_back"), row, contract) == 1 ? "\"contract\"" : "\"separate\"");
  line("prior_notice_last_day", std::to_string(told.whole(at("prior_notice_last_day"), row, 1)));
  if (const auto day = told.whole(at("prior_notice_start_day"), row, -1); day >= 0) {
    line("prior_notice_start_day", std::to_string(day));
  }
  std::string days;
  const std::array names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  for (std::size_t day = 0; day < names.size(); ++day) {
    if (told.whole(at("weekdays"), row, 127) >> day & 1) days += std::string{"\""} + names[day] + "\", ";
  }
  line("days", "[" + days + "]");
  for (const char* key : {"max_travel_time_alpha", "max_walk_distance", "walking_speed", "walking_detour_factor"}) {
    line(key, number(told.real(at(key), row, 1)));
  }
  const double detour = told.real(at("max_detour_alpha"), row, 0);
  line("max_detour_alpha", detour == 0 ? "inf" : number(detour));
  const auto& reals = told.run().real_attributes;
  const auto fare = reals.find("/rules@costs_fare_per_trip");
  const double of_all = fare == reals.end() ? std::numeric_limits<double>::quiet_NaN() : fare->second;
  if (const double own = told.real(at("fare"), row, of_all); own == own) line("fare", number(own));
  line("fare_impaired", number(told.real(at("fare_impaired"), row, 1)));
  std::string shares;
  for (std::size_t k = 0; k < 8; ++k) shares += number(told.real("/service_fares/share", row * 8 + k, 1)) + ", ";
  line("fare_by_age", "[" + shares + "]");
  std::string hours;
  for (std::size_t k = 0; k < told.rows("/service_hours/service"); ++k) {
    if (told.whole("/service_hours/service", k, 0) != static_cast<std::int64_t>(row)) continue;
    hours += "{from = " + seconds(told.whole("/service_hours/from", k, 0)) +
             ", until = " + seconds(told.whole("/service_hours/until", k, 0)) + "}, ";
  }
  if (!hours.empty()) line("hours", "[" + hours + "]");
  const auto areas = told.run().integers.find("/service_areas/service");
  if (areas != told.run().integers.end() &&
      std::find(areas->second.begin(), areas->second.end(), static_cast<std::int64_t>(row)) != areas->second.end()) {
    line("area", "\"area.geojson\"");
  }
  std::string hubs;
  for (std::size_t k = 0; k < told.rows("/service_stops/service"); ++k) {
    if (told.whole("/service_stops/service", k, 0) != static_cast<std::int64_t>(row)) continue;
    hubs += "{name = \"stop " + std::to_string(k) +
            "\", lon = " + number(static_cast<double>(told.whole("/service_stops/lon", k, 0)) / 1e7) +
            ", lat = " + number(static_cast<double>(told.whole("/service_stops/lat", k, 0)) / 1e7) +
            ", radius = " + number(told.real("/service_stops/radius", k, 0)) + "}, ";
  }
  line("stop_source", "\"osm\"");
  line("hubs", "[" + hubs + "]");
  return text;
}

}  // namespace

std::string scenario_of(const HandmadeRun& run) {
  const Told told{run};
  std::string text = "[territory]\nname = \"Handmade\"\n";
  const auto snap = run.real_attributes.find("/rules@max_snap_distance");
  text += "max_snap_distance = " + number(snap == run.real_attributes.end() ? 0 : snap->second) + "\n";
  text += "[run]\nseed = 1\ndays = " + std::to_string(run.integer_attributes.at("/@days")) +
          "\nfirst_day = " + told.text_attribute("/@first_day", "2026-01-05") + "\n";
  text += "[dispatch]\npolicy = \"" + told.text_attribute("/rules@policy", "") + "\"\nwaiting = \"drive_first\"\n";
  const std::int64_t excess = told.whole("/services/largest_excess", 0, 0);
  text += excess > 0 ? "limits = \"penalised\"\n[dispatch.penalties]\nlargest_excess = " + seconds(excess) + "\n"
                     : "limits = \"hard\"\n";
  const bool sampled = told.rows("/trajectories/edge") > 0;
  text += std::string{"[record]\ntrajectories = "} + (sampled ? "true" : "false") + "\n";
  if (told.rows("/residents/household") == 0) text += "[demand]\nrequests = \"requests.csv\"\n";
  text += numbers_of_rules(told, "costs",
                           {"per_vehicle_day", "per_driver_hour", "per_vehicle_km", "fare_per_trip", "per_vehicle_year",
                            "booking_centre_per_year", "taxi_base", "taxi_per_km", "consumption_per_100km",
                            "energy_co2e", "car_co2e_per_passenger_km", "taxi_share", "fare_impaired"},
                           "costs_");
  text += booking(told) + disturbances(told);
  text +=
      "[fleet]\nshuttles = \"shuttles.csv\"\nmax_spread = " + seconds(told.whole("/shuttles/max_spread", 0, kNone)) +
      "\nmax_continuous_driving = " + seconds(told.whole("/shuttles/max_continuous_driving", 0, kNone)) + "\n";
  const auto& names = run.texts.at("/services/name");
  for (std::size_t row = 0; row < names.size(); ++row) text += service(told, row, names[row]);
  return text;
}

void keep_scenario(HandmadeRun& run, const std::string& text) {
  static constexpr const char* kDigits = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> bytes{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): text as bytes
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data());
  std::string hex;
  for (const unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  run.text_attributes["/@scenario"] = text;
  run.text_attributes["/@scenario_sha256"] = hex;
}

}  // namespace navette::test
