#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dispatch/plan/problem.h"
#include "dispatch/plan/sequence.h"
#include "dispatch/plan/spot.h"
#include "dispatch/plan/spot_memo.h"

namespace navette::plan {

/// The plan under work: one sequence per duty, the trips that are in none, and a way back to the plan before.
class Draft {
 public:
  /// Throws std::invalid_argument if the plan is not feasible. The problem must outlive the draft.
  Draft(const Problem& problem, const Plan& plan);

  [[nodiscard]] const Problem& problem() const { return problem_; }
  [[nodiscard]] const Sequence& sequence(std::int32_t duty) const { return sequences_[static_cast<std::size_t>(duty)]; }
  [[nodiscard]] std::int32_t duty_of(std::int32_t trip) const { return duty_of_[static_cast<std::size_t>(trip)]; }
  [[nodiscard]] const std::vector<std::int32_t>& unserved() const { return unserved_; }
  [[nodiscard]] Ticks cost() const { return cost_; }
  [[nodiscard]] Plan plan() const;

  /// Takes trips out. Returns false if what remains is not feasible; then `undo`.
  bool remove(std::span<const std::int32_t> trips);
  /// Puts an unserved trip where `spot` says. Returns false if that is not feasible; then `undo`.
  bool insert(std::int32_t trip, std::int32_t duty, const Spot& spot);
  /// The cheapest spot, remembered for the next time the same sequence is met.
  Spot spot(std::int32_t trip, std::int32_t duty);

  /// What stands now is where `undo` leads back to.
  void keep();
  void undo();

 private:
  void touch(std::int32_t duty);

  const Problem& problem_;
  std::vector<Sequence> sequences_;
  std::vector<std::int32_t> duty_of_;  // per trip; -1: unserved
  std::vector<std::int32_t> unserved_;
  Ticks cost_;
  // As kept.
  std::vector<Sequence> kept_sequences_;
  std::vector<std::int32_t> kept_duty_of_;
  std::vector<std::int32_t> kept_unserved_;
  Ticks kept_cost_;
  std::vector<std::int32_t> touched_;  // duties that differ from what is kept
  std::vector<char> is_touched_;

  SpotFinder finder_;
  SpotMemo memo_;
  std::vector<std::int32_t> rows_;       // used again
  std::vector<std::int32_t> pickup_at_;  // used again
};

}  // namespace navette::plan
