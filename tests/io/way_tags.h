// What the tags of one way come to.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "io/osm/osm_tags.h"

namespace navette::test {

using Tags = std::map<std::string, std::string>;

inline TagReader reader(const Tags& tags) {
  return [&tags](const char* key) {
    const auto found = tags.find(key);
    return found == tags.end() ? nullptr : found->second.c_str();
  };
}

inline WayVerdict read(const Tags& tags, const RoadRules& rules = {}) { return read_way_tags(reader(tags), rules); }

inline bool drivable(const Tags& tags, const RoadRules& rules = {}) { return read(tags, rules).road.has_value(); }

inline DropReason dropped(const Tags& tags, const RoadRules& rules = {}) {
  const auto verdict = read(tags, rules);
  REQUIRE(verdict.dropped);
  REQUIRE_FALSE(verdict.road);
  return *verdict.dropped;
}

/// "><" both ways, ">" in the order of the nodes, "<" against it, "" closed
inline std::string direction(const Tags& tags, const RoadRules& rules = {}) {
  const auto road = read(tags, rules).road;
  if (!road) return "";
  return std::string{road->forward ? ">" : ""} + (road->backward ? "<" : "");
}

}  // namespace navette::test
