#include "io/hdf5/root.h"

#include <hdf5.h>
#include <libdeflate.h>

#include <fmt/format.h>

#include <algorithm>
#include <boost/version.hpp>
#include <vector>

#include "io/hdf5/columns.h"
#include "io/text_sha256.h"

namespace navette::hdf5 {
namespace {

std::string library_versions() {
#ifdef __clang__
  constexpr const char* compiler = "clang " __clang_version__;
#else
  constexpr const char* compiler = "gcc " __VERSION__;
#endif
  return fmt::format("hdf5 {}.{}.{}, libdeflate {}, boost {}.{}.{}, {}", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE,
                     LIBDEFLATE_VERSION_STRING, BOOST_VERSION / 100'000, BOOST_VERSION / 100 % 1'000,
                     BOOST_VERSION % 100, compiler);
}

const char* waiting_name(const Scenario& scenario) {
  return scenario.dispatch.waiting == WaitingPolicy::drive_first ? "drive_first" : "wait_first";
}

const std::string& policy_name(const Scenario& scenario, const Provenance& provenance) {
  return provenance.own_policy.empty() ? scenario.dispatch.policy : provenance.own_policy;
}

}  // namespace

void write_root(Group& root, const Scenario& scenario, const Provenance& provenance) {
  root.attribute("Conventions", "CF-1.11");
  root.attribute("title", "Navette results: " + scenario.territory.name);
  root.attribute("navette_schema_version", std::int32_t{kResultsSchemaVersion});
  root.attribute("navette_version", provenance.version);
  root.attribute("navette_git_hash", provenance.git_hash);
  root.attribute("library_versions", library_versions());
  root.attribute("scenario", scenario.effective_toml);
  root.attribute("scenario_sha256", text_sha256(scenario.effective_toml));
  root.attribute("roads_sha256", provenance.roads_sha256);
  root.attribute("seed", static_cast<std::int64_t>(scenario.run.seed));
  const auto day = scenario.run.first_day;
  root.attribute("first_day", fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                                          static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())));
  root.attribute("days", static_cast<std::int32_t>(scenario.run.days));
  root.attribute("policy", policy_name(scenario, provenance));
  root.attribute("waiting", waiting_name(scenario));
}

namespace {

void write_booking(Group& rules, const BookingParameters& booking) {
  rules.attribute("booking_offers", std::int32_t{booking.offers ? 1 : 0});
  rules.attribute("booking_offer_step", booking.offer_step.count);
  rules.attribute("booking_max_offer_shift", booking.max_offer_shift.count);
  rules.attribute("booking_retry_interval", booking.retry_interval.count);
  rules.attribute("booking_max_request_age", booking.max_request_age.count);
  rules.attribute("booking_phone", std::int32_t{booking.phone ? 1 : 0});
  rules.attribute("booking_phone_lines", std::int32_t{booking.phone_lines});
  rules.attribute("booking_call_length", booking.call_length.count);
  if (booking.phone_hours.empty()) return;
  std::vector<double> from;
  std::vector<double> until;
  for (const DailyHours& hours : booking.phone_hours) {
    from.push_back(static_cast<double>(hours.from.count));
    until.push_back(static_cast<double>(hours.until.count));
  }
  rules.attribute("booking_phone_from", from);
  rules.attribute("booking_phone_until", until);
}

}  // namespace

void write_rules(Group& root, const Scenario& scenario, const Provenance& provenance) {
  Group rules = root.group("rules");
  write_booking(rules, scenario.booking);
  rules.attribute("policy", policy_name(scenario, provenance));
  rules.attribute("waiting", waiting_name(scenario));
  rules.attribute("max_snap_distance", scenario.territory.max_snap_distance);
  const bool contract = std::all_of(scenario.services.begin(), scenario.services.end(),
                                    [](const GivenService& one) { return one.way_back_in_contract; });
  rules.attribute("way_back_in_contract", std::int32_t{contract ? 1 : 0});
  rules.attribute("cancelled_share", scenario.booking.cancelled_share);
  rules.attribute("no_show_share", scenario.booking.no_show_share);
  rules.attribute("late_share", scenario.booking.late_share);
  rules.attribute("driving_noise", scenario.disturbances.driving_noise);
  rules.attribute("dwell_noise", scenario.disturbances.dwell_noise);
  rules.attribute("breakdowns_per_1000_h", scenario.disturbances.breakdowns_per_1000_h);
  rules.attribute("breakdown_duration", scenario.disturbances.breakdown_duration.count);
  rules.attribute("given_breakdowns", static_cast<std::int32_t>(scenario.disturbances.breakdowns.size()));
  rules.attribute("patience", scenario.booking.patience.count);
  const auto cost = [&](const char* name, std::optional<double> value) {
    if (value) rules.attribute(name, *value);
  };
  cost("costs_per_vehicle_day", scenario.costs.per_vehicle_day);
  cost("costs_per_driver_hour", scenario.costs.per_driver_hour);
  cost("costs_per_vehicle_km", scenario.costs.per_vehicle_km);
  cost("costs_fare_per_trip", scenario.costs.fare.per_trip);
  cost("costs_per_vehicle_year", scenario.costs.per_vehicle_year);
  cost("costs_booking_centre_per_year", scenario.costs.booking_centre_per_year);
  rules.attribute("costs_service_days_per_year", scenario.costs.service_days());
  rules.attribute("costs_taxi_share", scenario.costs.taxi_share);
  cost("costs_taxi_base", scenario.costs.taxi_base);
  cost("costs_taxi_per_km", scenario.costs.taxi_per_km);
  rules.attribute("costs_fare_by_age", scenario.costs.fare.by_age);
  rules.attribute("costs_fare_impaired", scenario.costs.fare.impaired);
  cost("costs_consumption_per_100km", scenario.costs.consumption_per_100km);
  cost("costs_energy_co2e", scenario.costs.energy_co2e);
  cost("costs_car_co2e_per_passenger_km", scenario.costs.car_co2e_per_passenger_km);
}

void write_inputs(Group& root, const Provenance& provenance) {
  const auto& inputs = provenance.inputs;
  Group group = root.group("inputs");
  Rows rows{group, "input", inputs.size(), "row number"};
  const auto texts = [&](const char* name, const char* long_name, std::string HashedFile::*part) {
    std::vector<std::string> values;
    for (const HashedFile& one : inputs) values.push_back(one.*part);
    rows.strings({.name = name, .units = "", .long_name = long_name}, values);
  };
  texts("key", "of the scenario, which names the file", &HashedFile::key);
  texts("path", "as it stands there", &HashedFile::path);
  texts("sha256", "SHA-256 of the file, in hexadecimal", &HashedFile::sha256);
}

}  // namespace navette::hdf5
