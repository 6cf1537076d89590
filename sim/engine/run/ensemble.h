#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "dispatch/own_policy.h"
#include "engine/scenario.h"
#include "engine/world/world.h"
#include "record/replications.h"

namespace navette {

/// Runs one scenario with one seed after another over one world, several at a time, and keeps their indicators only.
///
/// The seeds are run.seed, run.seed + 1, ... Row k is what a single run with its seed gives, to the last bit, whatever
/// the number of threads. Each thread has its own simulation; roads, labels and residents are shared.
class Ensemble {
 public:
  /// Asked by the calling thread only, after each step of the clock, with the share of the runs that have ended;
  /// false ends them all.
  using GoOn = std::function<bool(double share)>;

  /// All must outlive the ensemble. `own`: makes the policy of each run; nullptr: the scenario's decides.
  Ensemble(const World& world, const Scenario& scenario, const OwnPolicy* own = nullptr)
      : world_{world}, scenario_{scenario}, own_{own} {}

  /// Rows of indicators, by number.
  using Rows = std::map<std::size_t, std::vector<double>>;
  /// Told of each row that has ended, by any thread, one at a time.
  using RowEnded = std::function<void(std::size_t row, std::span<const double> values)>;

  /// `known`: rows that need not be run, each as long as there are indicators; those beyond `count` are passed over.
  /// Throws Interrupted if `go_on` says false, PolicyError if the dispatcher proposes what a rule forbids.
  [[nodiscard]] Replications run(int count, int threads, const GoOn& go_on = {}, const Rows& known = {},
                                 const RowEnded& row_ended = {}) const;

 private:
  const World& world_;
  const Scenario& scenario_;
  const OwnPolicy* own_;
};

}  // namespace navette
