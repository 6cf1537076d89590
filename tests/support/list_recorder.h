#pragma once

#include <vector>

#include "record/recorder.h"

namespace navette::test {

/// Keeps everything it is told.
class ListRecorder : public Recorder {
 public:
  void event(const Event& event) override { events.push_back(event); }
  void stop(const StopRecord& stop) override { stops.push_back(stop); }
  void leg(const LegRecord& leg, std::span<const TrajectorySample> samples) override {
    legs.push_back(leg);
    paths.emplace_back(samples.begin(), samples.end());
  }
  void request(const RequestRecord& request) override { requests.push_back(request); }

  std::vector<Event> events;
  std::vector<StopRecord> stops;
  std::vector<LegRecord> legs;
  std::vector<std::vector<TrajectorySample>> paths;  // of legs
  std::vector<RequestRecord> requests;
};

}  // namespace navette::test
