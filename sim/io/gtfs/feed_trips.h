#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/units.h"
#include "io/gtfs/feed_files.h"

namespace navette {

/// One row of stop_times.txt.
struct FeedCall {
  std::int64_t sequence = 0;
  std::string stop;                       // stop_id, or a location group of GTFS-Flex
  std::optional<Milliseconds> departure;  // none: between its neighbours, or at any time of a window
  bool window = false;                    // GTFS-Flex: no time but a window
  bool pickup = true;                     // passengers may board; pickup_type 1: they may not
  bool dropoff = true;                    // passengers may alight; drop_off_type 1: they may not
};

/// One trip of the routes asked for.
struct FeedTrip {
  std::string id;
  std::string service;          // service_id
  std::vector<FeedCall> calls;  // in order of stop_sequence
};

/// The trips of some routes (route_id or route_short_name; empty: of all), in the order of trips.txt.
/// Throws InputError with all that is wrong with the rows of these trips.
std::vector<FeedTrip> read_feed_trips(const FeedFiles& feed, const std::vector<std::string>& routes);

/// Gives each call without a departure one in even steps between its neighbours that have one.
/// False: the first or the last call has none, or times go back.
bool complete_times(std::vector<FeedCall>& calls);

/// Headways of frequencies.txt: a trip that stands there runs again and again, from `start` until before `end`.
struct Headway {
  Milliseconds start;
  Milliseconds end;
  Milliseconds every;
};
std::unordered_map<std::string, std::vector<Headway>> read_headways(const FeedFiles& feed);

/// Stops by location group; of feeds without any, empty.
std::unordered_map<std::string, std::vector<std::string>> read_location_groups(const FeedFiles& feed);

}  // namespace navette
