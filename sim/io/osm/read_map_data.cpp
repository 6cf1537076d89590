#include "io/osm/read_map_data.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <osmium/osm.hpp>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "demand/boundary_level.h"
#include "io/osm/osm_file.h"
#include "io/osm/osm_meaning.h"
#include "io/osm/osm_rings.h"

namespace navette {
namespace {

using NodeIds = std::vector<std::int64_t>;

/// A way that means something, by its nodes.
struct WayOutline {
  std::int64_t id;
  Meaning meaning;
  NodeIds nodes;
};

/// A multipolygon that means something, by its ways.
struct RelationOutline {
  std::int64_t id;
  Meaning meaning;
  std::vector<std::int64_t> outer;
  std::vector<std::int64_t> inner;
};

struct Point {
  std::int64_t id;
  Meaning meaning;
  Coordinate place;
};

TagReader tags_of(const osmium::OSMObject& object) {
  return [&tags = object.tags()](const char* key) { return tags.get_value_by_key(key); };
}

bool is_bus_stop(const Meaning& meaning) { return meaning.rest != nullptr && meaning.rest->bus_stop; }

bool is_commune(const Meaning& meaning) { return meaning.rest != nullptr && meaning.rest->commune; }

/// Where the nodes of outlines lie. Nodes are asked for first, then placed as the file is read.
class NodePlaces {
 public:
  void ask(const NodeIds& ids) { ids_.insert(ids_.end(), ids.begin(), ids.end()); }
  void ready() {
    std::sort(ids_.begin(), ids_.end());
    ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
    places_.assign(ids_.size(), Coordinate{kNowhere, kNowhere});
  }
  void place(std::int64_t id, Coordinate at) {
    if (const auto row = find(id)) places_[*row] = at;
  }
  /// Nothing if the file lacks one of the nodes.
  [[nodiscard]] std::optional<Ring> ring(const NodeIds& ids) const {
    Ring ring;
    ring.reserve(ids.size());
    for (const std::int64_t id : ids) {
      const auto row = find(id);
      if (!row || places_[*row].lon == kNowhere) return {};
      ring.push_back(places_[*row]);
    }
    return ring;
  }

 private:
  static constexpr std::int32_t kNowhere = INT32_MAX;

  [[nodiscard]] std::optional<std::size_t> find(std::int64_t id) const {
    const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (found == ids_.end() || *found != id) return {};
    return static_cast<std::size_t>(found - ids_.begin());
  }

  NodeIds ids_;  // ascending
  std::vector<Coordinate> places_;
};

/// Reads one file in three passes and puts the findings together.
class MapReader {
 public:
  MapReader(MapData& map, MapDataReport& report) : map_{map}, report_{report} {}

  void read(const std::filesystem::path& file) {
    const OsmFile map{file};
    map.visit(OsmKinds::relations,
              [this](const auto& object) { keep_relation(static_cast<const osmium::Relation&>(object)); });
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::sort(relations_.begin(), relations_.end(), by_id);
    for (auto* ways : {&members_, &covered_}) std::sort(ways->begin(), ways->end());
    map.visit(OsmKinds::ways, [this](const auto& object) { keep_way(static_cast<const osmium::Way&>(object)); });
    std::sort(ways_.begin(), ways_.end(), by_id);
    std::sort(member_nodes_.begin(), member_nodes_.end());
    for (const auto& way : ways_) places_.ask(way.nodes);
    for (const auto& [id, nodes] : member_nodes_) places_.ask(nodes);
    places_.ready();
    for (const auto& [id, place] : places_in_ways_) places_.place(id, place);  // nodes of the file go before them
    map.visit(OsmKinds::nodes, [this](const auto& object) { keep_node(static_cast<const osmium::Node&>(object)); });
    std::sort(points_.begin(), points_.end(), by_id);
    for (const Point& point : points_) settle(point.meaning, {0, point.place}, {});
    for (const WayOutline& way : ways_) settle_way(way);
    for (const RelationOutline& relation : relations_) settle_relation(relation);
  }

