#include "io/scenario/keys/service_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/key_names.h"
#include "io/scenario/keys/resident_keys.h"

namespace navette {
namespace {

constexpr double kDaySeconds = 86'400;
constexpr double kWeek = 7 * kDaySeconds;  // [s]
constexpr std::size_t kLongestName = 40;
constexpr const char* kOfCosts = "that of `[costs]`";

constexpr std::array<std::string_view, 4> kKinds{"door_to_door", "stop_based", "virtual_line", "hub_and_spoke"};
constexpr std::array<std::string_view, 3> kBookingTypes{"real_time", "same_day", "prior_days"};
constexpr std::array<std::string_view, 2> kWaysBack{"separate", "contract"};
constexpr std::array<std::string_view, 4> kStopSources{"given", "placed", "osm", "gtfs"};

}  // namespace

const KeyRows<GivenService>& where_rows() {
  using P = GivenService;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::service_kind, &P::kind, one_of(kKinds),
          "between which places: `door_to_door`: any two; `stop_based`: stops reached on foot; `virtual_line`: stops "
          "on courses that run only if booked; `hub_and_spoke`: anywhere to a hub and back"},
      Row::apart(key::service_area, KeyKind::path,
                 "GeoJSON [polygons](#polygons): both ends of a trip lie in it, else `outside_area`")
          .left_out("anywhere"),
      Row{key::service_communes, &P::communes,
          "names or codes of communes, of `population.polygons` or of the map, in place of an area"}
          .left_out("anywhere"),
      Row{key::service_hours, &P::hours,
          "the earliest departure lies in one of them, every [service day](#service-days), else `outside_hours`"}
          .left_out("at any time")
          .restricted("up to `\"48:00\"`, at most 24 h each"),
      Row{key::service_days, &P::weekdays, one_of(weekday_names()),
          "[service days](#service-days) on which it runs, else `outside_hours`"},
  };
  return kRows;
}

const KeyRows<ServiceRules>& rule_rows() {
  using P = ServiceRules;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::service_max_wait_time, &P::max_wait_time, from_to(0, kWeek),
          "from the earliest departure to the latest pickup"},
      Row{"service.max_travel_time_alpha", &P::max_travel_time_alpha, from_to(1, 100),
          "drop-off at most this times the direct ride plus `max_travel_time_beta` after the earliest departure, wait "
          "included"},
      Row{"service.max_travel_time_beta", &P::max_travel_time_beta, from_to(0, kWeek), "added to that limit"},
      Row{key::service_max_absolute_detour, &P::max_absolute_detour, from_to(0, kWeek),
          "the ride takes at most this much more than the direct ride"}
          .or_inf(),
      Row{key::service_max_detour_alpha, &P::max_detour_alpha, from_to(1, 100),
          "the ride takes at most this times the direct ride plus `max_detour_beta`; inf: no limit by share"}
          .or_inf()
          .by_default("inf"),
      Row{key::service_max_detour_beta, &P::max_detour_beta, from_to(0, kWeek),
          "added to that limit; no effect while `max_detour_alpha` is inf"},
      Row{key::service_minimum_allowed_detour, &P::minimum_allowed_detour, from_to(0, kWeek),
          "a detour that is allowed however short the ride; at most `max_absolute_detour`"},
      Row{"service.max_allowed_pickup_delay", &P::max_allowed_pickup_delay, from_to(0, kWeek),
          "how much later than told at acceptance the pickup may become"}
          .or_inf(),
      Row{"service.late_diversion_threshold", &P::late_diversion_threshold, from_to(0, kWeek),
          "no new detour for a passenger this close to drop-off"},
      Row{"service.stop_duration", &P::stop_duration, from_to(0, 3'600),
          "dwell at pickup and at drop-off, where the request names no `boarding_time`"},
      Row{key::service_taxi_above, &P::taxi_above, from_to(0, kDaySeconds),
          "a trip whose cheapest insertion would add more driving and dwell to a shuttle [goes to a "
          "taxi](services.md#a-taxi-for-a-costly-trip), `too_costly`; `inf`: none does"}
          .or_inf()
          .left_out("none"),
  };
  return kRows;
}

