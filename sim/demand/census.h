#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "demand/map_data.h"
#include "demand/population.h"

namespace navette {

/// Known totals, as read from the user's files.
struct CensusTotal {
  std::string name;              // as the user wrote it
  std::string code;              // may be empty
  std::int32_t population = 0;   // >= 0
  bool whole_territory = false;  // a total over everything: what the others leave is spread over the rest
  std::string where;             // "census.csv:4", for messages
};

/// Inhabitants by age of one commune.
struct AgePyramid {
  std::string code;
  std::string name;
  std::array<double, kAgeBands> by_band{};  // inhabitants
};

struct Census {
  std::vector<CensusTotal> totals;   // empty: no census; `population` tags and buildings are all there is
  std::vector<Commune> polygons;     // from the user's file; empty: the map's own boundaries, or place names
  std::vector<std::string> notes;    // sentences for the user: which column was read as what
  std::vector<AgePyramid> pyramids;  // where there is none for a commune, PopulationParameters::age_shares holds
};

}  // namespace navette
