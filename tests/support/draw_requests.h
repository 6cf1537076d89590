#pragma once

#include <cstdint>
#include <string>

#include "io/territory/territory_map.h"

namespace navette {

/// The text of a requests.csv: a plausible day of `count` trips from homes to facilities of the map and back.
///
/// Two peaks, half of it booked the day before, one in twenty with a wheelchair, and two requests that nobody can
/// serve well: one whose ends coincide, one at three in the morning.
std::string draw_requests(const TerritoryMap& map, int count, std::uint64_t seed);

}  // namespace navette
