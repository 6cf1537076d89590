#include "io/territory/map_builder.h"

namespace navette::territory {

std::int64_t MapBuilder::add_node(Point place, TerritoryMap::Tags tags) {
  const auto id = static_cast<std::int64_t>(map_.nodes.size() + 1);
  map_.nodes.push_back({id, plane_.from_plane(place), std::move(tags)});
  places_.push_back(place);
  return id;
}

std::int64_t MapBuilder::add_way(std::vector<std::int64_t> nodes, TerritoryMap::Tags tags) {
  const auto id = static_cast<std::int64_t>(map_.ways.size() + 1);
  map_.ways.push_back({id, std::move(nodes), std::move(tags)});
  return id;
}

std::int64_t MapBuilder::add_area(const std::vector<Point>& corners, TerritoryMap::Tags tags) {
  std::vector<std::int64_t> nodes;
  nodes.reserve(corners.size() + 1);
  for (const Point corner : corners) nodes.push_back(add_node(corner));
  nodes.push_back(nodes.front());
  return add_way(std::move(nodes), std::move(tags));
}

void MapBuilder::add_relation(std::vector<TerritoryMap::Member> members, TerritoryMap::Tags tags) {
  const auto id = static_cast<std::int64_t>(map_.relations.size() + 1);
  map_.relations.push_back({id, std::move(members), std::move(tags)});
}

}  // namespace navette::territory
