#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dispatch/plan/problem.h"
#include "dispatch/plan/settle.h"

namespace navette::plan {

/// The visits of one duty in their order, from its start to its end, with what the search asks of them again and again.
class Sequence {
 public:
  /// Room for all visits of the problem, so that the search does not allocate.
  Sequence(const Problem& problem, std::int32_t duty);

  /// Takes over visits between the start and the end. Returns false, and is undefined, if no choice of waiting keeps
  /// all windows and limits, or a load is more than the capacity. `pickup_at`: one entry per trip, written over.
  bool assign(const Problem& problem, std::span<const std::int32_t> rows, std::vector<std::int32_t>& pickup_at);

  [[nodiscard]] std::int32_t duty() const { return duty_; }
  [[nodiscard]] std::span<const Stop> stops() const { return stops_; }
  [[nodiscard]] std::size_t size() const { return stops_.size(); }
  [[nodiscard]] bool idle() const { return stops_.size() == 2; }
  [[nodiscard]] Ticks cost() const { return cost_; }
  /// Equal for equal visits of duties that are alike, different (but for 2^-64) for others.
  [[nodiscard]] std::uint64_t key() const { return key_; }

 private:
  std::int32_t duty_;
  std::vector<Stop> stops_;
  Ticks cost_;
  std::uint64_t key_ = 0;
};

}  // namespace navette::plan
