#include "engine/world/fleet_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/errors.h"
#include "core/key_names.h"

namespace navette {
namespace {

constexpr std::int64_t kInhabitantsPerShuttle = 2'500;
constexpr std::size_t kShuttlesPerDepot = 2;

std::vector<Coordinate> largest_places(std::vector<NamedPlace> places, std::size_t count) {
  std::sort(places.begin(), places.end(), [](const NamedPlace& a, const NamedPlace& b) {
    return std::tuple{a.kind, -a.population, a.name, a.place} < std::tuple{b.kind, -b.population, b.name, b.place};
  });
  std::vector<Coordinate> chosen;
  for (const NamedPlace& place : places) {
    if (chosen.size() < count && place.kind != PlaceKind::suburb) chosen.push_back(place.place);
  }
  return chosen;
}

Coordinate middle_building(const std::vector<Building>& buildings) {
  if (buildings.empty()) {
    throw InputError{fmt::format("{} shows no place and no building to put a depot at; give {}, or {}",
                                 key::territory_roads, key::fleet_depots, key::fleet_shuttles)};
  }
  std::vector<Coordinate> places;
  places.reserve(buildings.size());
  for (const Building& building : buildings) places.push_back(building.place);
  const auto middle = places.begin() + static_cast<std::ptrdiff_t>(places.size() / 2);
  std::nth_element(places.begin(), middle, places.end());
  return *middle;
}

}  // namespace

std::vector<GivenShuttle> fleet_by_rule(const FleetRule& rule, const MapData& map, std::int64_t inhabitants) {
  if (inhabitants == 0) {
    for (const NamedPlace& place : map.places) inhabitants += std::max(0, place.population);
  }
  const auto by_inhabitants = static_cast<std::size_t>(std::max<std::int64_t>(2, inhabitants / kInhabitantsPerShuttle));
  const std::size_t size = rule.size ? static_cast<std::size_t>(*rule.size) : by_inhabitants;
  std::vector<Coordinate> depots = rule.depots;
  if (depots.empty()) depots = largest_places(map.places, (size + kShuttlesPerDepot - 1) / kShuttlesPerDepot);
  if (depots.empty()) depots.push_back(middle_building(map.buildings));
  std::vector<GivenShuttle> shuttles;
  for (std::size_t s = 0; s < size; ++s) {
    GivenShuttle shuttle = rule.models[s % rule.models.size()];
    shuttle.name = fmt::format("s{}", s + 1);
    shuttle.depot = depots[s % depots.size()];
    shuttles.push_back(std::move(shuttle));
  }
  return shuttles;
}

}  // namespace navette