 private:
  static bool is_member(const std::vector<std::int64_t>& sorted, std::int64_t id) {
    return std::binary_search(sorted.begin(), sorted.end(), id);
  }

  void keep_relation(const osmium::Relation& relation) {
    const char* type = relation.tags()["type"];
    if (type == nullptr || (std::string_view{type} != "multipolygon" && std::string_view{type} != "boundary")) return;
    // A settlement has a node too, which says where its middle is.
    RelationOutline outline{relation.id(), read_meaning(tags_of(relation), {false, true}), {}, {}};
    if (outline.meaning.empty()) return;
    for (const auto& member : relation.members()) {
      if (member.type() != osmium::item_type::way) continue;
      const std::string_view role = member.role();
      if (role == "outer" || role.empty()) outline.outer.push_back(member.ref());
      if (role == "inner") outline.inner.push_back(member.ref());
    }
    for (const auto* ways : {&outline.outer, &outline.inner}) {
      members_.insert(members_.end(), ways->begin(), ways->end());
    }
    if (outline.meaning.building) covered_.insert(covered_.end(), outline.outer.begin(), outline.outer.end());
    relations_.push_back(std::move(outline));
  }

  void keep_way(const osmium::Way& way) {
    if (way.nodes().empty()) return;
    const bool member = is_member(members_, way.id());
    const bool closed = way.is_closed() && way.nodes().size() >= 4;
    // The borders that communes are made of carry the same tags; a whole one is an area of its own.
    Meaning meaning;
    if (!way.tags().empty()) meaning = read_meaning(tags_of(way), {closed, closed && !member});
    // Tagged twice, on the way and on the relation: one building.
    if (meaning.building && is_member(covered_, way.id())) meaning.building.reset();
    if (meaning.empty() && !member) return;
    if (!closed) count_broken(meaning);
    for (const auto& node : way.nodes()) {
      // An answer of Overpass to "out geom" has the places of the nodes in their ways alone.
      if (node.location().valid()) places_in_ways_.push_back({node.ref(), {node.location().x(), node.location().y()}});
    }
    if (!closed && is_bus_stop(meaning)) {
      // A platform drawn as a line stands where its middle is.
      RareMeaning stop;
      stop.name = meaning.rest->name;
      stop.bus_stop = true;
      WayOutline line{way.id(), Meaning{}, {way.nodes()[way.nodes().size() / 2].ref()}};
      line.meaning.rest = std::make_shared<const RareMeaning>(std::move(stop));
      ways_.push_back(std::move(line));
    }
    if (!closed && !member) return;
    NodeIds nodes;
    nodes.reserve(way.nodes().size());
    for (const auto& node : way.nodes()) nodes.push_back(node.ref());
    if (member) member_nodes_.emplace_back(way.id(), nodes);
    if (closed && !meaning.empty()) {
      nodes.pop_back();
      ways_.push_back({way.id(), std::move(meaning), std::move(nodes)});
    }
  }

  void keep_node(const osmium::Node& node) {
    if (!node.location().valid()) return;
    const Coordinate place{node.location().x(), node.location().y()};
    places_.place(node.id(), place);
    if (node.tags().empty()) return;
    Meaning meaning = read_meaning(tags_of(node), {true, false});
    if (!meaning.empty()) points_.push_back({node.id(), std::move(meaning), place});
  }

  void settle_way(const WayOutline& way) {
    auto ring = places_.ring(way.nodes);
    if (!ring) {
      count_broken(way.meaning);
      return;
    }
    const RingMeasure where = measure(*ring);
    settle(way.meaning, where, {std::move(*ring)});
  }

