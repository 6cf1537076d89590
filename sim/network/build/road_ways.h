#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/coordinate.h"
#include "network/boarding.h"
#include "network/build/road_class.h"

namespace navette {

/// A point of the map that a road runs through.
struct RawNode {
  Coordinate place;
  bool barrier = false;  // nothing drives through here: a bollard, a locked gate
};

/// A drivable road as mapped: a line through raw nodes. At least two nodes; at least one direction is open.
struct RoadWay {
  std::int64_t osm_id = 0;           // a way that was cut at a gap keeps its id in every piece
  std::vector<std::uint32_t> nodes;  // rows of RawRoads::nodes
  RoadClass road_class = RoadClass::unclassified;
  bool forward = true;  // open in the order of its nodes
  bool backward = true;
  double kmh_forward = 50;  // [km/h] above 0 where the direction is open
  double kmh_backward = 50;
  Boarding boarding = Boarding::allowed;
  /// Of a ferry whose duration is known, by segment between two of its nodes: times that add up to it. Else empty: by
  /// the speeds. [ms]
  std::vector<std::int32_t> segment_times;
};

/// "From this road, over this node, you must not (or: may only) turn into that road."
struct TurnRestriction {
  std::int64_t from_way = 0;   // OpenStreetMap ids
  std::uint32_t via_node = 0;  // row of RawRoads::nodes
  std::int64_t to_way = 0;
  bool only = false;  // only this turn is allowed; else this turn is banned
};

/// Why a piece of road is not part of the network.
enum class DropReason : std::uint8_t {
  not_for_cars,        // paths, footways, steps
  not_open_yet,        // construction, proposed
  no_access,           // closed or private for the vehicles in question
  tracks,              // left out by the rules
  service_roads,       // left out by the rules
  ferries,             // left out by the rules
  areas,               // squares, not roads
  changing_direction,  // one-way in turns through the day
  outside_the_file,    // their nodes are missing from the extract
  no_length,           // of one point only
  not_connected,       // no way there and back from the main network
  cut_off_by_turns,    // reachable only over banned turns
};
inline constexpr std::size_t kDropReasons = 12;
inline constexpr std::array<std::string_view, kDropReasons> kDropReasonNames{"not for cars (paths, footways)",
                                                                             "not open (construction, planned)",
                                                                             "no access (closed, private)",
                                                                             "tracks, left out by the rules",
                                                                             "service roads, left out by the rules",
                                                                             "ferries, left out by the rules",
                                                                             "areas, not roads",
                                                                             "direction changes during the day",
                                                                             "nodes missing from the file",
                                                                             "without length, of one point",
                                                                             "not connected both ways with the rest",
                                                                             "cut off by turn restrictions"};

/// What was dropped for one reason.
struct Dropped {
  std::int64_t ways = 0;
  double metres = 0;  // as far as its nodes are in the file
};

/// What became of a turn restriction.
enum class RestrictionFate : std::uint8_t {
  honoured,
  over_ways,             // its via is a way, not a node
  at_times,              // conditional: only at some hours
  other_vehicles,        // for lorries only, or buses are exempt
  malformed,             // a member is missing or doubled, or the kind is unknown
  roads_not_in_network,  // one of its roads or its node is not driven, or is outside the file
  ambiguous,             // its road passes through the node: which side is meant?
};
inline constexpr std::size_t kRestrictionFates = 7;
inline constexpr std::array<std::string_view, kRestrictionFates> kRestrictionFateNames{
    "honoured",
    "not honoured: over a way instead of a node",
    "not honoured: at certain times only",
    "not for these vehicles",
    "not honoured: malformed",
    "without effect: its roads are not in the network",
    "not honoured: its road passes through the node"};

/// Ways with values that cannot be (possible_values.h), for which the next sign or the default of the class counts.
struct ImpossibleValues {
  std::int64_t speed_limits = 0;     // beyond the limits, or no speed at all
  std::int64_t ferry_durations = 0;  // the same; also those that do not fit the length
};

/// Everything a reader of map files hands to `build_road_graph`.
struct RawRoads {
  std::string source;  // where it was read from, for messages
  std::vector<RawNode> nodes;
  std::vector<RoadWay> ways;
  std::vector<TurnRestriction> restrictions;

  std::array<Dropped, kDropReasons> dropped{};                    // by the reader
  std::array<std::int64_t, kRestrictionFates> not_restricting{};  // restrictions the reader put aside, by reason
  std::int64_t ways_cut_at_gaps = 0;                              // nodes missing from an extract
  std::int64_t nodes_from_ways = 0;  // known by the geometry of ways only, so that barriers on them are not known
  ImpossibleValues impossible;
};

}  // namespace navette
