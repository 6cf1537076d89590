#pragma once

#include <cstddef>
#include <vector>

#include "record/recorder.h"

namespace navette {

/// Keeps all that happened, for the results file. About 60 bytes per event, stop or leg, 12 per edge driven.
class RunTables final : public Recorder {
 public:
  /// Where the samples of a leg stand among `sample_edge`, `sample_entry`.
  struct Samples {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  void event(const Event& event) override { events.push_back(event); }
  void stop(const StopRecord& stop) override { stops.push_back(stop); }
  void leg(const LegRecord& leg, std::span<const TrajectorySample> samples) override;
  void request(const RequestRecord& request) override { requests.push_back(request); }

  /// Puts stops in order of (shuttle, begin), legs and their samples in order of (shuttle, departure); what is equal
  /// stays as it came.
  void sort();

  std::vector<Event> events;
  std::vector<StopRecord> stops;
  std::vector<LegRecord> legs;
  std::vector<Samples> leg_samples;  // of each leg
  std::vector<EdgeId> sample_edge;
  std::vector<Milliseconds> sample_entry;
  std::vector<RequestRecord> requests;
};

}  // namespace navette