  void settle_relation(const RelationOutline& relation) {
    const auto outer = rings_of(relation.outer);
    const auto inner = relation.inner.empty() ? std::vector<Ring>{} : rings_of(relation.inner);
    if (!outer || !inner) {
      count_broken(relation.meaning);
      return;
    }
    RingMeasure whole{0, {}};
    double largest = -1;
    for (const Ring& ring : *outer) {
      const RingMeasure one = measure(ring);
      whole.area += one.area;
      if (one.area <= largest) continue;
      largest = one.area;
      whole.centre = one.centre;
    }
    std::vector<Ring> rings = *outer;
    for (const Ring& ring : *inner) {
      whole.area = std::max(0.0, whole.area - measure(ring).area);
      rings.push_back(ring);
    }
    settle(relation.meaning, whole, std::move(rings));
  }

  /// Nothing if the ways do not close, or the file lacks a part of them.
  [[nodiscard]] std::optional<std::vector<Ring>> rings_of(const std::vector<std::int64_t>& way_ids) const {
    std::vector<NodeIds> ways;
    for (const std::int64_t id : way_ids) {
      const auto found = std::lower_bound(member_nodes_.begin(), member_nodes_.end(), id,
                                          [](const auto& way, std::int64_t wanted) { return way.first < wanted; });
      if (found == member_nodes_.end() || found->first != id) return {};
      ways.push_back(found->second);
    }
    const auto joined = join_rings(ways);
    if (!joined) return {};
    std::vector<Ring> rings;
    for (const NodeIds& ids : *joined) {
      auto ring = places_.ring(ids);
      if (!ring) return {};
      rings.push_back(std::move(*ring));
    }
    return rings;
  }

  void count_broken(const Meaning& meaning) {
    report_.broken_buildings += meaning.building ? 1 : 0;
    report_.broken_facilities += meaning.rest != nullptr && !meaning.rest->facilities.empty() ? 1 : 0;
    if (is_commune(meaning) && rank_of_level(meaning.rest->commune->level) == 0)
      report_.broken_communes.push_back(meaning.rest->commune->name);
  }

  void settle(const Meaning& meaning, const RingMeasure& where, std::vector<Ring> rings) {
    if (meaning.building) {
      Building building = meaning.building->building;
      building.place = where.centre;
      building.footprint = static_cast<float>(where.area);
      const bool small = building.footprint <= meaning.building->largest_house;
      if (small && building.dwellings <= 1) building.use = BuildingUse::house;
      map_.buildings.push_back(building);
    }
    if (meaning.rest == nullptr) return;
    const RareMeaning& rest = *meaning.rest;
    for (const FacilityTags& facility : rest.facilities) {
      map_.facilities.push_back({facility.kind, where.centre, rest.name, facility.size.of(where.area)});
    }
    // A place drawn as an area beside its node is there twice.
    if (rest.settlement && (rings.empty() || !known_places_.contains(rest.name))) {
      known_places_.insert(rest.name);
      map_.places.push_back(*rest.settlement);
      map_.places.back().place = where.centre;
    }
    if (rest.bus_stop) map_.stops.push_back({rest.name, where.centre});
    if (rest.commune) {
      map_.communes.push_back(*rest.commune);
      map_.communes.back().area = {std::move(rings)};
    }
  }

  MapData& map_;
  MapDataReport& report_;
  std::vector<RelationOutline> relations_;
  std::vector<std::int64_t> members_;  // ways of relations, ascending
  std::vector<std::int64_t> covered_;  // ways that are the outline of a building relation, ascending
  std::vector<WayOutline> ways_;
  std::vector<std::pair<std::int64_t, NodeIds>> member_nodes_;  // by way
  std::vector<Point> points_;
  NodePlaces places_;
  std::vector<std::pair<std::int64_t, Coordinate>> places_in_ways_;
  std::unordered_set<std::string> known_places_;
};

}  // namespace

MapData read_map_data(const std::filesystem::path& file, MapDataReport* report) {
  MapData map;
  MapDataReport ignored;
  MapReader{map, report == nullptr ? ignored : *report}.read(file);
  return map;
}

}  // namespace navette
