#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "io/results/results_image.h"
#include "support/ascii_map.h"

namespace navette::test {

/// A run that never happened, with all kinds of rows, for tests of the file alone: no law of motion holds in it.
struct SampleRun {
  explicit SampleRun(std::size_t request_count = 40, std::size_t samples_per_leg = 5, unsigned seed = 1);

  [[nodiscard]] RunInput input() const {
    return {scenario, map.graph, requests, shuttles, services, inhabitants.get(), travel, &closed, earlier};
  }
  [[nodiscard]] std::vector<std::byte> image() const;
  void replay(Recorder& recorder) const;

  AsciiMap map;
  Scenario scenario;
  std::vector<TripRequest> requests;
  std::vector<Shuttle> shuttles;
  std::vector<Service> services;                        // door to door, and a virtual line
  std::unique_ptr<Inhabitants> inhabitants;             // a hamlet
  std::vector<TravelCounts> travel;                     // two days of theirs
  std::optional<std::span<const TripRequest>> earlier;  // of days before; at first it learns from none
  ClosedRoads closed{{{EdgeId{0}, Milliseconds{0}, kDay}, {EdgeId{1}, Milliseconds{0}, kDay}}};
  RunTables tables;
  std::vector<Indicator> indicators;
  Provenance provenance{"1.2.3", "abc", "unknown"};
};

}  // namespace navette::test
