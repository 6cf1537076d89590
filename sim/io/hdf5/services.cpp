// Which services there were: their rules, hours, stops or hubs, and courses.
#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "io/hdf5/columns.h"
#include "io/hdf5/tables.h"

namespace navette::hdf5 {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"door_to_door", "stop_based", "virtual_line", "hub_and_spoke"};
constexpr std::array<std::string_view, 3> kBookingTypes{"real_time", "same_day", "prior_days"};
constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
constexpr std::array<std::string_view, 2> kWaysBack{"separate", "contract"};

// A row of one of the tables below the services.
template <class Item>
struct Of {
  std::size_t service;
  Item item;
};

template <class Item>
void services_of(Rows& rows, const std::vector<Of<Item>>& items) {
  numbers<std::int32_t>(rows, "service", "1", "row in /services", [&](auto row) { return items[row].service; });
}

void write_rules(Rows& rows, std::span<const Service> services) {
  const auto limit = [&](const char* name, const char* long_name, Milliseconds ServiceRules::*part) {
    times_or_none(rows, name, long_name, [&](auto row) { return services[row].rules().*part; });
  };
  const auto share = [&](const char* name, const char* long_name, double ServiceRules::*part) {
    rows.reals({.name = name, .units = "1", .long_name = long_name},
               [&](std::size_t row) { return services[row].rules().*part; });
  };
  limit("stop_duration", "dwell where the request names none", &ServiceRules::stop_duration);
  limit("max_wait_time", "latest pickup - earliest departure", &ServiceRules::max_wait_time);
  share("max_travel_time_alpha", "max travel time = alpha * direct time + beta, wait included",
        &ServiceRules::max_travel_time_alpha);
  limit("max_travel_time_beta", "beta of the same", &ServiceRules::max_travel_time_beta);
  limit("max_absolute_detour", "ride beyond the direct time", &ServiceRules::max_absolute_detour);
  share("max_detour_alpha", "limit of the ride by share; 0: none", &ServiceRules::max_detour_alpha);
  limit("max_detour_beta", "beta of the same", &ServiceRules::max_detour_beta);
  limit("minimum_allowed_detour", "allowed however short the ride", &ServiceRules::minimum_allowed_detour);
  limit("max_allowed_pickup_delay", "how far the promised pickup may drift", &ServiceRules::max_allowed_pickup_delay);
  limit("late_diversion_threshold", "no new detour for a passenger this close to drop-off",
        &ServiceRules::late_diversion_threshold);
  if (std::any_of(services.begin(), services.end(),
                  [](const Service& service) { return service.rules().largest_excess > Milliseconds{0}; })) {
    times(rows, "largest_excess", "by which the latest pickup and the max travel time may be exceeded, at a price",
          [&](auto row) { return services[row].rules().largest_excess; });
  }
  limit("taxi_above", "operating time that a trip may add; a costlier one goes to a taxi", &ServiceRules::taxi_above);
}

void write_booking(Rows& rows, std::span<const Service> services) {
  const auto rule = [&](std::size_t row) -> const BookingRule& { return services[row].given().booking; };
  codes(rows, "booking_type", "how long before a trip it can be booked", {0, kBookingTypes},
        [&](auto row) { return rule(row).type; });
  times(rows, "prior_notice_duration_min", "same_day: at least so long before",
        [&](auto row) { return rule(row).prior_notice_duration_min; });
  times_or_none(rows, "prior_notice_duration_max", "same_day: at most so long before",
                [&](auto row) { return rule(row).prior_notice_duration_max; });
  numbers<std::int32_t>(rows, "prior_notice_last_day", "1", "prior_days: so many days before, at the latest",
                        [&](auto row) { return rule(row).prior_notice_last_day; });
  times(rows, "prior_notice_last_time", "until this time of that day",
        [&](auto row) { return rule(row).prior_notice_last_time; });
  rows.column<std::int32_t>({.name = "prior_notice_start_day",
                             .units = "1",
                             .long_name = "so many days before, at the earliest",
                             .missing = kNoRow},
                            [&](std::size_t row) { return rule(row).prior_notice_start_day; });
  times(rows, "prior_notice_start_time", "from this time of that day",
        [&](auto row) { return rule(row).prior_notice_start_time; });
  codes(rows, "way_back", "how the way back is sold", {0, kWaysBack},
        [&](auto row) { return services[row].given().way_back_in_contract; });
}

std::int32_t weekday_bits(const GivenService& service) {
  std::int32_t bits = 0;
  for (std::size_t day = 0; day < service.weekdays.size(); ++day) bits |= service.weekdays[day] ? 1 << day : 0;
  return bits;
}

