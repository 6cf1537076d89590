#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/errors.h"
#include "core/key_names.h"
#include "engine/scenario.h"
#include "io/scenario/keys/service_keys.h"
#include "io/scenario/make_fleet.h"
#include "io/scenario/scenario_values.h"

namespace navette {

/// The keys of [fleet] that describe shuttles, without effect where a file lists them.
inline constexpr std::array kKeysOfMadeShuttles{key::fleet_size, key::fleet_seats, key::fleet_wheelchairs,
                                                key::fleet_depots, key::fleet_shifts};

/// Reads one service, over the defaults that what it reads into holds already.
class ServiceReader {
 public:
  /// `service`: its name; empty for what [service] and [fleet] say of all.
  ServiceReader(ScenarioValues& values, std::string service, InputErrors& errors)
      : values_{values}, service_{std::move(service)}, errors_{errors} {}

  /// What its keys say.
  void read(GivenService& service, Fare& fare, GtfsFeed& feed, FleetDescription& fleet,
            std::vector<std::string>& warnings);
  /// Stops, and of a line the courses, of the feed.
  void read_timetable(GivenService& service, const GtfsFeed& feed, const Scenario& scenario,
                      std::vector<std::string>& warnings);
  /// What a service of its kind cannot be without.
  void check_kind(GivenService& service, const GtfsFeed& feed, const std::string& where);
  /// Whether stops and fleet were read without a complaint.
  [[nodiscard]] bool good() const { return good_; }

 private:
  void check_rules(ServiceRules& rules, std::vector<std::string>& warnings);
  void check_notice(const BookingRule& rule);
  void read_area_of(GivenService& service);
  void read_stops(GivenService& service, GtfsFeed& feed);
  void read_fleet(FleetDescription& fleet);
  void check_permissions(const GivenService& service, const std::string& where);

  /// Where a key of [service] or [fleet] stands for this service.
  [[nodiscard]] std::string at(const char* key) const { return path_of_service(service_, key); }
  [[nodiscard]] const TomlValue* find(const char* key) const { return values_.find(at(key)); }
  template <class Owner>
  void read_rows(const KeyRows<Owner>& rows, Owner& owner) {
    read_rows_of(service_, rows, values_, owner);
  }

  ScenarioValues& values_;
  std::string service_;
  InputErrors& errors_;
  bool good_ = true;
};

}  // namespace navette
