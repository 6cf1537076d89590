#pragma once

#include <optional>
#include <string_view>

#include "io/osm/osm_tags.h"

namespace navette {

/// Reads one value of `maxspeed` or its kin: km/h, mph, knots, `walk`, `FR:rural`, `DE:zone:30`, `50;30` (the
/// smallest). Nothing for `none`, `signals`, `variable` and what cannot be read. `country` decides what `rural` alone
/// means. [km/h]
std::optional<double> read_speed_limit(std::string_view value, std::string_view country);

/// Sets the speeds of both directions: the limit on the map or the class's default, under what the surface lets.
void read_speeds(const TagReader& tag, const RoadRules& rules, RoadTags& road);

/// Whether the surface lets no shuttle pass at all.
bool is_impassable(const TagReader& tag);

/// Reads a ferry's `duration`: "35" (minutes), "01:30", "01:30:00", "PT1H30M". [s]
std::optional<double> read_duration(std::string_view value);

}  // namespace navette
