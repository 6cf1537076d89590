#include "io/osm/read_osm.h"

#include <fmt/format.h>

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

void read_way(const osmium::Way& way, const RoadRules& rules, std::vector<MappedWay>& ways) {
  const WayVerdict verdict = read_way_tags(tags_of(way), rules);
  if (!verdict.road && !verdict.dropped) return;
  MappedWay mapped{way.id(), verdict, {}};
  mapped.nodes.reserve(way.nodes().size());
  for (const auto& node : way.nodes()) mapped.nodes.push_back(node.ref());
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

void read_node(const osmium::Node& node, const RoadRules& rules, MappedNodes& nodes) {
  const std::int64_t row = nodes.find(node.id());
  if (row < 0 || !node.location().valid()) return;
  nodes[row].in_file = true;
  nodes[row].raw.place = {node.location().x(), node.location().y()};
  if (!node.tags().empty()) nodes[row].raw.barrier = is_closed_barrier(tags_of(node), rules);
}

}  // namespace

OsmExtract read_osm(const std::filesystem::path& file, const RoadRules& rules) {
  check_osm_file(file);
  std::vector<MappedWay> ways;
  std::vector<MappedRestriction> restrictions;
  visit_osm_file(file, OsmKinds::ways_and_relations, [&](const osmium::OSMObject& object) {
    if (object.type() == osmium::item_type::way) {
      read_way(static_cast<const osmium::Way&>(object), rules, ways);
    } else {
      read_relation(static_cast<const osmium::Relation&>(object), rules, restrictions);
    }
  });
  MappedNodes nodes{ways};
  visit_osm_file(file, OsmKinds::nodes, [&](const osmium::OSMObject& object) {
    read_node(static_cast<const osmium::Node&>(object), rules, nodes);
  });
  OsmExtract extract;
  extract.roads = assemble_roads(std::move(ways), restrictions, nodes);
  extract.roads.source = file.string();
  if (extract.roads.ways.empty()) {
    throw InputError{fmt::format("{}: holds no road that can be driven under the rules given", file.string())};
  }
  return extract;
}

}  // namespace navette
