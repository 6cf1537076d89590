#include "dispatch/insertion/open_positions.h"

#include <algorithm>

namespace navette {

OpenPositions::OpenPositions(const PendingTrip& trip, const FleetView& fleet, Scratch& scratch)
    : trip_{trip},
      fleet_{fleet},
      labels_{fleet.labels()},
      pickup_{labels_.bounds(trip.pickup.labels)},
      dropoff_{labels_.bounds(trip.dropoff.labels)},
      // Once for what begins earlier, once for what may begin later.
      slack_{2 * (std::int64_t{pickup_.turning_gain} + dropoff_.turning_gain)},
      sieved_{sieved()},
      scratch_{scratch} {}

SieveTrip OpenPositions::sieved() const {
  return {
      {pickup_, dropoff_, trip_.service, trip_.pickup.change, fleet_.now(), trip_.pickup.earliest, trip_.pickup.latest,
       trip_.dropoff.latest, trip_.pickup.duration, trip_.dropoff.duration, trip_.drive, slack_},
      labels_.landmarks()};
}

void OpenPositions::find_most_promising(std::vector<OpenPosition>& found) {
  fleet_.sieve().behind_last_visit(sieved_, scratch_.costs);
  if (trip_.only.valid()) return;
  Eight least = Eight::all(kRuledOut);
  for (const Eight::Lanes& costs : scratch_.costs) least = min(least, Eight::of(costs));
  Eight::Lanes lanes;
  least.store(lanes);
  const std::int16_t cost = *std::min_element(lanes.begin(), lanes.end());
  if (cost == kRuledOut) return;
  for (std::size_t s = 0; s < fleet_.size(); ++s) {
    if (scratch_.costs[s / 8][s % 8] != cost) continue;
    tried_ = ShuttleId{s};
    add_last(tried_, cost, found);
    return;
  }
}

void OpenPositions::add_last(ShuttleId id, std::int16_t cost, std::vector<OpenPosition>& found) const {
  const std::size_t last = fleet_.schedule(id).size() - 1;
  if (last >= fleet_.first_open_rank(id)) add(id, last, cost, found);
}

void OpenPositions::add(ShuttleId id, std::size_t rank, std::int16_t cost, std::vector<OpenPosition>& found) const {
  found.push_back({labels_.landmarks().duration(cost), id, static_cast<std::int32_t>(rank)});
}

void OpenPositions::find_others(Milliseconds most, std::vector<OpenPosition>& found) {
  const std::int16_t most_steps = std::min<std::int16_t>(labels_.landmarks().steps_down(most), kRuledOut - 1);
  for (std::size_t block = 0; block < scratch_.costs.size(); ++block) {
    for_each_up_to(most_steps, Eight::of(scratch_.costs[block]), [&](std::size_t lane, std::int16_t cost) {
      const ShuttleId id{8 * block + lane};
      if (id != tried_ && is_asked(id)) add_last(id, cost, found);
    });
  }
  scratch_.shuttles.clear();
  fleet_.sieve().between_visits(sieved_, most_steps, scratch_.shuttles);
  for (const ShuttleId id : scratch_.shuttles) {
    if (!is_asked(id)) continue;
    fleet_.positions(id).find(sieved_, fleet_.first_open_rank(id), most_steps,
                              [&](std::size_t rank, std::int16_t cost) { add(id, rank, cost, found); });
  }
}

}  // namespace navette
