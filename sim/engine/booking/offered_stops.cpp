#include "engine/booking/offered_stops.h"

#include <algorithm>

#include "fleet/drive.h"

namespace navette {

StopChoice stop_choice(const PlannedStop& at_door, const TripEnd& end, bool pickup, std::int32_t labels) {
  StopChoice choice;
  choice.visit = at_door;
  choice.visit.location = end.place;
  choice.visit.labels = labels;
  if (pickup) {
    choice.visit.earliest = std::max(at_door.earliest + end.walk, end.earliest);
    choice.visit.latest = std::min(at_door.latest, end.latest);
  } else {
    choice.visit.earliest = std::max(at_door.earliest, end.earliest);
    choice.visit.latest = std::min(at_door.latest < kNever ? at_door.latest - end.walk : kNever, end.latest);
  }
  choice.walk = end.walk;
  choice.stop = end.stop;
  return choice;
}

Milliseconds drive_between(const RoadGraph& roads, const LabelPool& labels, Location from, std::int32_t from_labels,
                           Location to, std::int32_t to_labels) {
  const Milliseconds on_one_road = same_edge_time(roads, from, to, Heading::either);
  return std::min(on_one_road, Milliseconds{labels.time_from(from_labels, labels.arrival(to_labels))});
}

void pair_up(const Service& offered, std::span<const TripEnd> pickups, std::span<const TripEnd> dropoffs,
             const RoadGraph& roads, const LabelPool& labels, StopChoices& choices) {
  for (std::size_t p = 0; p < pickups.size(); ++p) {
    const PlannedStop& pickup = choices.pickups[p].visit;
    for (std::size_t d = 0; d < dropoffs.size(); ++d) {
      if (!offered.joins(pickups[p], dropoffs[d])) continue;
      const PlannedStop& dropoff = choices.dropoffs[d].visit;
      const Milliseconds ride =
          drive_between(roads, labels, pickup.location, pickup.labels, dropoff.location, dropoff.labels);
      if (pickup.earliest > pickup.latest || pickup.earliest + pickup.duration + ride > dropoff.latest) continue;
      choices.pairs.push_back({static_cast<std::int32_t>(p), static_cast<std::int32_t>(d), ride,
                               offered.shuttle_of(pickups[p].course), pickups[p].course});
    }
  }
  std::stable_sort(choices.pairs.begin(), choices.pairs.end(), [&](const auto& a, const auto& b) {
    const auto on_foot = [&](const StopChoices::Pair& pair) {
      return choices.pickups[static_cast<std::size_t>(pair.pickup)].walk +
             choices.dropoffs[static_cast<std::size_t>(pair.dropoff)].walk;
    };
    return on_foot(a) < on_foot(b);
  });
}

}  // namespace navette
