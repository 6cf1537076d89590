#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demand/trip_request.h"
#include "engine/inhabitants.h"
#include "engine/scenario.h"
#include "fleet/shuttle.h"
#include "network/road_graph.h"
#include "record/indicators.h"
#include "record/run_tables.h"

namespace navette {

/// Where a results file comes from, besides its scenario.
struct Provenance {
  std::string version;                   // of the program
  std::string git_hash = "unknown";      // of its source
  std::string roads_sha256 = "unknown";  // of the file of roads, hexadecimal
};

/// The version of the file's layout, raised when something in docs/results-format.md is removed or changes meaning.
inline constexpr int kResultsSchemaVersion = 1;

/// How every HDF5 file begins.
inline constexpr std::string_view kHdf5Signature{"\x89HDF\r\n\x1a\n"};

/// What the run was about; everything is referred to, nothing copied.
struct RunInput {
  const Scenario& scenario;
  const RoadGraph& graph;
  std::span<const TripRequest> requests;  // in the order of their ids
  std::span<const Shuttle> shuttles;
  const Inhabitants* inhabitants = nullptr;   // nullptr: demand was given
  std::span<const TravelCounts> travel = {};  // per day, of the inhabitants
};

/// The results file as bytes; the same run makes the same bytes. Sorts `tables`.
/// Throws OutputError if it cannot be put together.
std::vector<std::byte> results_image(const RunInput& input, RunTables& tables, const std::vector<Indicator>& indicators,
                                     const Provenance& provenance);

}  // namespace navette
