#pragma once

#include <cstdint>
#include <vector>

#include "core/random_stream.h"
#include "dispatch/plan/draft.h"

namespace navette::plan {

/// In which order unserved trips are put back, and where.
///
/// greedy: the cheapest first. disturbed: the same with each cost up or down by a random share. regret_2, regret_3:
/// first the trip that loses most if it must take its second (and third) best duty (Potvin and Rousseau, European
/// Journal of Operational Research 66, 1993). in_turn: in random order, each in its cheapest duty but for a few that
/// are overlooked (Christiaens and Vanden Berghe, Transportation Science 54, 2020).
enum class RepairKind : std::int8_t { greedy = 0, disturbed, regret_2, regret_3, in_turn };
inline constexpr std::uint32_t kRepairKinds = 5;

/// Puts the unserved trips of a draft back, each at the cheapest spot of a duty.
class Repair {
 public:
  /// The draft must outlive it.
  explicit Repair(Draft& draft);

  /// Inserts all trips for which there is a spot; the others stay unserved. Returns false if the draft must be undone.
  bool repair(RepairKind kind, RandomStream& random);

 private:
  struct Choice {
    Spot spot;
    double cost = 0;  // as the choice sees it
  };
  struct Next {
    std::size_t row = 0;     // of open_
    std::int32_t duty = -1;  // -1: no trip finds a spot
  };
  bool repair_in_turn(RandomStream& random);
  void look_up(std::size_t row, std::int32_t duty, bool disturbed, RandomStream& random);
  [[nodiscard]] Next most_urgent(std::size_t regret) const;
  void close(std::size_t row);

  Draft& draft_;
  std::size_t duties_;
  std::vector<std::int32_t> open_;  // trips to put back
  std::vector<Choice> choices_;     // per open trip and duty
};

}  // namespace navette::plan
