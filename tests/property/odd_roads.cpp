#include "property/odd_roads.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace navette::test {
namespace {

using Tags = TerritoryMap::Tags;

void set_tag(Tags& tags, const std::string& key, const std::string& value) {
  const auto found = std::find_if(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == key; });
  if (found == tags.end()) {
    tags.emplace_back(key, value);
  } else {
    found->second = value;
  }
}

void change_way(TerritoryMap::Way& way, RandomStream& random) {
  struct Oddity {
    const char* key;
    std::vector<const char*> values;
  };
  static const std::array<Oddity, 14> kOddities{{{"highway", {"motorway", "motorway_link"}},
                                                 {"motorroad", {"yes"}},
                                                 {"tunnel", {"yes"}},
                                                 {"bridge", {"yes"}},
                                                 {"foot", {"no"}},
                                                 {"maxspeed", {"150", "151", "500", "0", "-50", "93 mph", "50;500"}},
                                                 {"maxspeed:forward", {"150", "5", "1", "200"}},
                                                 {"access", {"psv", "no"}},
                                                 {"psv:backward", {"designated", "no"}},
                                                 {"bus:forward", {"yes", "no"}},
                                                 {"oneway", {"yes", "-1"}},
                                                 {"oneway:psv", {"no"}},
                                                 {"lanes:psv:backward", {"1"}},
                                                 {"ferry", {"00:07", "1", "01:30:10", "0"}}}};
  const Oddity& oddity = kOddities.at(random.below(kOddities.size()));
  const std::string value = oddity.values.at(random.below(static_cast<std::uint32_t>(oddity.values.size())));
  if (oddity.key != std::string{"ferry"}) {
    set_tag(way.tags, oddity.key, value);
    if (value.substr(0, 8) == "motorway") set_tag(way.tags, "oneway", "no");
    return;
  }
  std::erase_if(way.tags, [](const auto& tag) { return tag.first == "highway"; });
  set_tag(way.tags, "route", "ferry");
  set_tag(way.tags, "motor_vehicle", "yes");
  set_tag(way.tags, "duration", value);
}

}  // namespace

void make_roads_odd(TerritoryMap& map, RandomStream& random) {
  std::int64_t node_id = map.nodes.back().id;
  std::int64_t way_id = map.ways.back().id;
  const std::size_t ways = map.ways.size();
  for (std::size_t w = 0; w < ways; ++w) {
    if (find_tag(map.ways[w].tags, "highway") == nullptr) continue;
    if (random.below(9) == 0) change_way(map.ways[w], random);
    auto& nodes = map.ways[w].nodes;
    if (random.below(8) == 0) nodes.insert(nodes.begin() + 1, nodes.front());  // named twice
    const std::uint32_t kind = random.below(8);
    if (kind > 1) continue;
    const std::int64_t end = nodes.back();
    const auto there =
        std::find_if(map.nodes.begin(), map.nodes.end(), [&](const auto& node) { return node.id == end; });
    const Tags tags{{"highway", "residential"}, {"maxspeed", "150"}};
    if (kind == 0) {
      map.ways.push_back({++way_id, {end, end}, tags});
      continue;
    }
    // A spur without length, and a lane of 3 m beyond it, so short that its length rounds up by much.
    const Coordinate place = there->place;
    map.nodes.push_back({++node_id, place, {}});
    map.nodes.push_back({++node_id, {place.lon + 90, place.lat + 110}, {}});
    map.ways.push_back({++way_id, {end, node_id - 1}, tags});
    map.ways.push_back({++way_id, {node_id - 1, node_id}, tags});
  }
}

}  // namespace navette::test
