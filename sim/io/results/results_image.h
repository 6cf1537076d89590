#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "demand/trip_request.h"
#include "engine/scenario.h"
#include "engine/world/inhabitants.h"
#include "engine/world/service.h"
#include "fleet/shuttle.h"
#include "io/results/provenance.h"
#include "network/closed_roads.h"
#include "network/road_graph.h"
#include "record/indicators.h"
#include "record/run_tables.h"

namespace navette {

/// What the run was about; everything is referred to, nothing copied.
struct RunInput {
  const Scenario& scenario;
  const RoadGraph& graph;
  std::span<const TripRequest> requests;  // in the order of their ids
  std::span<const Shuttle> shuttles;
  std::span<const Service> services;
  const Inhabitants* inhabitants = nullptr;   // nullptr: demand was given
  std::span<const TravelCounts> travel = {};  // per day, of the inhabitants
  const ClosedRoads* closed = nullptr;        // nullptr: no roads are
  // Of the days before, from which the run learns; none: it does not.
  std::optional<std::span<const TripRequest>> earlier = {};
};

namespace hdf5 {
class Image;
}

/// The results file, put together in memory; the same run makes the same bytes.
class ResultsImage {
 public:
  /// Begins with the roads, which other threads pack while the days are simulated.
  /// What the input refers to must outlive the image. Throws OutputError if it cannot be put together.
  ResultsImage(const RunInput& input, const Provenance& provenance);
  ~ResultsImage();
  ResultsImage(const ResultsImage&) = delete;
  ResultsImage& operator=(const ResultsImage&) = delete;

  /// The file as bytes; to be called once. Sorts `tables`. Throws OutputError if it cannot be put together.
  std::vector<std::byte> finish(RunTables& tables, const std::vector<Indicator>& indicators);

 private:
  RunInput input_;
  std::unique_ptr<hdf5::Image> image_;
};

}  // namespace navette
