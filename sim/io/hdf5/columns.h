#pragma once

#include <limits>
#include <string>

#include "core/coordinate.h"
#include "core/units.h"
#include "io/hdf5/file.h"
#include "network/location.h"

/// The kinds of column that the tables of the results file are made of.
namespace navette::hdf5 {

inline constexpr std::int64_t kNoRow = -1;
inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

/// As stored: a time that there is not, or a limit that is none, becomes kNoTime.
constexpr std::int64_t stored(Milliseconds time) { return time >= kNever || time <= -kNever ? kNoTime : time.count; }

/// time(row) is a Milliseconds.
template <class Time>
void times(Rows& rows, const std::string& name, const std::string& long_name, Time&& time) {
  rows.column<std::int64_t>({.name = name, .units = "ms", .long_name = long_name},
                            [&](std::size_t row) { return time(row).count; });
}
/// The same, of times that may be missing.
template <class Time>
void times_or_none(Rows& rows, const std::string& name, const std::string& long_name, Time&& time) {
  rows.column<std::int64_t>({.name = name, .units = "ms", .long_name = long_name, .missing = kNoTime},
                            [&](std::size_t row) { return stored(time(row)); });
}

/// number(row) is an integer that fits into T.
template <class T, class Number>
void numbers(Rows& rows, const std::string& name, const std::string& units, const std::string& long_name,
             Number&& number) {
  rows.column<T>({.name = name, .units = units, .long_name = long_name}, number);
}
/// Numbers of rows in another table, none of them missing. id(row) is an Id.
template <class GetId>
void ids(Rows& rows, const std::string& name, const std::string& long_name, GetId&& id) {
  rows.column<std::int32_t>({.name = name, .units = "1", .long_name = long_name},
                            [&](std::size_t row) { return id(row).value; });
}
template <class GetId>
void ids_or_none(Rows& rows, const std::string& name, const std::string& long_name, GetId&& id) {
  rows.column<std::int32_t>({.name = name, .units = "1", .long_name = long_name, .missing = kNoRow},
                            [&](std::size_t row) { return id(row).value; });
}

/// A code of ours, with the names of its numbers. code(row) is an enumerator or a bool.
template <class Code>
void codes(Rows& rows, const std::string& name, const std::string& long_name, const Flags& flags, Code&& code) {
  rows.column<std::int8_t>({.name = name, .units = "1", .long_name = long_name, .flags = flags},
                           [&](std::size_t row) { return static_cast<std::int8_t>(code(row)); });
}

/// Two columns, PREFIXlon and PREFIXlat. place(row) is a Coordinate.
template <class Place>
void coordinates(Rows& rows, const std::string& prefix, const std::string& long_name, Place&& place) {
  constexpr double kUnit = 1e-7;  // [degrees]
  rows.column<std::int32_t>({.name = prefix + "lon",
                             .units = "degrees_east",
                             .long_name = long_name.empty() ? "longitude" : long_name,
                             .attributes = {{"standard_name", "longitude"}},
                             .scale_factor = kUnit},
                            [&](std::size_t row) { return place(row).lon; });
  rows.column<std::int32_t>({.name = prefix + "lat",
                             .units = "degrees_north",
                             .long_name = long_name.empty() ? "latitude" : long_name,
                             .attributes = {{"standard_name", "latitude"}},
                             .scale_factor = kUnit},
                            [&](std::size_t row) { return place(row).lat; });
}

/// Two columns, PREFIXedge and PREFIXoffset. place(row) is a Location; where that may be invalid, both are marked so.
template <class Place>
void locations(Rows& rows, const std::string& prefix, const std::string& long_name, bool may_be_missing,
               Place&& place) {
  ColumnText edge{.name = prefix + "edge", .units = "1", .long_name = long_name};
  ColumnText offset{
      .name = prefix + "offset", .units = "ms", .long_name = long_name + ": driving time from the tail of the edge"};
  if (may_be_missing) edge.missing = offset.missing = kNoRow;
  rows.column<std::int32_t>(edge, [&](std::size_t row) { return place(row).edge.value; });
  rows.column<std::int32_t>(offset, [&](std::size_t row) {
    const Location location = place(row);
    return location.valid() ? location.offset : static_cast<std::int32_t>(kNoRow);
  });
}

}  // namespace navette::hdf5
