#include "io/scenario/read_services.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <tuple>
#include <utility>

#include "engine/world/first_night.h"
#include "io/gtfs/read_gtfs.h"
#include "io/scenario/make_fleet.h"
#include "io/scenario/parse_time.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/read_geojson.h"

namespace navette {
namespace {

constexpr std::array<const char*, 5> kKeysOfMadeShuttles{"size", "seats", "wheelchairs", "depots", "shifts"};

// The feed of a service; of one service, over what [service] says.
struct GtfsFeed {
  std::filesystem::path file;
  std::vector<std::string> routes;
};

// The names of [services.NAME], in order.
std::vector<std::string> ordered_names(const TomlValue& services) {
  std::vector<std::tuple<std::int64_t, std::int64_t, std::string>> ranks;
  for (const auto& [name, service] : *services.table()) {
    const auto* order = service.find("order");
    const auto* whole = order == nullptr ? nullptr : std::get_if<std::int64_t>(&order->value);
    const std::int64_t last = std::numeric_limits<std::int64_t>::max();
    ranks.emplace_back(whole == nullptr ? last : *whole, service.position < 0 ? last : service.position, name);
  }
  std::sort(ranks.begin(), ranks.end());
  std::vector<std::string> names;
  names.reserve(ranks.size());
  for (const auto& rank : ranks) names.push_back(std::get<2>(rank));
  return names;
}

bool has_services(const TomlValue* services) {
  return services != nullptr && services->table() != nullptr && !services->table()->empty();
}

void choose_fleet(TomlValue& document, const std::string& fleet, InputErrors& errors,
                  std::vector<std::string>& warnings) {
  const auto* list = document.find(fleet + ".shuttles");
  if (list == nullptr) return;
  const TomlValue chosen = *list;
  for (const auto* key : kKeysOfMadeShuttles) {
    const std::string path = fmt::format("{}.{}", fleet, key);
    const auto* value = document.find(path);
    if (value == nullptr) continue;
    if (chosen.from_override && !value->from_override) {
      warnings.push_back(
          fmt::format("{}: {} is not used, since {} lists the shuttles", value->where, path, chosen.where));
    } else {
      errors.add(fmt::format("{}: {} has no effect beside {}.shuttles ({}); give one or the other", value->where, path,
                             fleet, chosen.where));
    }
    document.erase(path);
  }
}

// Reads one service, over the defaults that `service` and `fleet` hold already.
class ServiceReader {
 public:
  ServiceReader(ScenarioValues& values, std::string prefix, std::string fleet_prefix, InputErrors& errors)
      : values_{values}, prefix_{std::move(prefix)}, fleet_prefix_{std::move(fleet_prefix)}, errors_{errors} {}

  void read_rules(ServiceRules& rules, std::vector<std::string>& warnings) {
    read("max_wait_time", rules.max_wait_time);
    read("max_travel_time_alpha", rules.max_travel_time_alpha);
    read("max_travel_time_beta", rules.max_travel_time_beta);
    read("max_absolute_detour", rules.max_absolute_detour);
    read("max_detour_alpha", rules.max_detour_alpha);
    read("max_detour_beta", rules.max_detour_beta);
    read("minimum_allowed_detour", rules.minimum_allowed_detour);
    read("max_allowed_pickup_delay", rules.max_allowed_pickup_delay);
    read("late_diversion_threshold", rules.late_diversion_threshold);
    read("stop_duration", rules.stop_duration);
    read("taxi_above", rules.taxi_above);
    if (std::isinf(rules.max_detour_alpha)) rules.max_detour_alpha = 0;  // how the rules say 'no limit by share'
    const auto* minimum = find("minimum_allowed_detour");
    if (rules.max_detour_alpha == 0) {
      const ServiceRules defaults;
      const auto unused = [&](const char* key, Milliseconds value, Milliseconds unset) {
        if (value == unset || find(key) == nullptr) return;
        warnings.push_back(
            fmt::format("{}: {} is not used while {} is inf", find(key)->where, at(key), at("max_detour_alpha")));
      };
      unused("max_detour_beta", rules.max_detour_beta, defaults.max_detour_beta);
      unused("minimum_allowed_detour", rules.minimum_allowed_detour, defaults.minimum_allowed_detour);
    }
    if (rules.minimum_allowed_detour > rules.max_absolute_detour) {
      const char* key = minimum != nullptr ? "minimum_allowed_detour" : "max_absolute_detour";
      if (find(key) == nullptr) return;
      values_.complain(*find(key), at(key),
                       minimum != nullptr
                           ? fmt::format("must be at most {} ({} s), found {}", at("max_absolute_detour"),
                                         static_cast<double>(rules.max_absolute_detour.count) / 1000, shown(*minimum))
                           : fmt::format("must not be below minimum_allowed_detour"));
    }
  }

