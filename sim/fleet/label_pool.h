#pragma once

#include <cstdint>
#include <vector>

#include "fleet/pinned_labels.h"
#include "network/landmarks.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// The hub labels of the places shuttles are at or bound for, each kept while somebody needs it.
///
/// Slots of one size in one block of memory: dispatch streams them, and nothing is allocated once the pool has grown.
/// One thread's: who asks for times changes what is pinned.
class LabelPool {
 public:
  explicit LabelPool(const TravelTimeOracle& oracle);

  /// Has what a place's labels are made of on its way from memory, where it lies far apart: otherwise one piece after
  /// the other would be waited for.
  void fetch(Location place) const {
    oracle_.fetch_labels(place);
    oracle_.graph().fetch_shape(place.edge);
  }
  /// Takes a slot and fills it with both labels of a place.
  std::int32_t add(Location place);
  /// Fills a slot with the labels of another place.
  void set(std::int32_t slot, Location place);
  /// Fills a slot with the labels that another holds.
  void copy(std::int32_t from, std::int32_t slot);
  void release(std::int32_t slot) { free_.push_back(slot); }

  [[nodiscard]] LabelView departure(std::int32_t slot) const { return view(2 * static_cast<std::size_t>(slot)); }
  [[nodiscard]] LabelView arrival(std::int32_t slot) const { return view(2 * static_cast<std::size_t>(slot) + 1); }
  /// Fastest way over any hub from a place of the pool, or to one, to or from a place whose label is at hand; as
  /// PinnedPlace, the case of two places on one road is not seen. [ms]
  [[nodiscard]] std::int32_t time_from(std::int32_t slot, LabelView arrival) const {
    return departures_.of(slot, departure(slot)).time(arrival);
  }
  [[nodiscard]] std::int32_t time_to(std::int32_t slot, LabelView departure) const {
    return arrivals_.of(slot, arrival(slot)).time(departure);
  }
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

  /// The slot's labels are others from now on.
  void forget_pinned(std::int32_t slot) {
    departures_.forget(slot);
    arrivals_.forget(slot);
  }

  const TravelTimeOracle& oracle_;
  const Landmarks& landmarks_;
  std::size_t longest_;                // label
  std::vector<std::int32_t> entries_;  // (2 slots, 2, longest): hubs, and times [ms]
  std::vector<std::int32_t> lengths_;  // (2 slots)
  std::vector<std::int32_t> free_;
  std::vector<LandmarkTimes> bounds_;  // (slots)
  mutable PinnedLabels departures_;
  mutable PinnedLabels arrivals_;
};

}  // namespace navette
