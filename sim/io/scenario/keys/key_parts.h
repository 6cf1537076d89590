#pragma once

#include <limits>
#include <span>
#include <string_view>

#include "io/scenario/keys/scenario_keys.h"

namespace navette {

/// What kind of value a part of a list's item takes.
enum class PartKind {
  name,           // a text of 1 to 63 bytes
  text,           // a text that is not empty
  facility_kind,  // a name out of facility_kind_names()
  number,
  boolean,
  time,      // "06:30" or seconds
  times,     // an array of times
  texts,     // an array of texts
  booleans,  // an array of booleans
  places,    // an array of {lon, lat}
  pauses     // an array of {earliest, latest, duration}
};

/// One part of each item of a list: `lon` of a place, `from` of hours.
struct KeyPart {
  std::string_view name;
  PartKind kind = PartKind::time;
  bool required = true;
  std::string_view meaning{};
  double low = -std::numeric_limits<double>::infinity();  // of a number; inclusive
  double high = std::numeric_limits<double>::infinity();
};

/// The parts of the items of a key of this kind; none if it is no list of tables.
std::span<const KeyPart> parts_of(KeyKind kind);
/// Those of the pauses of a shift.
std::span<const KeyPart> pause_parts();
const KeyPart& part_named(std::span<const KeyPart> parts, std::string_view name);

}  // namespace navette
