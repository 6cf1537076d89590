#include "fleet/shuttle_brief.h"

#include <algorithm>

namespace navette {

ShuttleBrief brief_of(const Shuttle& shuttle, const ShuttleState& state, const Schedule& schedule,
                      const LabelPool& labels, Milliseconds first_drive) {
  ShuttleBrief brief;
  brief.service = shuttle.service;
  brief.capacity = shuttle.capacity;
  brief.place = state.place_labels;
  const auto stops = schedule.stops();
  if (stops.empty()) return brief;
  const PlannedStop& front = stops.front();
  brief.idle = !state.driving && stops.size() == 1 && !front.opens_shift && state.passengers.empty();
  brief.front = front.labels;
  brief.location = state.standing.location;
  brief.front_location = front.location;
  brief.from = state.standing.from;
  brief.ready = state.standing.ready;
  brief.drive_to_front = front.drive;
  brief.latest_front = schedule.latest_begin(0);
  if (brief.idle) return brief;
  // A drive under way counts whole: a detour from where it is costs no less than one from where it began.
  if (stops.size() > 1) brief.longest_drive = first_drive;
  for (std::size_t k = 1; k + 1 < stops.size(); ++k) {
    brief.longest_drive = std::max(brief.longest_drive, stops[k].drive);
  }
  brief.last_rank = stops.size() - 1;
  brief.places = PlacesNear{labels.bounds(brief.place)};
  for (const PlannedStop& stop : stops) brief.places.add(labels.bounds(stop.labels));
  return brief;
}

}  // namespace navette
