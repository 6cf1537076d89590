#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/coordinate.h"

namespace navette {

/// What an OpenStreetMap file holds, as plain data. Ids are positive and ascending within each vector.
struct TerritoryMap {
  using Tags = std::vector<std::pair<std::string, std::string>>;

  struct Node {
    std::int64_t id = 0;
    Coordinate place;
    Tags tags;
  };
  struct Way {
    std::int64_t id = 0;
    std::vector<std::int64_t> nodes;  // ids; first == last for an area or a ring
    Tags tags;
  };
  struct Member {
    char type = 'w';  // 'n' or 'w'
    std::int64_t id = 0;
    std::string role;
  };
  struct Relation {
    std::int64_t id = 0;
    std::vector<Member> members;
    Tags tags;
  };

  std::vector<Node> nodes;
  std::vector<Way> ways;
  std::vector<Relation> relations;
};

/// The value of a tag; nullptr where there is none.
inline const std::string* find_tag(const TerritoryMap::Tags& tags, const char* key) {
  for (const auto& [name, value] : tags) {
    if (name == key) return &value;
  }
  return nullptr;
}

}  // namespace navette