  void read_fare(Fare& fare) {
    read("fare", fare.per_trip);
    values_.read(at("fare_by_age"), std::span<double>{fare.by_age});
    read("fare_impaired", fare.impaired);
  }

  void read_booking(GivenService& service) {
    BookingRule& rule = service.booking;
    choose("booking_type", rule.type,
           {{"real_time", BookingType::real_time},
            {"same_day", BookingType::same_day},
            {"prior_days", BookingType::prior_days}});
    read("prior_notice_duration_min", rule.prior_notice_duration_min);
    read("prior_notice_duration_max", rule.prior_notice_duration_max);
    read("prior_notice_last_day", rule.prior_notice_last_day);
    read("prior_notice_last_time", rule.prior_notice_last_time);
    read("prior_notice_start_day", rule.prior_notice_start_day);
    read("prior_notice_start_time", rule.prior_notice_start_time);
    const auto* most = find("prior_notice_duration_max");
    if (rule.prior_notice_duration_max < rule.prior_notice_duration_min && most != nullptr) {
      values_.complain(*most, at("prior_notice_duration_max"), "must not be below prior_notice_duration_min");
    }
    choose("way_back", service.way_back_in_contract, {{"separate", false}, {"contract", true}});
  }

  void read_where(GivenService& service) {
    choose("kind", service.kind,
           {{"door_to_door", ServiceKind::door_to_door},
            {"stop_based", ServiceKind::stop_based},
            {"virtual_line", ServiceKind::virtual_line},
            {"hub_and_spoke", ServiceKind::hub_and_spoke}});
    std::filesystem::path area;
    read("area", area);
    if (find("area") != nullptr) service.communes.clear();
    if (!area.empty()) service.area = read_area(area, errors_);
    read("communes", service.communes);
    if (find("communes") != nullptr) {
      service.area.clear();
      if (const auto* also = find("area")) {
        values_.complain(*also, at("area"),
                         fmt::format("has no effect beside {}; give one or the other", at("communes")));
      }
    }
    read("hours", service.hours);
    values_.read(at("days"), std::span<bool>{service.weekdays});
  }

  void read_stops(GivenService& service, GtfsFeed& feed) {
    const std::size_t before = errors_.messages().size();
    read("stops", service.stops);
    choose("stop_source", service.stop_rule.source,
           {{"given", StopSource::given},
            {"placed", StopSource::placed},
            {"osm", StopSource::osm},
            {"gtfs", StopSource::gtfs}});
    values_.read_feed(at("gtfs"), feed.file);
    read("gtfs_routes", feed.routes);
    read("stop_spacing", service.stop_rule.spacing);
    read("max_walk_distance", service.max_walk_distance);
    read("walking_speed", service.walking_speed);
    read("walking_detour_factor", service.walking_detour_factor);
    // Of all services, but between the stops of this one.
    values_.read(find("courses") == nullptr ? "service.courses" : at("courses"), service.stops, service.courses);
    read("max_course_delay", service.max_course_delay);
    read("hubs", service.hubs);
    good_ = good_ && errors_.messages().size() == before;
  }

