#include "io/territory/write_roads.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/random_stream.h"

namespace navette::territory {
namespace {

constexpr double kRoundaboutRadius = 13;  // [m]
constexpr double kHalfBridge = 16;        // [m]
constexpr std::array kClassNames{"primary", "secondary", "tertiary", "unclassified", "residential", "service", "track"};

/// What changes along a road; each change begins a new way.
struct Stretch {
  bool bridge = false;
  bool urban = false;
  int one_way = 0;  // 1 in the order of the nodes, -1 against it

  bool operator==(const Stretch& other) const {
    return bridge == other.bridge && urban == other.urban && one_way == other.one_way;
  }
};

struct Piece {
  std::int64_t from;
  std::int64_t to;
  int from_vertex;  // -1 for the ends that a bridge or a roundabout brings
  int to_vertex;
  Stretch stretch;
};

class RoadWriter {
 public:
  RoadWriter(const RoadPlan& plan, Names& names, std::uint64_t seed, MapBuilder& map)
      : plan_{plan}, names_{names}, seed_{seed}, map_{map} {
    for (const auto& turn : plan.rules.turns) vias_.insert(turn.via);
  }

  std::vector<Segment> write() {
    const auto& roads = plan_.network.roads();
    for (std::size_t i = 0; i < roads.size(); ++i) write_road(roads[i], static_cast<std::uint32_t>(i));
    for (const int vertex : plan_.rules.roundabouts) write_roundabout(vertex);
    for (const auto& turn : plan_.rules.turns) write_turn(turn);
    for (const auto& river : plan_.network.rivers()) {
      std::vector<std::int64_t> nodes;
      nodes.reserve(river.size());
      for (const int vertex : river) nodes.push_back(map_.add_node(plan_.places[vertex]));
      add_way(std::move(nodes), {{"waterway", "river"}, {"name", names_.river()}});
    }
    return std::move(segments_);
  }

 private:
  std::int64_t node_at(int vertex) {
    auto& node = nodes_[vertex];
    if (node == 0) node = map_.add_node(plan_.places[vertex]);
    return node;
  }

  /// The node that many metres from `vertex` on the way to `next`; for bridge ends and roundabout entries.
  std::int64_t node_towards(int vertex, int next, double metres) {
    auto& node = nodes_towards_[{vertex, next}];
    const Point here = plan_.places[vertex];
    const double length = norm(plan_.places[next] - here);
    if (node == 0) node = map_.add_node(here + unit(plan_.places[next] - here) * std::min(metres, 0.45 * length));
    return node;
  }

  std::vector<Piece> pieces_of(const Road& road) {
    std::vector<Piece> pieces;
    const auto& network = plan_.network;
    for (std::size_t i = 0; i + 1 < road.vertices.size(); ++i) {
      const int a = road.vertices[i];
      const int b = road.vertices[i + 1];
      Stretch stretch;
      const int zone = plan_.zones[a] >= 0 && plan_.zones[b] >= 0 ? plan_.zones[a] : -1;
      stretch.urban = zone >= 0 && plan_.settlements.all[zone].kind != SettlementKind::hamlet;
      if (plan_.rules.against.contains({b, a})) stretch.one_way = 1;
      if (plan_.rules.against.contains({a, b})) stretch.one_way = -1;
      Piece whole{0, 0, a, b, stretch};
      const auto add_bridge = [&](std::int64_t from, std::int64_t to) {
        Stretch over = stretch;
        over.bridge = true;
        pieces.push_back({from, to, -1, -1, over});
      };
      if (network.river(a)) {
        whole.from = node_towards(a, b, kHalfBridge);
        add_bridge(node_at(a), whole.from);
      } else {
        whole.from = is_roundabout(a) ? node_towards(a, b, kRoundaboutRadius) : node_at(a);
      }
      if (network.river(b)) {
        whole.to = node_towards(b, a, kHalfBridge);
        pieces.push_back(whole);
        add_bridge(whole.to, node_at(b));
      } else {
        whole.to = is_roundabout(b) ? node_towards(b, a, kRoundaboutRadius) : node_at(b);
        pieces.push_back(whole);
      }
    }
    return pieces;
  }

