#include "io/scenario/service_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "io/gtfs/read_gtfs.h"
#include "io/scenario/tables/read_geojson.h"

namespace navette {

void ServiceReader::read(GivenService& service, Fare& fare, GtfsFeed& feed, FleetDescription& fleet,
                         std::vector<std::string>& warnings) {
  read_rows(rule_rows(), service.rules);
  check_rules(service.rules, warnings);
  read_rows(own_fare_rows(), fare);
  read_rows(notice_rows(), service.booking);
  check_notice(service.booking);
  read_area_of(service);
  read_rows(where_rows(), service);
  read_rows(way_back_rows(), service);
  read_stops(service, feed);
  read_fleet(fleet);
}

void ServiceReader::check_rules(ServiceRules& rules, std::vector<std::string>& warnings) {
  if (std::isinf(rules.max_detour_alpha)) rules.max_detour_alpha = 0;  // how the rules say 'no limit by share'
  const auto* minimum = find(key::service_minimum_allowed_detour);
  if (rules.max_detour_alpha == 0) {
    const ServiceRules defaults;
    const auto unused = [&](const char* key, Milliseconds value, Milliseconds unset) {
      if (value == unset || find(key) == nullptr) return;
      warnings.push_back(fmt::format("{}: {} is not used while {} is inf", find(key)->where, at(key),
                                     at(key::service_max_detour_alpha)));
    };
    unused(key::service_max_detour_beta, rules.max_detour_beta, defaults.max_detour_beta);
    unused(key::service_minimum_allowed_detour, rules.minimum_allowed_detour, defaults.minimum_allowed_detour);
  }
  if (rules.minimum_allowed_detour > rules.max_absolute_detour) {
    const char* key = minimum != nullptr ? key::service_minimum_allowed_detour : key::service_max_absolute_detour;
    if (find(key) == nullptr) return;
    values_.complain(*find(key), at(key),
                     minimum != nullptr
                         ? fmt::format("must be at most {} ({} s), found {}", at(key::service_max_absolute_detour),
                                       static_cast<double>(rules.max_absolute_detour.count) / 1000, shown(*minimum))
                         : fmt::format("must not be below {}", key::service_minimum_allowed_detour));
  }
}

void ServiceReader::check_notice(const BookingRule& rule) {
  const auto* most = find(key::service_prior_notice_duration_max);
  if (rule.prior_notice_duration_max < rule.prior_notice_duration_min && most != nullptr) {
    const char* least = key::service_prior_notice_duration_min;
    values_.complain(*most, at(key::service_prior_notice_duration_max),
                     fmt::format("must not be below {}", find(least) == nullptr ? least : at(least)));
  }
}

// An area or communes, each in place of what [service] says of either.
void ServiceReader::read_area_of(GivenService& service) {
  std::filesystem::path area;
  values_.read(at(key::service_area), area);
  const auto* given = find(key::service_area);
  if (given != nullptr) service.communes.clear();
  if (!area.empty()) service.area = read_area(area, errors_);
  if (find(key::service_communes) == nullptr) return;
  service.area.clear();
  if (given != nullptr) {
    values_.complain(*given, at(key::service_area),
                     fmt::format("has no effect beside {}; give one or the other", at(key::service_communes)));
  }
}

void ServiceReader::read_stops(GivenService& service, GtfsFeed& feed) {
  const std::size_t before = errors_.messages().size();
  read_rows(stop_rows(), service);
  read_rows(feed_rows(), feed);
  read_rows(walk_rows(), service);
  // Of all services, but between the stops of this one.
  values_.read(find(key::service_courses) == nullptr ? std::string{key::service_courses} : at(key::service_courses),
               service.stops, service.courses);
  good_ = good_ && errors_.messages().size() == before;
}

void ServiceReader::read_timetable(GivenService& service, const GtfsFeed& feed, const Scenario& scenario,
                                   std::vector<std::string>& warnings) {
  const bool by_stops = service.kind == ServiceKind::stop_based || service.kind == ServiceKind::virtual_line;
  if (service.stop_rule.source != StopSource::gtfs || !by_stops) {
    for (const char* key : {key::service_gtfs, key::service_gtfs_routes}) {
      if (find(key) == nullptr) continue;
      warnings.push_back(
          fmt::format("{}: {} is not used: only stop_based services and virtual_lines with stop_source "
                      "\"gtfs\" take it",
                      find(key)->where, at(key)));
    }
    return;
  }
  for (const char* key : {key::service_stops, key::service_courses}) {
    if (find(key) == nullptr) continue;
    values_.complain(*find(key), at(key), "has no effect beside stop_source \"gtfs\"; give one or the other");
    good_ = false;
  }
  if (feed.file.empty() || !good_) return;
  const GtfsChoice choice{feed.routes, service.kind == ServiceKind::virtual_line, scenario.run.first_day,
                          scenario.run.days};
  good_ = errors_.collect([&] {
    GtfsTimetable timetable = read_gtfs(feed.file, choice);
    service.stops = std::move(timetable.stops);
    service.courses = std::move(timetable.courses);
  });
}

void ServiceReader::check_kind(GivenService& service, const GtfsFeed& feed, const std::string& where) {
  if (!good_) return;
  const auto lacks = [&](const char* key, const char* what) {
    errors_.add(fmt::format("{}: {} is missing: {}", where, at(key), what));
  };
  const bool by_stops = service.kind == ServiceKind::stop_based || service.kind == ServiceKind::virtual_line;
  if (!by_stops) service.stop_rule.source = StopSource::given;
  const StopSource source = service.stop_rule.source;
  if (source == StopSource::gtfs) {
    if (feed.file.empty()) lacks(key::service_gtfs, "the feed, a zip or a folder, that has the stops");
  } else if (service.kind == ServiceKind::virtual_line && source != StopSource::given) {
    errors_.add(fmt::format(R"({}: {} must be "given" or "gtfs" for a virtual_line, whose courses name its stops)",
                            where, at(key::service_stop_source)));
  } else if (by_stops && source == StopSource::given && service.stops.size() < 2) {
    lacks(key::service_stops, R"(two at least, or stop_source = "placed", "osm" or "gtfs")");
  } else if (service.kind == ServiceKind::virtual_line && service.courses.empty()) {
    lacks(key::service_courses, "a virtual_line needs the times at which it would call at its stops");
  }
  if (service.kind == ServiceKind::hub_and_spoke && service.hubs.empty()) {
    lacks(key::service_hubs, "a hub_and_spoke service is bound for one place at least");
  }
  check_permissions(service, where);
  if (!by_stops || service.stop_rule.needs_map()) service.stops.clear();
  if (service.kind != ServiceKind::virtual_line) service.courses.clear();
  if (service.kind != ServiceKind::hub_and_spoke) service.hubs.clear();
}

// Somewhere passengers board, and somewhere they alight.
void ServiceReader::check_permissions(const GivenService& service, const std::string& where) {
  const bool by_stops = service.kind == ServiceKind::stop_based || service.kind == ServiceKind::virtual_line;
  if (!by_stops || service.stops.empty() || service.stop_rule.needs_map()) return;
  const auto& stops = service.stops;
  const bool in = std::any_of(stops.begin(), stops.end(), [](const GivenStop& stop) { return stop.pickup; });
  const bool out = std::any_of(stops.begin(), stops.end(), [](const GivenStop& stop) { return stop.dropoff; });
  if (in && out) return;
  errors_.add(fmt::format("{}: {}: nobody may {} at any of the {} stops", where, at(key::service_stops),
                          in ? "alight" : "board", stops.size()));
}

void ServiceReader::read_fleet(FleetDescription& fleet) {
  const std::size_t before = errors_.messages().size();
  for (const char* described : kKeysOfMadeShuttles) {
    if (find(described) != nullptr) fleet.list.clear();
  }
  read_rows(fleet_rows(), fleet);
  const auto* seats = find(key::fleet_seats);
  if (seats == nullptr) seats = find(key::fleet_wheelchairs);
  if (errors_.messages().size() == before && seats != nullptr && fleet.seats + fleet.wheelchairs == 0) {
    values_.complain(*seats, at(key::fleet_seats),
                     fmt::format("must be at least 1 where {} is 0, found 0", at(key::fleet_wheelchairs)));
  }
  good_ = good_ && errors_.messages().size() == before;
}

}  // namespace navette
