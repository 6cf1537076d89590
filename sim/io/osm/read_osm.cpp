#include "io/osm/read_osm.h"

#include <fmt/format.h>

#include <limits>
#include <osmium/osm.hpp>
#include <string_view>

#include "core/errors.h"
#include "io/osm/osm_file.h"
#include "io/osm/osm_roads.h"

namespace navette {
namespace {

TagReader tags_of(const osmium::OSMObject& object) {
  return [&tags = object.tags()](const char* key) { return tags.get_value_by_key(key); };
}

constexpr std::int32_t kNowhere = std::numeric_limits<std::int32_t>::max();

Coordinate place_of(osmium::Location location) {
  return location.valid() ? Coordinate{location.x(), location.y()} : Coordinate{kNowhere, kNowhere};
}

void read_way(const osmium::Way& way, const RoadRules& rules, std::vector<MappedWay>& ways) {
  const WayVerdict verdict = read_way_tags(tags_of(way), rules);
  if (!verdict.road && !verdict.dropped) return;
  MappedWay mapped{way.id(), verdict, {}, {}};
  mapped.nodes.reserve(way.nodes().size());
  bool has_places = false;
  for (const auto& node : way.nodes()) {
    mapped.nodes.push_back(node.ref());
    has_places = has_places || node.location().valid();
  }
  for (const auto& node : way.nodes()) {
    if (has_places) mapped.places.push_back(place_of(node.location()));
  }
  ways.push_back(std::move(mapped));
}

void read_relation(const osmium::Relation& relation, const RoadRules& rules,
                   std::vector<MappedRestriction>& restrictions) {
  const auto tags = read_restriction_tags(tags_of(relation), rules);
  if (!tags) return;
  MappedRestriction mapped{*tags, {}, {}, 0, {}};
  for (const auto& member : relation.members()) {
    const std::string_view role = member.role();
    const bool is_way = member.type() == osmium::item_type::way;
    if (role == "from" && is_way) mapped.from_ways.push_back(member.ref());
    if (role == "to" && is_way) mapped.to_ways.push_back(member.ref());
    if (role == "via" && is_way) ++mapped.via_ways;
    if (role == "via" && member.type() == osmium::item_type::node) mapped.via_nodes.push_back(member.ref());
  }
  restrictions.push_back(std::move(mapped));
}

void read_ferry_route(const osmium::Relation& relation, const RoadRules& rules, std::vector<MappedFerryRoute>& routes) {
  const auto duration = read_ferry_route(tags_of(relation), rules);
  if (!duration) return;
  MappedFerryRoute route{relation.id(), *duration, {}};
  for (const auto& member : relation.members()) {
    if (member.type() == osmium::item_type::way) route.ways.emplace_back(member.ref(), member.role());
  }
  routes.push_back(std::move(route));
}

/// Of nodes that the file lacks, the places that its ways tell (Overpass "out geom"). How many there are.
std::int64_t fill_in_places(const std::vector<MappedWay>& ways, MappedNodes& nodes) {
  std::int64_t filled = 0;
  for (const MappedWay& way : ways) {
    for (std::size_t k = 0; k < way.places.size(); ++k) {
      const std::int64_t row = nodes.find(way.nodes[k]);
      if (way.places[k].lon == kNowhere || nodes[row].in_file) continue;
      nodes[row].in_file = true;
      nodes[row].raw.place = way.places[k];
      ++filled;
    }
  }
  return filled;
}

// What to do about ways without the places of their nodes depends on where the file comes from.
void require_roads(const RawRoads& roads, const std::string& file) {
  if (!roads.ways.empty()) return;
  const std::int64_t incomplete = roads.dropped.at(static_cast<std::size_t>(DropReason::outside_the_file)).ways;
  if (incomplete == 0)
    throw InputError{fmt::format("{}: holds no road that can be driven under the rules given", file)};
  throw InputError{
      fmt::format("{}: the nodes of its roads are missing: {} ways could be driven, but the file does not "
                  "tell where they lie; ask Overpass for \"out body; >; out skel qt;\", or cut the "
                  "extract with complete ways",
                  file, incomplete)};
}

void read_node(const osmium::Node& node, const RoadRules& rules, MappedNodes& nodes) {
  const std::int64_t row = nodes.find(node.id());
  if (row < 0 || !node.location().valid()) return;
  nodes[row].in_file = true;
  nodes[row].raw.place = {node.location().x(), node.location().y()};
  if (!node.tags().empty()) nodes[row].raw.barrier = is_closed_barrier(tags_of(node), rules);
}

}  // namespace

OsmExtract read_osm(const std::filesystem::path& file, const RoadRules& rules) {
  const OsmFile map{file};
  std::vector<MappedWay> ways;
  std::vector<MappedRestriction> restrictions;
  std::vector<MappedFerryRoute> routes;
  map.visit(OsmKinds::ways_and_relations, [&](const osmium::OSMObject& object) {
    if (object.type() == osmium::item_type::way) {
      read_way(static_cast<const osmium::Way&>(object), rules, ways);
    } else {
      read_relation(static_cast<const osmium::Relation&>(object), rules, restrictions);
      read_ferry_route(static_cast<const osmium::Relation&>(object), rules, routes);
    }
  });
  MappedNodes nodes{ways};
  map.visit(OsmKinds::nodes, [&](const osmium::OSMObject& object) {
    read_node(static_cast<const osmium::Node&>(object), rules, nodes);
  });
  const std::int64_t filled = fill_in_places(ways, nodes);
  OsmExtract extract;
  extract.roads = assemble_roads(std::move(ways), restrictions, std::move(routes), nodes);
  extract.roads.nodes_from_ways = filled;
  extract.roads.source = file.string();
  require_roads(extract.roads, file.string());
  return extract;
}

}  // namespace navette
