#include "property/drawn_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "property/dimensions.h"

namespace navette::test {
namespace {

constexpr int kDaySeconds = 86'400;
constexpr std::string_view kLine = "\"virtual_line\"";

void add(const std::vector<Dimension>& dimensions, const std::string& table, const Draw& draw,
         std::vector<Setting>& settings) {
  for (const Dimension& dimension : dimensions) {
    if (!draw.chance(dimension.chance)) continue;
    settings.push_back({table + std::string{dimension.key}, dimension.value(draw)});
  }
}

struct DrawnStops {
  std::string list;  // as TOML
  std::vector<Coordinate> places;
};

// Now and then nobody boards there, or nobody alights.
std::string permission(const Draw& draw) {
  if (!draw.chance(0.15)) return "";
  return draw.chance(0.5) ? ", pickup = false" : ", dropoff = false";
}

DrawnStops draw_stops(const Draw& draw) {
  DrawnStops stops;
  for (int k = 0; k < 7 && (k < 3 || draw.chance(0.7)); ++k) {
    stops.places.push_back(draw.on_road());
    stops.list += fmt::format("{}{{ name = \"stop {}\", {}{} }}", k == 0 ? "" : ", ", k, lon_lat(stops.places.back()),
                              permission(draw));
  }
  stops.list = fmt::format("[{}]", stops.list);
  return stops;
}

// Two to four stops in any order, slow enough for most roads.
std::string draw_courses(const Draw& draw, const std::vector<Coordinate>& stops) {
  std::string courses;
  for (int k = draw.whole(1, 2); k > 0; --k) {
    auto at = draw.random.below(static_cast<std::uint32_t>(stops.size()));
    int time = draw.whole(8 * 60, 12 * 60);
    std::string names = text(fmt::format("stop {}", at));
    std::string times = fmt::format("\"{:02}:{:02}\"", time / 60, time % 60);
    for (int more = draw.whole(1, 3); more > 0; --more) {
      at = (at + 1 + draw.random.below(static_cast<std::uint32_t>(stops.size() - 1))) %
           static_cast<std::uint32_t>(stops.size());
      time += draw.whole(20, 40);
      names += fmt::format(", \"stop {}\"", at);
      times += fmt::format(", \"{:02}:{:02}\"", time / 60, time % 60);
    }
    std::string permissions;
    for (const char* action : {"pickup", "dropoff"}) {
      if (!draw.chance(0.2)) continue;
      std::string each;
      for (std::size_t visits = 1 + static_cast<std::size_t>(std::count(times.begin(), times.end(), ',')); visits > 0;
           --visits) {
        each += fmt::format("{}{}", each.empty() ? "" : ", ", draw.chance(0.7));
      }
      permissions += fmt::format(", {} = [{}]", action, each);
    }
    const std::string again = draw.chance(0.5) ? R"(, every = "02:00", until = "17:00")" : "";
    courses += fmt::format("{}{{ stops = [{}], times = [{}]{}{} }}", courses.empty() ? "" : ", ", names, times, again,
                           permissions);
  }
  return fmt::format("[{}]", courses);
}

// What a service of its kind must have besides.
void add_kind(const std::string& kind, const std::string& table, const Draw& draw, std::vector<Setting>& settings) {
  settings.push_back({table + "kind", kind});
  if (kind == text("stop_based") && draw.chance(0.3)) {
    settings.push_back({table + "stop_source", text("placed")});
    settings.push_back({table + "stop_spacing", fmt::format("{}", draw.whole(50, 150))});
  } else if (kind == text("stop_based")) {
    settings.push_back({table + "stops", draw_stops(draw).list});
  } else if (kind == kLine) {
    const DrawnStops stops = draw_stops(draw);
    settings.push_back({table + "stops", stops.list});
    settings.push_back({table + "courses", draw_courses(draw, stops.places)});
  } else if (kind == text("hub_and_spoke")) {
    std::string hubs;
    for (int k = draw.whole(1, 2); k > 0; --k) {
      hubs += fmt::format("{}{{ name = \"hub {}\", {}, radius = {}{} }}", hubs.empty() ? "" : ", ", k,
                          lon_lat(draw.on_road()), draw.whole(50, 2'000), permission(draw));
    }
    settings.push_back({table + "hubs", fmt::format("[{}]", hubs)});
  }
  if (draw.chance(0.2)) {
    settings.push_back({table + "area", text(draw.territory.area.filename().string())});
  } else if (!draw.territory.communes.empty() && draw.chance(0.1)) {
    settings.push_back({table + "communes", fmt::format("[{}]", text(draw.territory.communes.front()))});
  }
}

// Courses are told to shuttles before the day begins, and there must be enough of these.
void add_fleet(const std::string& kind, const std::string& table, const Draw& draw, std::vector<Setting>& settings) {
  if (kind != kLine) return add(dimensions_of_fleet(), table, draw, settings);
  settings.push_back({table + "size", fmt::format("{}", draw.whole(5, 6))});
  const std::string pauses =
      draw.chance(0.3) ? R"(, pauses = [{earliest = "09:00", latest = "13:00", duration = 1800}])" : "";
  settings.push_back({table + "shifts", fmt::format(R"([{{start = "05:00", end = "26:00"{}}}])", pauses)});
  if (draw.chance(0.3)) {
    settings.push_back({table + "max_continuous_driving", fmt::format("{}", draw.whole(1'800, 14'400))});
  }
}

std::string row(const Draw& draw, const std::string& name, int submitted, int departure, const Coordinate& from,
                const Coordinate& to, const std::string& service, const std::string& contract, bool wheelchairs) {
  const int party = draw.chance(0.3) ? draw.whole(2, 3) : 1;
  const std::string latest = draw.chance(0.2) ? fmt::format("{}", departure + draw.whole(300, 7'200)) : "";
  const std::string boarding = draw.chance(0.2) ? fmt::format("{}", draw.whole(0, 400)) : "";
  return fmt::format("{},{},{},{:.7f},{:.7f},{:.7f},{:.7f},{},{},{},{},{},{},{}", name, submitted, departure,
                     from.lon_degrees(), from.lat_degrees(), to.lon_degrees(), to.lat_degrees(), latest, party,
                     wheelchairs && draw.chance(0.2) ? 1 : 0, boarding, draw.chance(0.3) ? "phone" : "app", service,
                     contract);
}

std::vector<std::string> draw_requests(const Draw& draw, const std::vector<std::string>& services, bool wheelchairs) {
  std::vector<Coordinate> known;
  const auto place = [&] {
    if (known.empty() || draw.chance(0.7)) known.push_back(draw.place());
    return known[draw.random.below(static_cast<std::uint32_t>(known.size()))];
  };
  std::vector<std::string> rows;
  // A busy hour, or a whole day; now and then somebody at any time of the night.
  const int first = draw.whole(7, 17) * 3'600;
  const bool busy = draw.chance(0.7);
  for (int k = draw.whole(1, 30); k > 0; --k) {
    int departure = busy ? first + draw.whole(0, 3'600) : draw.whole(6 * 3'600, 20 * 3'600);
    if (draw.chance(0.05)) departure = draw.whole(0, kDaySeconds - 1);
    const int submitted = departure - (draw.chance(0.5) ? 0 : draw.whole(0, draw.chance(0.5) ? 7'200 : 200'000));
    const std::string name = fmt::format("r{}", rows.size());
    const std::string service = services.size() > 1 && draw.chance(0.3)
                                    ? services[draw.random.below(static_cast<std::uint32_t>(services.size()))]
                                    : "";
    const Coordinate from = place();
    const Coordinate to = place();
    const bool tour = draw.chance(0.2);
    const std::string contract = tour ? "c" + name : "";
    rows.push_back(row(draw, name, submitted, departure, from, to, service, contract, wheelchairs));
    if (tour) {
      rows.push_back(row(draw, name + "-back", submitted, departure + draw.whole(1'800, 20'000), to, from, service,
                         contract, wheelchairs));
    }
  }
  return rows;
}

}  // namespace

std::filesystem::path DrawnScenario::write(const std::filesystem::path& folder) const {
  if (!requests.empty()) {
    std::ofstream csv{folder / "requests.csv"};
    csv << "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,"
           "latest_arrival,party_size,wheelchairs,boarding_time,channel,service,contract\n";
    for (const std::string& one : requests) csv << one << '\n';
  }
  auto file = folder / "scenario.toml";
  std::ofstream toml{file};
  for (const auto& [key, value] : settings) toml << key << " = " << value << '\n';
  return file;
}

DrawnScenario draw_scenario(std::uint64_t seed, const TerritoryPool& pool) {
  RandomStream random{seed, Purpose::given_demand};
  const SmallTerritory& territory =
      pool.territories()[random.below(static_cast<std::uint32_t>(pool.territories().size()))];
  const Draw draw{random, territory};
  DrawnScenario drawn;
  drawn.seed = seed;
  auto& settings = drawn.settings;
  settings.push_back({"territory.roads", text(territory.roads.filename().string())});
  add(dimensions_of_run(), "", draw, settings);

  const bool wheelchairs = draw.chance(0.5);
  if (wheelchairs) settings.push_back({"fleet.wheelchairs", fmt::format("{}", draw.whole(1, 2))});
  std::vector<std::string> services;
  const auto any_kind = any_choice_of("service.kind");
  if (draw.chance(0.5)) {
    const std::string kind = any_kind(draw);
    add_kind(kind, "service.", draw, settings);
    add_fleet(kind, "fleet.", draw, settings);
    add(dimensions_of_service(), "service.", draw, settings);
  } else {
    add(dimensions_of_fleet(), "fleet.", draw, settings);
    for (const char* name : {"a", "b", "c"}) {
      if (services.size() == 2 && draw.chance(0.6)) break;
      services.emplace_back(name);
      const std::string table = fmt::format("services.{}.", name);
      const std::string kind = any_kind(draw);
      add_kind(kind, table, draw, settings);
      add(dimensions_of_service(), table, draw, settings);
      if (kind == kLine || draw.chance(0.4)) add_fleet(kind, table + "fleet.", draw, settings);
    }
  }
  if (draw.chance(0.8)) {
    settings.push_back({"demand.requests", text("requests.csv")});
    drawn.requests = draw_requests(draw, services, wheelchairs);
    if (draw.chance(0.1)) settings.push_back({"demand.synthetic", "true"});
  } else {
    settings.push_back({"demand.service_share", fmt::format("{:.3f}", draw.random.uniform(0.005, 0.1))});
  }
  return drawn;
}

}  // namespace navette::test
