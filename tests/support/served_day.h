#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/simulation.h"

namespace navette::test {

/// Runs the simulator on a long day without limits, and keeps of it what queueing theory speaks of.
class ServedDay : public Recorder {
 public:
  /// Shuttles work from 0 to far beyond the last trip; nobody is refused for waiting or travelling long. Trips in
  /// order.
  explicit ServedDay(RoadGraph roads) : roads_{std::move(roads)} {}

  void shuttle(Location depot, std::int64_t start = 0, std::int64_t end = kFarAway);
  /// Asked for and wanted at `time`. `boarding`: dwell at either end. [ms]
  void trip(Location from, Location to, std::int64_t time, std::int64_t boarding = 0);
  /// Serves them all. Throws std::runtime_error if one was refused.
  void run(const char* policy);

  [[nodiscard]] const RoadGraph& roads() const { return roads_; }
  /// [ms], by trip
  [[nodiscard]] std::int64_t asked(std::size_t trip) const { return trips_[RequestId{trip}].submitted_at.count; }
  [[nodiscard]] std::int64_t pickup(std::size_t trip) const { return ends_[trip].pickup.count; }
  [[nodiscard]] std::int64_t dropoff(std::size_t trip) const { return ends_[trip].dropoff.count; }
  [[nodiscard]] std::size_t shuttle_of(std::size_t trip) const { return ends_[trip].shuttle.index(); }
  [[nodiscard]] std::size_t trips() const { return trips_.size(); }
  /// Requests made and not yet arrived, summed over time as the log steps them up and down. [ms]
  [[nodiscard]] std::int64_t in_system() const { return in_system_; }

 private:
  static constexpr std::int64_t kFarAway = 100'000'000'000'000;

  void event(const Event& event) override;
  void stop(const StopRecord& /*stop*/) override {}
  void leg(const LegRecord& /*leg*/, std::span<const TrajectorySample> /*samples*/) override {}
  void request(const RequestRecord& request) override { ends_.push_back(request); }

  RoadGraph roads_;
  std::vector<Shuttle> shuttles_;
  Demand trips_;
  std::vector<RequestRecord> ends_;
  std::int64_t present_ = 0;
  std::int64_t since_ = 0;
  std::int64_t in_system_ = 0;
};

/// A square of `side` x `side` junctions, each joined to its neighbours by a road of `metres` and `duration` [ms].
RoadGraph square_grid(std::int32_t side, std::int32_t metres, std::int32_t duration);
/// The junction of a square grid, as a place on the road. 0 <= column, row < side.
Location grid_place(const RoadGraph& roads, std::int32_t side, std::int32_t column, std::int32_t row);

}  // namespace navette::test
