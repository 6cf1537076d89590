#include "io/osm/osm_tags.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "io/osm/osm_access.h"
#include "io/osm/osm_boarding.h"
#include "io/osm/osm_speed.h"
#include "io/osm/tag_words.h"

namespace navette {
namespace {

std::optional<RoadClass> class_of(std::string_view highway) {
  const auto* const found = std::find(kRoadClassNames.begin(), kRoadClassNames.end(), highway);
  if (found == kRoadClassNames.end() || highway == "ferry") return std::nullopt;
  return static_cast<RoadClass>(found - kRoadClassNames.begin());
}

// `grade1` to `grade5`; a track of unknown grade counts as the worst.
int track_grade(const char* tracktype) {
  const std::string_view value = tracktype == nullptr ? "" : tracktype;
  if (value.size() != 6 || value.substr(0, 5) != "grade" || value[5] < '1' || value[5] > '5') return 5;
  return value[5] - '0';
}

std::optional<DropReason> left_out(const TagReader& tag, const RoadRules& rules, RoadClass road_class) {
  if (is_one_of(tag("area"), {"yes"})) return DropReason::areas;
  if (road_class == RoadClass::track && track_grade(tag("tracktype")) > rules.worst_track_grade) {
    return DropReason::tracks;
  }
  if (road_class == RoadClass::service) {
    const bool never = is_one_of(tag("service"), {"parking_aisle", "drive-through", "emergency_access"});
    if (never || !rules.service_roads) return DropReason::service_roads;
  }
  if (is_impassable(tag)) return DropReason::no_access;
  return std::nullopt;
}

AccessDefault default_of(RoadClass road_class, const RoadRules& rules) {
  // Many ferries take passengers on foot only, so a tag must say that vehicles board.
  if (road_class == RoadClass::pedestrian || road_class == RoadClass::ferry) return AccessDefault::closed_unless_named;
  const bool closed = road_class == RoadClass::busway && !rules.public_service;
  return closed ? AccessDefault::closed : AccessDefault::open;
}

/// The road with its directions; else why it is left out.
WayVerdict read_open_way(const TagReader& tag, const RoadRules& rules, RoadClass road_class) {
  const auto open = read_directions(tag, rules, road_class, default_of(road_class, rules));
  if (open.changing) return {{}, DropReason::changing_direction};
  if (!open.forward && !open.backward) {
    return {{}, road_class == RoadClass::pedestrian ? DropReason::not_for_cars : DropReason::no_access};
  }
  RoadTags road;
  road.road_class = road_class;
  road.forward = open.forward;
  road.backward = open.backward;
  road.boarding = read_boarding(tag, road_class);
  road.bridge = is_bridge(tag);
  read_speeds(tag, rules, road);
  return {road, {}};
}

WayVerdict read_ferry(const TagReader& tag, const RoadRules& rules) {
  if (!rules.ferries) return {{}, DropReason::ferries};
  WayVerdict verdict = read_open_way(tag, rules, RoadClass::ferry);
  const char* const duration = tag("duration");
  if (!verdict.road || duration == nullptr) return verdict;
  verdict.road->ferry_duration = read_duration(duration);
  verdict.road->impossible_duration = !verdict.road->ferry_duration;
  return verdict;
}

}  // namespace

WayVerdict read_way_tags(const TagReader& tag, const RoadRules& rules) {
  const char* const highway = tag("highway");
  if (highway == nullptr) {
    if (is_one_of(tag("route"), {"ferry"})) return read_ferry(tag, rules);
    return {};
  }
  if (is_one_of(highway, {"construction", "proposed", "planned", "abandoned", "disused", "razed"})) {
    return {{}, DropReason::not_open_yet};
  }
  const auto road_class = class_of(highway);
  if (!road_class) return {{}, DropReason::not_for_cars};
  if (const auto reason = left_out(tag, rules, *road_class)) return {{}, reason};
  return read_open_way(tag, rules, *road_class);
}

std::optional<double> read_ferry_route(const TagReader& tag, const RoadRules& rules) {
  const char* const duration = tag("duration");
  const bool ferry = is_one_of(tag("type"), {"route"}) && is_one_of(tag("route"), {"ferry"});
  if (!rules.ferries || !ferry || duration == nullptr) return std::nullopt;
  // What cannot be read is handed on as no duration that can be, and so counted.
  return read_duration(duration).value_or(0);
}

bool is_closed_barrier(const TagReader& tag, const RoadRules& rules) {
  const char* const barrier = tag("barrier");
  if (barrier == nullptr) return false;
  // These close a road unless a tag says otherwise; all others (gates, cattle grids, toll booths) are open unless one
  // says closed.
  const bool closes = is_one_of(barrier, {"bollard",
                                          "block",
                                          "jersey_barrier",
                                          "cycle_barrier",
                                          "motorcycle_barrier",
                                          "kissing_gate",
                                          "stile",
                                          "turnstile",
                                          "full-height_turnstile",
                                          "log",
                                          "debris",
                                          "planter",
                                          "wall",
                                          "fence",
                                          "hedge",
                                          "chain",
                                          "rope",
                                          "spikes",
                                          "hampshire_gate",
                                          "wicket_gate",
                                          "horse_stile",
                                          "ditch",
                                          "delineators"});
  const bool for_buses_only = is_one_of(barrier, {"bus_trap", "sump_buster"});
  const bool open = for_buses_only ? rules.public_service : !closes;
  // Whoever may pass a locked gate has the key.
  if (is_one_of(tag("locked"), {"yes"}) && !is_open_to_buses(tag, rules)) return true;
  return !is_open(tag, rules, open ? AccessDefault::open : AccessDefault::closed);
}

std::optional<RestrictionTags> read_restriction_tags(const TagReader& tag, const RoadRules& rules) {
  if (!is_one_of(tag("type"), {"restriction"})) return std::nullopt;
  RestrictionTags result;
  const char* kind = nullptr;
  if (rules.public_service) {
    for (const char* key : {"restriction:bus", "restriction:psv"}) {
      if (kind == nullptr) kind = tag(key);
    }
  } else {
    kind = tag("restriction:motorcar");
  }
  for (const char* key : {"restriction:motor_vehicle", "restriction:vehicle", "restriction"}) {
    if (kind == nullptr) kind = tag(key);
  }
  if (kind == nullptr) {
    const bool at_times = tag("restriction:conditional") != nullptr;
    result.put_aside = at_times ? RestrictionFate::at_times : RestrictionFate::other_vehicles;
    return result;
  }
  if (tag("day_on") != nullptr || tag("hour_on") != nullptr) {
    result.put_aside = RestrictionFate::at_times;
    return result;
  }
  const char* const except = tag("except");
  for_each_word(except == nullptr ? "" : except, ";", [&](std::string_view vehicle) {
    const bool ours = rules.public_service ? vehicle == "psv" || vehicle == "bus" : vehicle == "motorcar";
    if (ours || vehicle == "motor_vehicle") result.put_aside = RestrictionFate::other_vehicles;
  });
  const std::string_view word = kind;
  if (word.substr(0, 5) == "only_") {
    result.only = true;
  } else if (word.substr(0, 3) != "no_") {
    result.put_aside = RestrictionFate::malformed;
  }
  return result;
}

}  // namespace navette
