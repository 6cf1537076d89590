#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "io/osm/osm_tags.h"

namespace navette {

/// What one value of `maxspeed` or its kin says.
struct SpeedLimit {
  std::optional<double> kmh;  // nothing: the value tells nothing, or what it tells is impossible
  bool impossible = false;    // beyond the limits of possible_values.h, or no speed at all

  bool operator==(const SpeedLimit&) const = default;
};

/// Where a value stands decides what it may be.
enum class LimitKey : std::uint8_t {
  limit,  // `maxspeed`: a number, or a context
  zone,   // `zone:maxspeed`: the same, but other words are no error
  hint,   // `source:maxspeed`: a context; a number alone may be a year or a page
};

/// Reads km/h, mph, knots, `walk`, `FR:rural`, `DE:zone:30`, `50;30` (the smallest, if all are possible). `none`,
/// `signals`, `variable` tell nothing. `country` decides what `rural` alone means.
SpeedLimit read_speed_limit(std::string_view value, std::string_view country, LimitKey key = LimitKey::limit);

/// Sets the speeds of both directions: the limit on the map or the class's default, under what the surface lets. Tells
/// whether a limit was left out as impossible.
void read_speeds(const TagReader& tag, const RoadRules& rules, RoadTags& road);

/// Whether the surface lets no shuttle pass at all.
bool is_impassable(const TagReader& tag);

/// Reads a ferry's `duration`: "35" (minutes), "01:30", "01:30:00", "PT1H30M". Nothing if it cannot be read, or is
/// beyond the limits of possible_values.h. [s]
std::optional<double> read_duration(std::string_view value);

}  // namespace navette
