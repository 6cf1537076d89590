#pragma once

#include <string>
#include <utility>
#include <vector>

#include "io/osm/read_map_data.h"

/// Maps written by the tests themselves, over a grid of 10 x 10 nodes numbered row by row from the south-west,
/// 0.0001 degrees apart:
///   10---11---12 ...
///    |    |    |
///    0----1----2 ...
namespace navette {

inline constexpr double kEast = 8.0155;    // from a node to the next [m]
inline constexpr double kNorth = 11.1195;  // [m]

std::string tag(const std::string& key, const std::string& value);
std::string way(int id, const std::vector<int>& nodes, const std::string& tags = "");
/// `ways`: with their role.
std::string relation(int id, const std::vector<std::pair<int, std::string>>& ways, const std::string& tags);
/// The map of these objects, as it is read from a file.
MapData map_of(const std::string& objects, MapDataReport* report = nullptr);

}  // namespace navette
