#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/coordinate.h"
#include "support/temporary_folder.h"

namespace navette::test {

/// A small fictional territory, as files that scenarios name. Most have odd roads (odd_roads.h).
struct SmallTerritory {
  std::filesystem::path roads;        // .osm.pbf
  std::filesystem::path area;         // GeoJSON: the middle of it
  std::vector<Coordinate> places;     // along its roads, where people board
  std::vector<std::string> communes;  // their names
};

/// A handful of them, generated once; prepared roads are cached beside them, and not in the user's own cache.
class TerritoryPool {
 public:
  TerritoryPool();

  [[nodiscard]] const std::vector<SmallTerritory>& territories() const { return territories_; }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  std::vector<SmallTerritory> territories_;
};

}  // namespace navette::test
