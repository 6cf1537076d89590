#include "dispatch/insertion/insertion_figures.h"

#include "dispatch/stop_choices.h"

namespace navette {
namespace {

// What the visits planned before are put off by, as far as passengers alight there.
Milliseconds delay_of_others(const Insertion& insertion, std::span<const PlannedStop> old,
                             std::span<const PlannedStop> stops) {
  Milliseconds delay{0};
  for (std::size_t k = 0; k < old.size(); ++k) {
    if (old[k].kind != StopKind::dropoff) continue;
    std::size_t rank = k;
    if (k >= static_cast<std::size_t>(insertion.pickup_after)) ++rank;
    if (k >= static_cast<std::size_t>(insertion.dropoff_after)) ++rank;
    const int people = -(old[k].change.seats() + old[k].change.wheelchairs());
    delay += (stops[rank].begin - old[k].begin) * people;
  }
  return delay;
}

// A shuttle that stands at its first stop need not drive there, whatever it once drove. `first`: the drive to it.
Milliseconds driving(const Origin& origin, std::span<const PlannedStop> stops, Milliseconds first) {
  Milliseconds sum{0};
  for (const PlannedStop& stop : stops) sum += stop.drive;
  if (stops.empty()) return sum;
  return sum - stops.front().drive + (stops.front().location == origin.location ? Milliseconds{0} : first);
}

}  // namespace

InsertionFigures figures_of(const PendingTrip& trip, const Insertion& insertion, const ShuttleNow& shuttle,
                            std::span<const PlannedStop> stops) {
  const auto old = shuttle.schedule->stops();
  const Origin& origin = shuttle.origin();
  const Milliseconds left = old.empty() ? Milliseconds{0} : shuttle.drive_to(0);  // the rest of it is done
  const PlannedStop& pickup = stops[static_cast<std::size_t>(insertion.pickup_after)];
  const PlannedStop& dropoff = stops[static_cast<std::size_t>(insertion.dropoff_after) + 1];
  InsertionFigures figures;
  figures.operating_time = operating_time(origin, stops) - shuttle.operating_time();
  figures.driving = driving(origin, stops, stops.front().drive) - driving(origin, old, left);
  figures.pickup = pickup.begin;
  figures.dropoff = dropoff.begin;
  figures.wait = pickup.begin - trip.asked->earliest_departure;
  figures.ride = dropoff.begin - (pickup.begin + pickup.duration);
  figures.delay = delay_of_others(insertion, old, stops);
  if (trip.choices != nullptr) {
    const auto& pair = trip.choices->pairs[static_cast<std::size_t>(insertion.choice)];
    figures.walk = trip.choices->pickups[static_cast<std::size_t>(pair.pickup)].walk +
                   trip.choices->dropoffs[static_cast<std::size_t>(pair.dropoff)].walk;
  }
  return figures;
}

}  // namespace navette
