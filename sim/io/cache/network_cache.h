#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "io/run_listener.h"
#include "network/build/road_rules.h"
#include "network/labels/travel_time_index.h"
#include "network/road_graph.h"

namespace navette {

/// What is told about an imported network.
struct NetworkSummary {
  std::int64_t junctions = 0;
  std::int64_t roads = 0;
  std::int64_t metres_kept = 0;
  std::int64_t metres_drivable = 0;
  // What is wrong with the map, or missing from it.
  std::int64_t impossible_limits = 0;     // ways
  std::int64_t impossible_durations = 0;  // of ferries
  std::int64_t ways_cut_at_gaps = 0;
  std::int64_t ways_without_nodes = 0;
  std::int64_t nodes_from_ways = 0;
};

/// A road network ready for use: what importing a map and working out its travel times comes to.
struct PreparedNetwork {
  StoredRoadColumns roads;
  TravelTimeColumns times;
  NetworkSummary summary;
};

/// Keeps prepared networks on the disk, each in a file of its own, so that the next run need not prepare them again.
///
/// A file is known by the SHA-256 of the map, of the rules of import and of the program; it is mapped, not read, so
/// that several processes share the memory. Only files are used that nobody else can have written: of the user's own
/// (or root's), and not writable for others; and of these only such whose columns can be of a network. Nothing here is
/// an error: what is not used is told and made anew, a folder that cannot be written is told, and the run goes on
/// without.
class NetworkCache {
 public:
  /// `map_sha256`: of the file of roads.
  NetworkCache(const std::string& map_sha256, const RoadRules& rules, RunListener& listener);

  [[nodiscard]] std::optional<PreparedNetwork> find() const;
  void keep(const PreparedNetwork& network) const;

 private:
  std::string key_;
  std::optional<std::filesystem::path> file_;  // none: no cache
  RunListener& listener_;
};

}  // namespace navette