void write_hours(Group& root, std::span<const Service> services) {
  std::vector<Of<DailyHours>> hours;
  for (std::size_t s = 0; s < services.size(); ++s) {
    for (const DailyHours& open : services[s].given().hours) hours.push_back({s, open});
  }
  Group group = root.group("service_hours");
  Rows rows{group, "hours", hours.size(), "row number"};
  services_of(rows, hours);
  times(rows, "from", "first earliest departure, since midnight of the service day",
        [&](auto row) { return hours[row].item.from; });
  times(rows, "until", "last one", [&](auto row) { return hours[row].item.until; });
}

void write_areas(Group& root, std::span<const Service> services) {
  struct Corner {
    std::size_t polygon;
    std::size_t ring;
    Coordinate place;
  };
  std::vector<Of<Corner>> corners;
  for (std::size_t s = 0; s < services.size(); ++s) {
    const Area& area = services[s].given().area;
    std::size_t ring_number = 0;
    for (std::size_t polygon = 0; polygon < area.size(); ++polygon) {
      for (const Ring& ring : area[polygon]) {
        for (const Coordinate place : ring) corners.push_back({s, {polygon, ring_number, place}});
        ++ring_number;
      }
    }
  }
  Group group = root.group("service_areas");
  Rows rows{group, "corner", corners.size(), "row number"};
  services_of(rows, corners);
  numbers<std::int32_t>(rows, "polygon", "1", "of the service's area, from 0",
                        [&](auto row) { return corners[row].item.polygon; });
  numbers<std::int32_t>(rows, "ring", "1", "of the service's area, from 0",
                        [&](auto row) { return corners[row].item.ring; });
  coordinates(rows, "", "corner of the ring", [&](auto row) { return corners[row].item.place; });
}

// What each service is paid, by age band.
void write_fares(Group& root, const Costs& costs, std::size_t services) {
  std::vector<Of<std::size_t>> shares;
  for (std::size_t s = 0; s < services; ++s) {
    for (std::size_t band = 0; band < kAgeBands; ++band) shares.push_back({s, band});
  }
  std::array<std::string_view, kAgeBands> ages;
  for (std::size_t band = 0; band < kAgeBands; ++band) ages[band] = to_string(static_cast<AgeBand>(band));
  Group group = root.group("service_fares");
  Rows rows{group, "fare", shares.size(), "row number"};
  services_of(rows, shares);
  codes(rows, "age_band", "of the resident who pays", {0, ages},
        [&](auto row) { return static_cast<AgeBand>(shares[row].item); });
  rows.reals({.name = "share", .units = "1", .long_name = "of the fare that is paid"},
             [&](std::size_t row) { return costs.fare_of(shares[row].service).by_age[shares[row].item]; });
}

void write_halts(Group& root, std::span<const Service> services) {
  struct Halt {
    std::string name;
    Coordinate place;
    Location road;
    double radius;
    bool pickup;
    bool dropoff;
  };
  std::vector<Of<Halt>> halts;
  std::vector<std::string> names;
  for (std::size_t s = 0; s < services.size(); ++s) {
    const auto add = [&](const auto& halt, double radius) {
      names.push_back(halt.name);
      halts.push_back({s, {halt.name, halt.place, Location{}, radius, halt.pickup, halt.dropoff}});
    };
    const std::size_t first = halts.size();
    for (const GivenStop& stop : services[s].given().stops) add(stop, 0);
    for (const GivenHub& hub : services[s].given().hubs) add(hub, hub.radius);
    for (std::size_t k = first; k < halts.size(); ++k) halts[k].item.road = services[s].stops()[k - first];
  }
  Group group = root.group("service_stops");
  Rows rows{group, "stop", halts.size(), "row number"};
  services_of(rows, halts);
  rows.strings({.name = "name", .units = "", .long_name = "of the stop or hub"}, names);
  coordinates(rows, "", "place as given", [&](auto row) { return halts[row].item.place; });
  locations(rows, "", "place on the road", false, [&](auto row) { return halts[row].item.road; });
  rows.reals(
      {.name = "radius", .units = "m", .long_name = "of a hub, within which an end counts as the hub; 0: a stop"},
      [&](std::size_t row) { return halts[row].item.radius; });
  codes(rows, "pickup", "passengers may board", {0, kNoYes}, [&](auto row) { return halts[row].item.pickup; });
  codes(rows, "dropoff", "passengers may alight", {0, kNoYes}, [&](auto row) { return halts[row].item.dropoff; });
}

