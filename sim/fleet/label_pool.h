#pragma once

#include <cstdint>
#include <vector>

#include "network/landmarks.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// The hub labels of the places shuttles are at or bound for, each kept while somebody needs it.
///
/// Slots of one size in one block of memory: dispatch streams them, and nothing is allocated once the pool has grown.
class LabelPool {
 public:
  explicit LabelPool(const TravelTimeOracle& oracle);

  /// Takes a slot and fills it with both labels of a place.
  std::int32_t add(Location place);
  /// Fills a slot with the labels of another place.
  void set(std::int32_t slot, Location place);
  /// Fills a slot with the labels that another holds.
  void copy(std::int32_t from, std::int32_t slot);
  void release(std::int32_t slot) { free_.push_back(slot); }

  [[nodiscard]] LabelView departure(std::int32_t slot) const { return view(2 * static_cast<std::size_t>(slot)); }
  [[nodiscard]] LabelView arrival(std::int32_t slot) const { return view(2 * static_cast<std::size_t>(slot) + 1); }
  /// How far the place is from the landmarks.
  [[nodiscard]] const LandmarkTimes& bounds(std::int32_t slot) const { return bounds_[static_cast<std::size_t>(slot)]; }
  [[nodiscard]] const Landmarks& landmarks() const { return landmarks_; }

 private:
  [[nodiscard]] LabelView view(std::size_t half) const {
    const auto length = static_cast<std::size_t>(lengths_[half]);
    const std::int32_t* first = entries_.data() + 2 * half * longest_;
    return {{first, length}, {first + longest_, length}};
  }
  [[nodiscard]] LabelRoom room(std::size_t half) {
    std::int32_t* first = entries_.data() + 2 * half * longest_;
    return {first, first + longest_};
  }

  const TravelTimeOracle& oracle_;
  const Landmarks& landmarks_;
  std::size_t longest_;                // label
  std::vector<std::int32_t> entries_;  // (2 slots, 2, longest): hubs, and times [ms]
  std::vector<std::int32_t> lengths_;  // (2 slots)
  std::vector<std::int32_t> free_;
  std::vector<LandmarkTimes> bounds_;  // (slots)
};

}  // namespace navette
