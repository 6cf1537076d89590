#pragma once

#include <utility>
#include <vector>

#include "io/territory/geometry.h"
#include "io/territory/territory_map.h"

namespace navette::territory {

/// Collects the map; ids count from 1 in the order of creation.
class MapBuilder {
 public:
  explicit MapBuilder(Coordinate centre) : plane_{centre} {}

  std::int64_t add_node(Point place, TerritoryMap::Tags tags = {});
  std::int64_t add_way(std::vector<std::int64_t> nodes, TerritoryMap::Tags tags);
  /// A closed way of new nodes.
  std::int64_t add_area(const std::vector<Point>& corners, TerritoryMap::Tags tags);
  void add_relation(std::vector<TerritoryMap::Member> members, TerritoryMap::Tags tags);

  [[nodiscard]] Point place(std::int64_t node) const { return places_[static_cast<std::size_t>(node - 1)]; }
  TerritoryMap take() { return std::move(map_); }

 private:
  LocalPlane plane_;
  std::vector<Point> places_;
  TerritoryMap map_;
};

}  // namespace navette::territory
