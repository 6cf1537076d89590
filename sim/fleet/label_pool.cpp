#include "fleet/label_pool.h"

#include <algorithm>

namespace navette {

LabelPool::LabelPool(const TravelTimeOracle& oracle)
    : oracle_{oracle}, landmarks_{oracle.landmarks()}, stride_{2 * oracle.longest_place_label()} {}

std::int32_t LabelPool::add(Location place) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::int32_t>(lengths_.size() / 2));
    lengths_.resize(lengths_.size() + 2);
    entries_.resize(lengths_.size() * stride_);
    bounds_.resize(lengths_.size() / 2);
  }
  const std::int32_t slot = free_.back();
  free_.pop_back();
  set(slot, place);
  return slot;
}

void LabelPool::set(std::int32_t slot, Location place) {
  const Location on_twin = oracle_.graph().on_twin(place);
  oracle_.departure_label(place, on_twin, scratch_);
  store(2 * static_cast<std::size_t>(slot), scratch_);
  oracle_.arrival_label(place, on_twin, scratch_);
  store(2 * static_cast<std::size_t>(slot) + 1, scratch_);
  bounds_[static_cast<std::size_t>(slot)] = landmarks_.of(place, on_twin, departure(slot), arrival(slot));
}

void LabelPool::copy(std::int32_t from, std::int32_t slot) {
  for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
    const std::size_t source = 2 * static_cast<std::size_t>(from) + half;
    const std::size_t target = 2 * static_cast<std::size_t>(slot) + half;
    std::copy_n(entries_.begin() + static_cast<std::ptrdiff_t>(source * stride_), 2 * lengths_[source],
                entries_.begin() + static_cast<std::ptrdiff_t>(target * stride_));
    lengths_[target] = lengths_[source];
  }
  bounds_[static_cast<std::size_t>(slot)] = bounds_[static_cast<std::size_t>(from)];
}

void LabelPool::store(std::size_t half, const PlaceLabel& label) {
  lengths_[half] = static_cast<std::int32_t>(label.hubs.size());
  const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(half * stride_);
  std::copy(label.times.begin(), label.times.end(), std::copy(label.hubs.begin(), label.hubs.end(), first));
}

}  // namespace navette
