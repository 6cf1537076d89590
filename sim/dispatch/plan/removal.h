#pragma once

#include <cstdint>
#include <vector>

#include "core/random_stream.h"
#include "dispatch/plan/draft.h"

namespace navette::plan {

enum class RemovalKind : std::int8_t { random = 0, worst, related, shuttle, stretch };
inline constexpr std::uint32_t kRemovalKinds = 5;

/// Chooses the trips that are taken out of a plan, to be put back elsewhere.
///
/// random: any. worst: those whose leaving saves most. related: trips near each other in space and time (Shaw, CP 1998;
/// Ropke and Pisinger, Transportation Science 40, 2006). shuttle: those of one duty, and of its neighbours if more are
/// wanted. stretch: trips that follow each other, of several duties that pass near each other (Christiaens and Vanden
/// Berghe, Transportation Science 54, 2020).
class Removal {
 public:
  /// The draft must outlive it.
  explicit Removal(const Draft& draft);

  /// Up to `count` trips that are planned and may move.
  const std::vector<std::int32_t>& choose(RemovalKind kind, std::int32_t count, RandomStream& stream);

 private:
  void take(std::int32_t trip);
  [[nodiscard]] bool free(std::int32_t trip) const;
  void random(std::size_t count, RandomStream& stream);
  void worst(std::size_t count, RandomStream& stream);
  void related(std::size_t count, RandomStream& stream);
  void shuttle(std::size_t count, RandomStream& stream);
  void stretch(std::size_t count, RandomStream& stream);
  /// Takes trips of one duty whose pickups follow each other, the given one among them.
  void take_stretch(std::int32_t trip, std::size_t length, RandomStream& stream);
  [[nodiscard]] Ticks saving(const Sequence& sequence, std::int32_t trip) const;

  const Draft& draft_;
  std::vector<std::int32_t> movable_;
  std::vector<std::vector<std::int32_t>> neighbours_;  // per trip: the movable others, nearest first
  std::vector<char> taken_;                            // per trip: chosen already, or locked for good
  std::vector<std::int32_t> chosen_;
  struct Ranked {
    Ticks value;
    std::int32_t trip;
    auto operator<=>(const Ranked&) const = default;
  };
  std::vector<Ranked> ranked_;          // used again
  std::vector<std::int32_t> in_order_;  // used again
};

}  // namespace navette::plan
