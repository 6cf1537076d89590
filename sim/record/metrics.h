#pragma once

#include <span>
#include <vector>

#include "fleet/shuttle.h"
#include "record/indicators.h"
#include "record/recorder.h"

namespace navette {

/// Folds what happens into figures, without keeping it: what a replication needs.
class Metrics final : public Recorder {
 public:
  /// `requests` in the order of their ids; they must outlive this. `shuttles` are read at once.
  /// `residents`: whom drawn requests name, for reductions of the fare; must outlive this. nullptr: all pay the whole.
  Metrics(std::span<const TripRequest> requests, std::span<const Shuttle> shuttles, Costs costs,
          const Population* residents = nullptr);

  /// Of a scenario in which roads are closed.
  void roads_close() { figures_.roads_close = true; }

  void event(const Event& event) override;
  void stop(const StopRecord& stop) override;
  void leg(const LegRecord& leg, std::span<const TrajectorySample> samples) override;
  void request(const RequestRecord& request) override;

  [[nodiscard]] const RunFigures& figures() const { return figures_; }
  /// To be asked when the run has ended.
  [[nodiscard]] std::vector<Indicator> indicators() const { return navette::indicators(figures_, costs_); }

 private:
  void pay(const TripRequest& asked, FareGroups& fares) const;

  std::span<const TripRequest> requests_;
  const Population* residents_;
  Costs costs_;
  std::vector<bool> occupied_;  // each shuttle, after the last stop it made
  RunFigures figures_;
};

}  // namespace navette
