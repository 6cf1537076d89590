#include "fleet/label_pool.h"

#include <algorithm>

namespace navette {

LabelPool::LabelPool(const TravelTimeOracle& oracle)
    : oracle_{oracle},
      landmarks_{oracle.landmarks()},
      longest_{oracle.longest_place_label()},
      departures_{oracle},
      arrivals_{oracle} {}

std::int32_t LabelPool::add(Location place) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::int32_t>(lengths_.size() / 2));
    lengths_.resize(lengths_.size() + 2);
    entries_.resize(2 * lengths_.size() * longest_);
    bounds_.resize(lengths_.size() / 2);
  }
  const std::int32_t slot = free_.back();
  free_.pop_back();
  set(slot, place);
  return slot;
}

void LabelPool::set(std::int32_t slot, Location place) {
  forget_pinned(slot);
  const Location on_twin = oracle_.graph().on_twin(place);
  const std::size_t half = 2 * static_cast<std::size_t>(slot);
  lengths_[half] = static_cast<std::int32_t>(oracle_.departure_label(place, on_twin, room(half)));
  lengths_[half + 1] = static_cast<std::int32_t>(oracle_.arrival_label(place, on_twin, room(half + 1)));
  bounds_[static_cast<std::size_t>(slot)] = landmarks_.of(place, on_twin);
}

void LabelPool::copy(std::int32_t from, std::int32_t slot) {
  forget_pinned(slot);
  for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
    const std::size_t source = 2 * static_cast<std::size_t>(from) + half;
    const std::size_t target = 2 * static_cast<std::size_t>(slot) + half;
    const LabelView label = view(source);
    std::copy(label.hubs.begin(), label.hubs.end(), room(target).hubs);
    std::copy(label.times.begin(), label.times.end(), room(target).times);
    lengths_[target] = lengths_[source];
  }
  bounds_[static_cast<std::size_t>(slot)] = bounds_[static_cast<std::size_t>(from)];
}

}  // namespace navette