const KeyRows<Fare>& own_fare_rows() {
  using P = Fare;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{"service.fare", &P::per_trip, from_to(0, 1e6, "EUR"), "paid by each passenger that the service carries"}
          .left_out(kOfCosts),
      Row{"service.fare_by_age", &P::by_age, numbers_by("age", age_names(), 0, 1),
          "share of the fare that a resident pays"}
          .left_out(kOfCosts),
      Row{"service.fare_impaired", &P::impaired, share(),
          "share of the fare that residents pay who walk badly or not at all; the smaller holds"}
          .left_out(kOfCosts),
  };
  return kRows;
}

const KeyRows<BookingRule>& notice_rows() {
  using P = BookingRule;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{"service.booking_type", &P::type, one_of(kBookingTypes),
          "`real_time`: at any moment; `same_day`: some time before the trip; `prior_days`: until a time some days "
          "before"},
      Row{key::service_prior_notice_duration_min, &P::prior_notice_duration_min, from_to(0, 52 * kWeek),
          "`same_day`: at least so long before the earliest departure"},
      Row{key::service_prior_notice_duration_max, &P::prior_notice_duration_max, from_to(0, 52 * kWeek),
          "`same_day`: at most so long before it"}
          .or_inf(),
      Row{"service.prior_notice_last_day", &P::prior_notice_last_day, from_to(1, 366),
          "`prior_days`: at the latest so many days before the service day of the trip"},
      Row{"service.prior_notice_last_time", &P::prior_notice_last_time, time_of_day(kDaySeconds),
          "`prior_days`: until this time of that last day"},
      Row{"service.prior_notice_start_day", &P::prior_notice_start_day, from_to(0, 366),
          "all types: at the earliest so many days before the service day of the trip"}
          .left_out("none"),
      Row{"service.prior_notice_start_time", &P::prior_notice_start_time, time_of_day(kDaySeconds),
          "all types: from this time of that first day"},
  };
  return kRows;
}

const KeyRows<GivenService>& way_back_rows() {
  using P = GivenService;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{"service.way_back", &P::way_back_in_contract, one_of(kWaysBack),
          "`contract`: the way out is not sold unless the way back is promised"},
  };
  return kRows;
}

const KeyRows<GivenService>& stop_rows() {
  using P = GivenService;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::service_stops, &P::stops,
          "of `stop_based` and `virtual_line`: a list, or a [file of stops](#stops-and-stop-times). `pickup = false`: "
          "nobody boards there; `dropoff = false`: nobody alights"},
      Row{key::service_stop_source, of(&P::stop_rule, &StopRule::source), one_of(kStopSources),
          "of `stop_based`: `given`: as `service.stops` lists them; `placed`: [where people "
          "live](services.md#placed-stops); `osm`: the [bus stops of the map](services.md#stops-of-the-map); `gtfs`: "
          "those of a [feed](services.md#stops-and-timetables-of-a-feed). Of `virtual_line`: `given` or `gtfs`, then "
          "with the courses of the feed"},
  };
  return kRows;
}

const KeyRows<GtfsFeed>& feed_rows() {
  using P = GtfsFeed;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row::by_hand(key::service_gtfs, KeyKind::path, {},
                   "a GTFS feed: a zip, or a folder with its files. `stop_source = \"gtfs\"` needs it",
                   [](ScenarioValues& values, const std::string& path, P& feed) { values.read_feed(path, feed.file); }),
      Row{key::service_gtfs_routes, &P::routes, "routes of the feed, by `route_short_name` or `route_id`"}.left_out(
          "all"),
  };
  return kRows;
}

