#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
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
std::vector<std::byte> results_image(const RunInput& input, RunTables& tables, const std::vector<Indicator>& indicators,
                                     const Provenance& provenance);

/// Keeps what happens, and writes the results file when the run has ended: under its name it is complete or absent.
class Hdf5Recorder final : public Recorder {
 public:
  /// Throws InputError if there is no folder to write it to, so that this is known before the run.
  explicit Hdf5Recorder(std::filesystem::path name);

  void event(const Event& event) override { tables_.event(event); }
  void stop(const StopRecord& stop) override { tables_.stop(stop); }
  void leg(const LegRecord& leg, std::span<const TrajectorySample> samples) override { tables_.leg(leg, samples); }
  void request(const RequestRecord& request) override { tables_.request(request); }

  /// Throws OutputError if the file cannot be written; then no file has the name, or the old one still has it.
  void write(const RunInput& input, const std::vector<Indicator>& indicators, const Provenance& provenance);

 private:
  std::filesystem::path name_;
  RunTables tables_;
};

}  // namespace navette
