#include "io/osm/osm_boarding.h"

#include "io/osm/tag_words.h"

namespace navette {
namespace {

bool has_sidewalk(const TagReader& tag) {
  for (const char* key : {"sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"}) {
    if (is_one_of(tag(key), {"yes", "both", "left", "right", "separate"})) return true;
  }
  return false;
}

}  // namespace

Boarding read_boarding(const TagReader& tag, RoadClass road_class) {
  if (road_class == RoadClass::ferry) return Boarding::ferry;
  if (road_class == RoadClass::motorway || road_class == RoadClass::motorway_link) return Boarding::motorway;
  if (is_one_of(tag("motorroad"), {"yes"})) return Boarding::motorroad;
  // A passage through a house is as short as the house, and part of a street.
  const bool tunnel = tag("tunnel") != nullptr && !is_one_of(tag("tunnel"), {"no", "building_passage"});
  if (tunnel) return Boarding::tunnel;
  // Buses halt on busways, beside platforms of their own.
  const bool for_feet = road_class == RoadClass::busway || road_class == RoadClass::pedestrian || has_sidewalk(tag);
  if (is_one_of(tag("foot"), {"no"}) && !for_feet) return Boarding::no_pedestrians;
  return Boarding::allowed;
}

bool is_bridge(const TagReader& tag) { return tag("bridge") != nullptr && !is_one_of(tag("bridge"), {"no"}); }

}  // namespace navette