const KeyRows<GivenService>& walk_rows() {
  using P = GivenService;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::service_stop_spacing, of(&P::stop_rule, &StopRule::spacing), from_to(50, 50'000, "m"),
          "placed stops are no nearer to each other, as the crow flies"},
      Row{"service.max_walk_distance", &P::max_walk_distance, from_to(1, 20'000, "m"),
          "on foot between a door and a stop; beyond, `no_stop_in_reach`"},
      Row{"service.walking_speed", &P::walking_speed, from_to(0.1, 5, "m/s"), "on foot. Assumption"},
      Row{"service.walking_detour_factor", &P::walking_detour_factor, from_to(1, 10),
          "way on foot over crow-fly distance. Assumption"},
      Row::apart(key::service_courses, KeyKind::courses,
                 "of a `virtual_line`: departures from its stops, by name; a list, or a [file of stop "
                 "times](#stops-and-stop-times). `pickup`, `dropoff`: of each stop in turn, whether passengers may "
                 "board or alight there on this course; true where left out"),
      Row{"service.max_course_delay", &P::max_course_delay, from_to(0, kDaySeconds),
          "a visit of a course begins at its time, and so much later at most"},
      Row{key::service_hubs, &P::hubs,
          "of `hub_and_spoke`: one end of each trip lies within the radius of a hub, and is walked to. `pickup`, "
          "`dropoff` as of stops"}
          .restricted("radius 0 to 20 000 m, default 400"),
  };
  return kRows;
}

const KeyRows<FleetDescription>& fleet_rows() {
  using P = FleetDescription;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::fleet_size, &P::size, from_to(1, 100'000), "number of shuttles"}.left_out("by the map"),
      Row{key::fleet_seats, &P::seats, from_to(0, 200), "of each shuttle, for people who do not sit in a wheelchair"},
      Row{key::fleet_wheelchairs, &P::wheelchairs, from_to(0, 50),
          "places for people who stay in their wheelchair; they take no seat"},
      Row::by_hand(key::fleet_depots, KeyKind::places, {}, "where shuttles start and end their shifts",
                   [](ScenarioValues& values, const std::string& path, P& fleet) {
                     if (values.find(path) != nullptr) fleet.depots.clear();  // those of [fleet]
                     values.read(path, fleet.depots);
                   })
          .left_out("by the map"),
      Row{key::fleet_shifts, &P::shifts,
          "when they are out, every day; `end = \"26:00\"` is two hours after midnight, and a shift from "
          "`\"25:00\"` is of the evening before; an array in place of one is a split shift"}
          .restricted("up to `\"48:00\"`, at most 24 h long"),
      Row{key::fleet_shuttles, &P::list, "a [shuttles.csv](#shuttlescsv), in place of all keys above"},
      Row{key::fleet_max_spread, &P::max_spread, from_to(0, kDaySeconds),
          "of a driver's day, from the start of its first shift to the end of its last; a longer one is an error"}
          .or_inf(),
      Row{"fleet.max_continuous_driving", &P::max_continuous_driving, from_to(60, kDaySeconds),
          "at the wheel without a pause or the end of a shift between"}
          .or_inf(),
  };
  return kRows;
}

const ScenarioKey& service_order_key() {
  static const ScenarioKey kKey{.path = "services.NAME.order",
                                .kind = KeyKind::whole,
                                .low = 1,
                                .high = 1'000,
                                .left_out = "as they stand in the file",
                                .meaning = "services are asked in this order"};
  return kKey;
}

std::optional<std::string> common_path(std::string_view path) {
  static constexpr std::string_view kServices = "services.";
  if (path.substr(0, kServices.size()) != kServices) return {};
  const auto dot = path.find('.', kServices.size());
  if (dot == std::string_view::npos) return {};
  const std::string_view rest = path.substr(dot + 1);
  if (rest == "fleet" || rest.substr(0, 6) == "fleet.") return std::string{rest};
  return "service." + std::string{rest};
}

std::string path_of_service(std::string_view name, std::string_view common) {
  if (name.empty()) return std::string{common};
  static constexpr std::string_view kOfService = "service.";
  return fmt::format("services.{}.{}", name,
                     common.starts_with(kOfService) ? common.substr(kOfService.size()) : common);
}

bool is_service_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace navette