void write_courses(Group& root, std::span<const Service> services) {
  struct Visit {
    std::size_t course;
    std::int32_t stop;
    Milliseconds time;
    bool pickup;
    bool dropoff;
  };
  const std::vector<std::int32_t> first = first_stops(services);
  std::vector<Of<Visit>> visits;
  for (std::size_t s = 0; s < services.size(); ++s) {
    const auto& courses = services[s].given().courses;
    for (std::size_t c = 0; c < courses.size(); ++c) {
      for (const auto& visit : courses[c].visits) {
        visits.push_back({s, {c, first[s] + visit.stop, visit.time, visit.pickup, visit.dropoff}});
      }
    }
  }
  Group group = root.group("course_visits");
  Rows rows{group, "visit", visits.size(), "row number"};
  services_of(rows, visits);
  numbers<std::int32_t>(rows, "course", "1", "of a day, counted within the service",
                        [&](auto row) { return visits[row].item.course; });
  numbers<std::int32_t>(rows, "stop", "1", "row in /service_stops", [&](auto row) { return visits[row].item.stop; });
  times(rows, "time", "of departure, since midnight of each day", [&](auto row) { return visits[row].item.time; });
  codes(rows, "pickup", "passengers may board, if they may at the stop", {0, kNoYes},
        [&](auto row) { return visits[row].item.pickup; });
  codes(rows, "dropoff", "passengers may alight, if they may at the stop", {0, kNoYes},
        [&](auto row) { return visits[row].item.dropoff; });
}

void write_course_days(Group& root, std::span<const Service> services) {
  struct Day {
    std::size_t course;
    std::int32_t day;
    std::int32_t service_day;
  };
  std::vector<Of<Day>> days;
  for (std::size_t s = 0; s < services.size(); ++s) {
    const auto& courses = services[s].given().courses;
    for (std::size_t c = 0; c < courses.size(); ++c) {
      for (const std::int32_t day : courses[c].days) days.push_back({s, {c, day, day - courses[c].days_before}});
    }
  }
  Group group = root.group("course_days");
  Rows rows{group, "course_day", days.size(), "row number"};
  services_of(rows, days);
  numbers<std::int32_t>(rows, "course", "1", "of a day, counted within the service",
                        [&](auto row) { return days[row].item.course; });
  numbers<std::int32_t>(rows, "day", "1", "of the run, on which it runs", [&](auto row) { return days[row].item.day; });
  numbers<std::int32_t>(rows, "service_day", "1", "day to which it belongs; negative: an evening before the run",
                        [&](auto row) { return days[row].item.service_day; });
}

}  // namespace

std::vector<std::int32_t> first_stops(std::span<const Service> services) {
  std::vector<std::int32_t> first;
  std::int32_t next = 0;
  for (const Service& service : services) {
    first.push_back(next);
    next += static_cast<std::int32_t>(service.stops().size());
  }
  return first;
}

void write_services(Group& root, std::span<const Service> services, const Costs& costs) {
  Group group = root.group("services");
  Rows rows{group, "service", services.size(), "row number"};
  std::vector<std::string> names;
  for (const Service& service : services) names.push_back(service.given().name);
  rows.strings({.name = "name", .units = "", .long_name = "as the user wrote it"}, names);
  codes(rows, "kind", "between which places it carries passengers", {0, kKinds},
        [&](auto row) { return services[row].given().kind; });
  numbers<std::int16_t>(rows, "weekdays", "1", "on which it runs: 1 Monday + 2 Tuesday + 4 Wednesday and so on",
                        [&](auto row) { return weekday_bits(services[row].given()); });
  write_rules(rows, services);
  write_booking(rows, services);
  const auto real = [&](const char* name, const char* units, const char* long_name, double GivenService::*part) {
    rows.reals({.name = name, .units = units, .long_name = long_name},
               [&](std::size_t row) { return services[row].given().*part; });
  };
  real("max_walk_distance", "m", "on foot between a door and a stop", &GivenService::max_walk_distance);
  real("walking_speed", "m s-1", "on foot", &GivenService::walking_speed);
  real("walking_detour_factor", "1", "way on foot over crow-fly distance", &GivenService::walking_detour_factor);
  times(rows, "max_course_delay", "a visit of a course begins at most so long after its time",
        [&](auto row) { return services[row].given().max_course_delay; });
  rows.reals(
      {.name = "fare", .units = "EUR", .long_name = "paid by each passenger carried; NaN: not given"},
      [&](std::size_t row) { return costs.fare_of(row).per_trip.value_or(std::numeric_limits<double>::quiet_NaN()); });
  rows.reals({.name = "fare_impaired", .units = "1", .long_name = "share of it that impaired residents pay at most"},
             [&](std::size_t row) { return costs.fare_of(row).impaired; });
  write_fares(root, costs, services.size());
  write_areas(root, services);
  write_hours(root, services);
  write_halts(root, services);
  write_courses(root, services);
  write_course_days(root, services);
}

}  // namespace navette::hdf5
