#pragma once

#include <array>
#include <cstdint>

#include "network/travel_time_oracle.h"

namespace navette {

/// Departure labels of a pool, or arrival labels, of which the two asked for last stay pinned: most questions in a row
/// are about the two ends of one trip, whoever asks.
class PinnedLabels {
 public:
  explicit PinnedLabels(const TravelTimeOracle& oracle) : two_{Pinned{oracle}, Pinned{oracle}} {}

  /// The label of this slot, pinned; `label` is read if it was not. Good until the next but one is asked for.
  const PinnedPlace& of(std::int32_t slot, LabelView label) {
    std::size_t found = two_[1].slot == slot ? 1 : 0;
    if (two_[found].slot != slot) {
      found = 1 - last_;
      two_[found].place.pin(label);
      two_[found].slot = slot;
    }
    last_ = found;
    return two_[found].place;
  }
  /// The slot holds another label from now on.
  void forget(std::int32_t slot) {
    for (std::size_t k = 0; k < two_.size(); ++k) {
      if (two_[k].slot != slot) continue;
      two_[k].slot = kNone;
      last_ = 1 - k;
    }
  }

 private:
  static constexpr std::int32_t kNone = -1;
  struct Pinned {
    explicit Pinned(const TravelTimeOracle& oracle) : place{oracle} {}
    PinnedPlace place;
    std::int32_t slot = kNone;
  };
  std::array<Pinned, 2> two_;
  std::size_t last_ = 0;  // asked for: the other makes room
};

}  // namespace navette
