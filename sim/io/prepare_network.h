#pragma once

#include <filesystem>
#include <string>

#include "io/cache/network_cache.h"
#include "io/run_listener.h"
#include "network/build/road_rules.h"

namespace navette {

/// Roads and travel times of a map, and which map it was.
struct NetworkOfMap {
  PreparedNetwork network;
  std::string sha256;  // of the file, hexadecimal
};

/// Finds a map's roads and travel times prepared in the cache; else imports the roads, works the times out and keeps
/// both there. Says how large the network is.
/// Throws InputError if the file is not a map, Interrupted between its steps.
NetworkOfMap prepare_network(const std::filesystem::path& roads, const RoadRules& rules, RunListener& listener);

}  // namespace navette