  void write_road(const Road& road, std::uint32_t number) {
    RandomStream random{seed_, Purpose::territory_roads, 100'000 + number};
    const std::string name = name_of(road, random);
    const auto pieces = pieces_of(road);
    std::size_t begin = 0;
    while (begin < pieces.size()) {
      std::size_t end = begin + 1;
      while (end < pieces.size() && pieces[end].stretch == pieces[begin].stretch &&
             pieces[end].from == pieces[end - 1].to && !vias_.contains(pieces[end].from_vertex)) {
        ++end;
      }
      std::vector<std::int64_t> nodes{pieces[begin].from};
      for (std::size_t i = begin; i < end; ++i) nodes.push_back(pieces[i].to);
      const auto way = add_way(std::move(nodes), tags_of(road, pieces[begin].stretch, name, random));
      for (std::size_t i = begin; i < end; ++i) {
        way_of_step_[{pieces[i].from_vertex, pieces[i].to_vertex}] = way;
        way_of_step_[{pieces[i].to_vertex, pieces[i].from_vertex}] = way;
      }
      begin = end;
    }
  }

  std::string name_of(const Road& road, RandomStream& random) {
    switch (road.kind) {
      case RoadClass::primary:
        return "D 9" + std::to_string(10 + random.below(40));
      case RoadClass::secondary:
        return "D " + std::to_string(60 + random.below(40));
      case RoadClass::tertiary:
        return "D " + std::to_string(100 + random.below(200));
      case RoadClass::residential:
        return names_.street();
      default:
        return "";
    }
  }

  static TerritoryMap::Tags tags_of(const Road& road, Stretch stretch, const std::string& name, RandomStream& random) {
    TerritoryMap::Tags tags{{"highway", kClassNames[static_cast<std::size_t>(road.kind)]}};
    const auto die = random.below(10);
    if (stretch.bridge) {
      tags.emplace_back("bridge", "yes");
      tags.emplace_back("layer", "1");
    }
    if (stretch.one_way != 0) tags.emplace_back("oneway", stretch.one_way > 0 ? "yes" : "-1");
    if (road.kind == RoadClass::service) {
      if (road.driveway) tags.emplace_back("service", "driveway");
      return tags;
    }
    if (road.kind == RoadClass::track) {
      tags.emplace_back("tracktype", die < 5 ? "grade2" : "grade3");
      return tags;
    }
    if (!name.empty()) tags.emplace_back(road.kind == RoadClass::residential ? "name" : "ref", name);
    if (stretch.urban && road.kind == RoadClass::residential) {
      if (die < 3) tags.emplace_back("maxspeed", "30");
      if (die == 9) tags.emplace_back("maxspeed", "FR:urban");
    } else if (stretch.urban) {
      if (die < 4) tags.emplace_back("maxspeed", "50");
      if (die == 4 || die == 5) tags.emplace_back("maxspeed", "FR:urban");
      if (die == 6) tags.emplace_back("maxspeed", "30");
    } else if (road.kind <= RoadClass::tertiary) {
      if (die < 6) tags.emplace_back("maxspeed", "80");
      if (die == 6) tags.emplace_back("maxspeed", "FR:rural");
      if (die == 7) tags.emplace_back("maxspeed", "70");
    }
    if (die == 8) tags.emplace_back("surface", "asphalt");
    return tags;
  }

  void write_roundabout(int vertex) {
    std::vector<std::pair<double, std::int64_t>> ring;
    RoadClass kind = RoadClass::residential;
    for (const auto& road : plan_.network.roads()) {
      if (std::find(road.vertices.begin(), road.vertices.end(), vertex) != road.vertices.end()) {
        kind = std::min(kind, road.kind);
      }
    }
    const Point centre = plan_.places[vertex];
    for (int direction = 0; direction < 6; ++direction) {
      if (!plan_.network.has_edge(vertex, direction)) continue;
      const auto node = node_towards(vertex, plan_.network.mesh().neighbour(vertex, direction), kRoundaboutRadius);
      ring.emplace_back(pseudo_angle(map_.place(node) - centre), node);
    }
    constexpr double kHalfRoot = 0.70710678118654752440;
    constexpr std::array<Point, 8> kAround{
        Point{1, 0},  Point{kHalfRoot, kHalfRoot},   Point{0, 1},  Point{-kHalfRoot, kHalfRoot},
        Point{-1, 0}, Point{-kHalfRoot, -kHalfRoot}, Point{0, -1}, Point{kHalfRoot, -kHalfRoot}};
    for (const Point direction : kAround) {
      const double angle = pseudo_angle(direction);
      const bool crowded = std::any_of(ring.begin(), ring.end(), [&](const auto& entry) {
        const double apart = std::fabs(entry.first - angle);
        return std::min(apart, 4 - apart) < 0.2;
      });
      if (!crowded) ring.emplace_back(angle, map_.add_node(centre + direction * kRoundaboutRadius));
    }
    std::sort(ring.begin(), ring.end());  // counter-clockwise, as traffic on the right goes
    std::vector<std::int64_t> nodes;
    nodes.reserve(ring.size() + 1);
    for (const auto& entry : ring) nodes.push_back(entry.second);
    nodes.push_back(nodes.front());
    add_way(std::move(nodes), {{"highway", kClassNames[static_cast<std::size_t>(kind)]}, {"junction", "roundabout"}});
  }

  void write_turn(const TurnRule& turn) {
    const Point in = plan_.places[turn.via] - plan_.places[turn.from];
    const Point out = plan_.places[turn.to] - plan_.places[turn.via];
    const bool straight = dot(unit(in), unit(out)) > 0.8;
    const std::string where = straight ? "straight_on" : cross(in, out) > 0 ? "left_turn" : "right_turn";
    const auto from = way_of_step_.at({turn.from, turn.via});
    const auto to = way_of_step_.at({turn.via, turn.to});
    map_.add_relation({{'w', from, "from"}, {'n', node_at(turn.via), "via"}, {'w', to, "to"}},
                      {{"type", "restriction"}, {"restriction", (turn.only ? "only_" : "no_") + where}});
  }

  std::int64_t add_way(std::vector<std::int64_t> nodes, TerritoryMap::Tags tags) {
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
      segments_.push_back({map_.place(nodes[i]), map_.place(nodes[i + 1])});
    }
    return map_.add_way(std::move(nodes), std::move(tags));
  }

  [[nodiscard]] bool is_roundabout(int vertex) const { return plan_.rules.roundabouts.contains(vertex); }

  const RoadPlan& plan_;
  Names& names_;
  std::uint64_t seed_;
  MapBuilder& map_;
  std::set<int> vias_;
  std::map<int, std::int64_t> nodes_;
  std::map<std::pair<int, int>, std::int64_t> nodes_towards_;
  std::map<std::pair<int, int>, std::int64_t> way_of_step_;  // a step of the mesh -> the way it became
  std::vector<Segment> segments_;
};

}  // namespace

std::vector<Segment> write_roads(const RoadPlan& plan, Names& names, std::uint64_t seed, MapBuilder& map) {
  return RoadWriter{plan, names, seed, map}.write();
}

}  // namespace navette::territory
