#include "engine/world/found_stops.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/errors.h"
#include "core/key_names.h"
#include "engine/world/area_served.h"

namespace navette {
namespace {

constexpr double kSameName = 150;  // [m] between poles that are one stop
constexpr double kAnyName = 50;

GivenStop stop_of(const std::vector<GivenStop>& poles) {
  std::map<std::string, int> times;
  for (const GivenStop& pole : poles) {
    if (!pole.name.empty()) ++times[pole.name];
  }
  std::vector<double> ways;
  for (const GivenStop& pole : poles) {
    double way = 0;
    for (const GivenStop& other : poles) way += distance(pole.place, other.place);
    ways.push_back(way);
  }
  GivenStop stop = poles[static_cast<std::size_t>(std::min_element(ways.begin(), ways.end()) - ways.begin())];
  // max_element takes the first of equals, so the first by the alphabet.
  const auto most =
      std::max_element(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != times.end()) stop.name = most->first;
  stop.pickup = std::any_of(poles.begin(), poles.end(), [](const GivenStop& pole) { return pole.pickup; });
  stop.dropoff = std::any_of(poles.begin(), poles.end(), [](const GivenStop& pole) { return pole.dropoff; });
  return stop;
}

void need_two(const GivenService& service, std::size_t stops, std::size_t found, const std::string& where) {
  if (stops >= 2) return;
  throw InputError{
      fmt::format("service {}: of {} stops of the {}, {} can be used: a service needs two, in its area and "
                  "near a road where people board",
                  service.name, found, where, stops)};
}

}  // namespace

std::vector<GivenStop> without_doubles(std::vector<GivenStop> poles) {
  std::stable_sort(poles.begin(), poles.end(), [](const GivenStop& a, const GivenStop& b) {
    return std::tie(a.place, a.name, a.id) < std::tie(b.place, b.name, b.id);
  });
  std::vector<std::vector<GivenStop>> groups;  // from west to east by their first poles
  std::size_t west = 0;                        // groups before it are out of reach of all poles to come
  for (GivenStop& pole : poles) {
    const auto away = [&](const GivenStop& other) {
      return distance({other.place.lon, pole.place.lat}, pole.place) > 2 * kSameName;
    };
    while (west < groups.size() && away(groups[west].front())) ++west;
    const auto near = groups.begin() + static_cast<std::ptrdiff_t>(west);
    const auto group = std::find_if(near, groups.end(), [&](const std::vector<GivenStop>& other) {
      const GivenStop& first = other.front();
      const bool same = !pole.name.empty() && pole.name == first.name;
      return distance(pole.place, first.place) <= (same ? kSameName : kAnyName);
    });
    if (group == groups.end()) {
      groups.push_back({std::move(pole)});
    } else {
      group->push_back(std::move(pole));
    }
  }
  std::vector<GivenStop> stops;
  for (const auto& group : groups) {
    stops.push_back(stop_of(group));
    if (stops.back().name.empty()) stops.back().name = fmt::format("stop-{}", stops.size());
  }
  return stops;
}

std::vector<GivenStop> stops_of_map(const GivenService& service, const std::vector<MapStop>& poles,
                                    const RoadSnapper& snapper, double reach) {
  std::vector<GivenStop> usable;
  for (const MapStop& pole : poles) {
    if (!in_area(service.area, 0, pole.place) || !snapper.snap(pole.place, reach)) continue;
    usable.push_back({pole.name, pole.place, ""});
  }
  auto stops = without_doubles(std::move(usable));
  need_two(service, stops.size(), poles.size(), "map (stop_source \"osm\")");
  return stops;
}

void keep_stops_in_area(GivenService& service) {
  const std::size_t found = service.stops.size();
  std::vector<GivenStop> stops;
  std::vector<std::int32_t> row(found, -1);
  for (std::size_t s = 0; s < found; ++s) {
    if (!in_area(service.area, 0, service.stops[s].place)) continue;
    row[s] = static_cast<std::int32_t>(stops.size());
    stops.push_back(std::move(service.stops[s]));
  }
  service.stops = service.kind == ServiceKind::stop_based ? without_doubles(std::move(stops)) : std::move(stops);
  need_two(service, service.stops.size(), found, fmt::format("feed ({})", key::service_gtfs));
  for (GivenCourse& course : service.courses) {
    for (auto& visit : course.visits) visit.stop = row[static_cast<std::size_t>(visit.stop)];
    std::erase_if(course.visits, [](const GivenCourse::Visit& visit) { return visit.stop < 0; });
  }
  std::erase_if(service.courses, [](const GivenCourse& course) { return course.visits.size() < 2; });
}

}  // namespace navette
