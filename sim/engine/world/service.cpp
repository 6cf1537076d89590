#include "engine/world/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

#include "core/errors.h"
#include "core/portable_math.h"
#include "engine/world/area_served.h"
#include "engine/world/daily_hours.h"
#include "engine/world/off_road.h"

namespace navette {
namespace {

/// Where all places within some distance of a point lie: most others are seen to be too far away without measuring.
class Surroundings {
 public:
  Surroundings(Coordinate centre, double metres) : centre_{centre}, lat_{metres / kMetresPerStep} {
    // A degree of longitude is as much shorter as the parallel, here the one nearest to the pole.
    constexpr double kRadiansPerStep = 1e-7 * std::numbers::pi / 180;
    const double parallel = portable::cos((std::abs(static_cast<double>(centre.lat)) + lat_) * kRadiansPerStep);
    if (parallel > 0 && lat_ / parallel < kTooWide) lon_ = lat_ / parallel;
  }
  [[nodiscard]] bool may_hold(Coordinate place) const {
    const double east = std::abs(static_cast<double>(place.lon) - centre_.lon);
    return std::abs(static_cast<double>(place.lat) - centre_.lat) <= lat_ && std::min(east, kRound - east) <= lon_;
  }

 private:
  static constexpr double kMetresPerStep = 110'000 * 1e-7;  // a degree of latitude is longer
  static constexpr double kRound = 360e7;
  static constexpr double kTooWide = 10e7;  // where a great circle leaves the parallel
  Coordinate centre_;
  double lat_;           // [steps of a coordinate]
  double lon_ = kRound;  // [steps of a coordinate]
};

}  // namespace

Service::Service(GivenService given, const RoadSnapper& snapper, double reach) : given_{std::move(given)} {
  static constexpr int kTold = 10;
  InputErrors errors;
  int lost = 0;
  const auto put_on_road = [&](const std::string& what, const std::string& name, Coordinate place) {
    const auto snapped = snapper.snap(place, reach);
    if (!snapped && ++lost <= kTold) {
      errors.add(fmt::format("{} {} of service {} at lon {:.5f}, lat {:.5f} {}", what, name, given_.name,
                             place.lon_degrees(), place.lat_degrees(), off_road(snapper, place, reach)));
    }
    stops_.push_back(snapped ? snapped->location : Location{});
  };
  for (const GivenStop& stop : given_.stops) put_on_road("stop", stop.name, stop.place);
  for (const GivenHub& hub : given_.hubs) put_on_road("hub", hub.name, hub.place);
  if (lost > kTold) {
    errors.add(
        fmt::format("and {} more stops of service {}; a service with an area takes of a feed only the stops in it",
                    lost - kTold, given_.name));
  }
  errors.throw_if_any();
}

Milliseconds Service::walk(Coordinate from, Coordinate to) const {
  const double metres = distance(from, to) * given_.walking_detour_factor;
  return Milliseconds{portable::round_to_integer(metres / given_.walking_speed * 1000)};
}

std::vector<std::int64_t> Service::days_of(Milliseconds departure) const {
  const auto day = calendar_.day_of_service(departure);
  if (given_.kind != ServiceKind::virtual_line) return day ? std::vector{*day} : std::vector<std::int64_t>{};
  if (calendar_.has_hours() && !day) return {};
  // The service day of a trip by a line is that of its course.
  std::vector<std::int64_t> days;
  const std::int64_t today = day_of(departure);
  for (std::int64_t one = today - day_of(last_call_); one <= today; ++one) {
    const bool still_runs = one == today || one == day || departure - kDay * one <= last_call_;
    if (still_runs && calendar_.runs_on(one)) days.push_back(one);
  }
  if (day && days.empty()) days.push_back(*day);
  // Shortly before midnight the first courses of the next day may be in time.
  const Milliseconds latest = latest_pickup(departure);
  for (std::int64_t one = std::max<std::int64_t>(0, today + 1); one <= day_of(latest); ++one) {
    for (std::size_t c = 0; c < given_.courses.size(); ++c) {
      const std::int64_t service_day = one - given_.courses[c].days_before;
      const bool in_time = runs(one, c) && given_.courses[c].visits.front().time + kDay * one <= latest;
      if (in_time && (days.empty() || days.back() < service_day)) days.push_back(service_day);
    }
  }
  return days;
}

Milliseconds Service::latest_pickup(Milliseconds departure) const {
  return departure + given_.rules.max_wait_time + given_.rules.largest_excess;
}

bool Service::runs(std::int64_t day, std::size_t course) const {
  const auto id = static_cast<std::size_t>(day) * given_.courses.size() + course;
  return id < course_shuttle_.size() && course_shuttle_[id].valid();
}

RefusalReason Service::refuses(const TripRequest& asked, Milliseconds booked_at) const {
  if (!in_area(given_.area, 0, asked.origin_place) || !in_area(given_.area, 0, asked.destination_place)) {
    return RefusalReason::outside_area;
  }
  if (days_of(asked.earliest_departure).empty()) return RefusalReason::outside_hours;
  if (booked_at > booking_closes(asked.earliest_departure)) return RefusalReason::booked_too_late;
  if (booked_at < booking_opens(asked.earliest_departure)) return RefusalReason::booked_too_early;
  return RefusalReason::none;
}

Milliseconds Service::booking_opens(Milliseconds departure) const {
  const auto days = days_of(departure);
  return given_.booking.opens(departure, days.empty() ? calendar_.day_around(departure) : days.front());
}

Milliseconds Service::booking_closes(Milliseconds departure) const {
  const auto days = days_of(departure);
  return given_.booking.closes(departure, days.empty() ? calendar_.day_around(departure) : days.back());
}

bool Service::open_to(const TripRequest& asked) const {
  const auto reason = refuses(asked, asked.submitted_at);
  return reason != RefusalReason::outside_area && reason != RefusalReason::outside_hours;
}

void Service::add_courses(const TripRequest& asked, Milliseconds booked_at, bool pickup, std::int32_t stop,
                          Milliseconds walk, std::vector<TripEnd>& ends) const {
  const auto courses_a_day = static_cast<std::int32_t>(given_.courses.size());
  const std::int64_t today = day_of(asked.earliest_departure);
  // A course that left on an evening before may still be on the road after midnight, and one of the next day may leave
  // before the passenger has waited too long.
  const std::int64_t last = day_of(latest_pickup(asked.earliest_departure));
  for (std::int64_t day = std::max<std::int64_t>(0, today - day_of(last_call_)); day <= last; ++day) {
    for (std::int32_t c = 0; c < courses_a_day; ++c) {
      const GivenCourse& course = given_.courses[static_cast<std::size_t>(c)];
      if (!runs(day, static_cast<std::size_t>(c))) continue;
      const std::int64_t id = day * courses_a_day + c;
      const std::int64_t service_day = day - course.days_before;
      if (booked_at > given_.booking.closes(asked.earliest_departure, service_day) ||
          booked_at < given_.booking.opens(asked.earliest_departure, service_day)) {
        continue;
      }
      const auto& visits = course.visits;
      for (std::size_t rank = 0; rank < visits.size(); ++rank) {
        const Milliseconds time = visits[rank].time + kDay * day;
        if (visits[rank].stop != stop || !(pickup ? visits[rank].pickup : visits[rank].dropoff)) continue;
        if (pickup && time < asked.earliest_departure + walk) continue;
        ends.push_back({stops_[static_cast<std::size_t>(stop)], walk, stop, time, time + given_.max_course_delay,
                        static_cast<std::int32_t>(id), static_cast<std::int32_t>(rank)});
      }
    }
  }
}

void Service::find_ends(const TripRequest& asked, Milliseconds booked_at, bool pickup,
                        std::vector<TripEnd>& ends) const {
  ends.clear();
  const Coordinate door = pickup ? asked.origin_place : asked.destination_place;
  const Location road = pickup ? asked.origin : asked.destination;
  if (given_.kind == ServiceKind::door_to_door) {
    ends.push_back({road});
    return;
  }
  if (given_.kind == ServiceKind::hub_and_spoke) {
    bool at_hub = false;  // where nobody is fetched from the door, nor brought to it
    for (std::size_t h = 0; h < given_.hubs.size(); ++h) {
      const GivenHub& hub = given_.hubs[h];
      if (distance(door, hub.place) > hub.radius) continue;
      at_hub = true;
      if (!(pickup ? hub.pickup : hub.dropoff)) continue;
      ends.push_back({stops_[h], walk(door, hub.place), static_cast<std::int32_t>(h)});
    }
    if (!at_hub) ends.push_back({road});
  } else {
    const Surroundings near{door, given_.max_walk_distance / given_.walking_detour_factor};
    for (std::size_t s = 0; s < given_.stops.size(); ++s) {
      if (!(pickup ? given_.stops[s].pickup : given_.stops[s].dropoff)) continue;
      if (!near.may_hold(given_.stops[s].place)) continue;
      if (distance(door, given_.stops[s].place) * given_.walking_detour_factor > given_.max_walk_distance) continue;
      const Milliseconds on_foot = walk(door, given_.stops[s].place);
      if (given_.kind == ServiceKind::virtual_line) {
        add_courses(asked, booked_at, pickup, static_cast<std::int32_t>(s), on_foot, ends);
      } else {
        ends.push_back({stops_[s], on_foot, static_cast<std::int32_t>(s)});
      }
    }
  }
  std::sort(ends.begin(), ends.end(), [](const TripEnd& a, const TripEnd& b) {
    return std::tie(a.walk, a.stop, a.course, a.rank) < std::tie(b.walk, b.stop, b.course, b.rank);
  });
}

bool Service::joins(const TripEnd& pickup, const TripEnd& dropoff) const {
  if (pickup.place == dropoff.place) return false;
  if (given_.kind == ServiceKind::hub_and_spoke) return pickup.stop >= 0 || dropoff.stop >= 0;
  return pickup.course == dropoff.course && (pickup.course < 0 || pickup.rank < dropoff.rank);
}

ShuttleId Service::shuttle_of(std::int32_t course) const {
  if (course < 0) return ShuttleId{};
  return course_shuttle_[static_cast<std::size_t>(course)];
}

}  // namespace navette
