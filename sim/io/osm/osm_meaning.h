#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "demand/map_data.h"
#include "io/osm/osm_buildings.h"
#include "io/osm/osm_facilities.h"
#include "io/osm/osm_tags.h"

namespace navette {

/// What few objects of a map have.
struct RareMeaning {
  std::string name;  // of the facilities
  std::vector<FacilityTags> facilities;
  std::optional<NamedPlace> settlement;  // its place is not known yet
  std::optional<Commune> commune;        // its rings are not known yet
  bool bus_stop = false;
};

/// All that the tags of one object say of people. Small, since a map has millions of plain buildings.
struct Meaning {
  std::optional<BuildingTags> building;
  std::shared_ptr<const RareMeaning> rest;  // null: nothing

  [[nodiscard]] bool empty() const { return !building && rest == nullptr; }
};

/// Which parts of a meaning an object can have.
struct MeaningAllowed {
  bool settlement;
  bool commune;
};

Meaning read_meaning(const TagReader& tag, MeaningAllowed allowed);

}  // namespace navette