  // Stops, and of a line the courses, of the feed.
  void read_timetable(GivenService& service, const GtfsFeed& feed, const Scenario& scenario,
                      std::vector<std::string>& warnings) {
    const bool by_stops = service.kind == ServiceKind::stop_based || service.kind == ServiceKind::virtual_line;
    if (service.stop_rule.source != StopSource::gtfs || !by_stops) {
      for (const char* key : {"gtfs", "gtfs_routes"}) {
        if (find(key) == nullptr) continue;
        warnings.push_back(
            fmt::format("{}: {} is not used: only stop_based services and virtual_lines with stop_source "
                        "\"gtfs\" take it",
                        find(key)->where, at(key)));
      }
      return;
    }
    for (const char* key : {"stops", "courses"}) {
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

  // What a service of its kind cannot be without.
  void check_kind(GivenService& service, const GtfsFeed& feed, const std::string& where) {
    if (!good_) return;
    const auto lacks = [&](const char* key, const char* what) {
      errors_.add(fmt::format("{}: {} is missing: {}", where, at(key), what));
    };
    const bool by_stops = service.kind == ServiceKind::stop_based || service.kind == ServiceKind::virtual_line;
    if (!by_stops) service.stop_rule.source = StopSource::given;
    const StopSource source = service.stop_rule.source;
    if (source == StopSource::gtfs) {
      if (feed.file.empty()) lacks("gtfs", "the feed, a zip or a folder, that has the stops");
    } else if (service.kind == ServiceKind::virtual_line && source != StopSource::given) {
      errors_.add(fmt::format(R"({}: {} must be "given" or "gtfs" for a virtual_line, whose courses name its stops)",
                              where, at("stop_source")));
    } else if (by_stops && source == StopSource::given && service.stops.size() < 2) {
      lacks("stops", R"(two at least, or stop_source = "placed", "osm" or "gtfs")");
    } else if (service.kind == ServiceKind::virtual_line && service.courses.empty()) {
      lacks("courses", "a virtual_line needs the times at which it would call at its stops");
    }
    if (service.kind == ServiceKind::hub_and_spoke && service.hubs.empty()) {
      lacks("hubs", "a hub_and_spoke service is bound for one place at least");
    }
    check_permissions(service, where);
    if (!by_stops || service.stop_rule.needs_map()) service.stops.clear();
    if (service.kind != ServiceKind::virtual_line) service.courses.clear();
    if (service.kind != ServiceKind::hub_and_spoke) service.hubs.clear();
  }

  // Somewhere passengers board, and somewhere they alight.
  void check_permissions(const GivenService& service, const std::string& where) {
    const bool by_stops = service.kind == ServiceKind::stop_based || service.kind == ServiceKind::virtual_line;
    if (!by_stops || service.stops.empty() || service.stop_rule.needs_map()) return;
    const auto& stops = service.stops;
    const bool in = std::any_of(stops.begin(), stops.end(), [](const GivenStop& stop) { return stop.pickup; });
    const bool out = std::any_of(stops.begin(), stops.end(), [](const GivenStop& stop) { return stop.dropoff; });
    if (in && out) return;
    errors_.add(fmt::format("{}: {}: nobody may {} at any of the {} stops", where, at("stops"), in ? "alight" : "board",
                            stops.size()));
  }

  void read_fleet(FleetDescription& fleet) {
    const std::size_t before = errors_.messages().size();
    for (const auto* key : kKeysOfMadeShuttles) {
      if (values_.find(fleet_prefix_ + key) != nullptr) fleet.list.clear();
    }
    int size = 0;
    values_.read(fleet_prefix_ + "size", size);
    if (size > 0) fleet.size = size;
    values_.read(fleet_prefix_ + "seats", fleet.seats);
    values_.read(fleet_prefix_ + "wheelchairs", fleet.wheelchairs);
    if (values_.find(fleet_prefix_ + "depots") != nullptr) fleet.depots.clear();
    values_.read(fleet_prefix_ + "depots", fleet.depots);
    values_.read(fleet_prefix_ + "shifts", fleet.shifts);
    values_.read(fleet_prefix_ + "shuttles", fleet.list);
    values_.read(fleet_prefix_ + "max_spread", fleet.max_spread);
    values_.read(fleet_prefix_ + "max_continuous_driving", fleet.max_continuous_driving);
    const auto* seats = values_.find(fleet_prefix_ + "seats");
    if (seats == nullptr) seats = values_.find(fleet_prefix_ + "wheelchairs");
    if (errors_.messages().size() == before && seats != nullptr && fleet.seats + fleet.wheelchairs == 0) {
      values_.complain(*seats, fleet_prefix_ + "seats",
                       fmt::format("must be at least 1 where {}wheelchairs is 0, found 0", fleet_prefix_));
    }
    good_ = good_ && errors_.messages().size() == before;
  }

  [[nodiscard]] bool good() const { return good_; }

 private:
  [[nodiscard]] std::string at(const char* key) const { return prefix_ + key; }
  [[nodiscard]] const TomlValue* find(const char* key) const { return values_.find(prefix_ + key); }
  template <class Value>
  void read(const char* key, Value& out) {
    values_.read(at(key), out);
  }
  // The value of a word, if one of them is given; other words are complained of.
  template <class Value>
  void choose(const char* key, Value& out, std::initializer_list<std::pair<const char*, Value>> words) {
    std::string given;
    read(key, given);
    for (const auto& [word, value] : words) {
      if (given == word) out = value;
    }
  }

  ScenarioValues& values_;
  std::string prefix_;
  std::string fleet_prefix_;
  InputErrors& errors_;
  bool good_ = true;
};

// Courses of the evening before the run. The shuttles of the service are known.
void settle_courses(GivenService& service, const Scenario& scenario, std::vector<std::string>& warnings) {
  if (service.kind != ServiceKind::virtual_line) return;
  const std::size_t left_out = add_first_night(service, scenario.run.days);
  if (left_out > 0) {
    warnings.push_back(
        fmt::format("service {}: {} course(s) of the evening before run.first_day go on after its first midnight, when "
                    "no shuttle is on shift; they are left out",
                    service.name, left_out));
  }
  if (service.courses.empty() && service.stop_rule.source == StopSource::gtfs) {
    warnings.push_back(fmt::format("service {}: its feed has no trip on the days of the run", service.name));
  }
}

// Trips that are too costly go to taxis, whose price should be known.
void settle_taxis(Scenario& scenario, std::vector<std::string>& warnings) {
  Costs& costs = scenario.costs;
  costs.taxi_if_costly = std::any_of(scenario.services.begin(), scenario.services.end(),
                                     [](const GivenService& service) { return service.rules.taxi_above < kNever; });
  if (costs.taxi_if_costly && !costs.uses_taxis()) {
    warnings.emplace_back(
        "service.taxi_above sends trips to taxis, whose cost stays unknown without costs.taxi_base and "
        "costs.taxi_per_km");
  }
}

}  // namespace

void choose_fleets(TomlValue& document, InputErrors& errors, std::vector<std::string>& warnings) {
  choose_fleet(document, "fleet", errors, warnings);
  const auto* services = document.find("services");
  if (!has_services(services)) return;
  for (const std::string& name : ordered_names(*services)) {
    choose_fleet(document, fmt::format("services.{}.fleet", name), errors, warnings);
  }
}

void number_services(TomlValue& document) {
  const auto* services = document.find("services");
  if (!has_services(services)) return;
  std::int64_t rank = 0;
  for (const std::string& name : ordered_names(*services)) {
    ++rank;
    const std::string path = fmt::format("services.{}.order", name);
    const auto* service = document.find("services." + name);
    if (service == nullptr || service->table() == nullptr || document.find(path) != nullptr) continue;
    document.put(path, TomlValue{rank, service->where});
  }
}

void read_services(ScenarioValues& values, Scenario& scenario, InputErrors& errors,
                   std::vector<std::string>& warnings) {
  GivenService defaults;
  defaults.weekday_of_day_0 =
      static_cast<int>(std::chrono::weekday{std::chrono::sys_days{scenario.run.first_day}}.iso_encoding()) - 1;
  FleetDescription fleet;
  ServiceReader common{values, "service.", "fleet.", errors};
  common.read_rules(defaults.rules, warnings);
  Fare fare = scenario.costs.fare;
  common.read_fare(fare);
  common.read_booking(defaults);
  common.read_where(defaults);
  GtfsFeed feed;
  common.read_stops(defaults, feed);
  common.read_fleet(fleet);
  const auto* services = values.find("services");
  if (!has_services(services)) {
    if (!common.good()) return;
    const auto* kind = values.find("service.kind");
    common.read_timetable(defaults, feed, scenario, warnings);
    common.check_kind(defaults, feed, kind == nullptr ? "[service]" : kind->where);
    const auto* described = values.find("fleet");
    make_fleet(fleet, true, described == nullptr ? "[fleet]" : described->where, defaults, errors);
    if (errors.empty()) settle_courses(defaults, scenario, warnings);
    scenario.costs.own_fares = {fare};
    scenario.services = {std::move(defaults)};
    return settle_taxis(scenario, warnings);
  }
  scenario.services.clear();
  const auto names = ordered_names(*services);
  for (const std::string& name : names) {
    const auto* table = services->find(name);
    if (table == nullptr || table->table() == nullptr) continue;  // told already
    GivenService service = defaults;
    FleetDescription own = fleet;
    service.name = name;
    ServiceReader reader{values, fmt::format("services.{}.", name), fmt::format("services.{}.fleet.", name), errors};
    int order = 0;
    values.read(fmt::format("services.{}.order", name), order);
    reader.read_rules(service.rules, warnings);
    scenario.costs.own_fares.push_back(fare);
    reader.read_fare(scenario.costs.own_fares.back());
    reader.read_booking(service);
    reader.read_where(service);
    GtfsFeed own_feed = feed;
    reader.read_stops(service, own_feed);
    reader.read_fleet(own);
    if (common.good()) {
      if (reader.good()) reader.read_timetable(service, own_feed, scenario, warnings);
      if (reader.good()) reader.check_kind(service, own_feed, table->where);
      make_fleet(own, names.size() == 1, table->where, service, errors);
      if (errors.empty()) settle_courses(service, scenario, warnings);
    }
    scenario.services.push_back(std::move(service));
  }
  check_shuttle_names(scenario.services, services->where, errors);
  if (scenario.services.empty()) scenario.services.resize(1);
  settle_taxis(scenario, warnings);
}

}  // namespace navette
