#include "fleet/fleet_sieve.h"

#include <algorithm>
#include <optional>

namespace navette {

FleetSieve::FleetSieve(std::size_t shuttles, const Landmarks& landmarks)
    : landmarks_{landmarks}, behind_last_((shuttles + 7) / 8), row_(shuttles, -1) {
  for (BehindLast& block : behind_last_) block.lanes.close_all();
}

void FleetSieve::renew(ShuttleId id, const Shuttle& shuttle, const ShuttleState& state, const Schedule& schedule,
                       const LabelPool& labels, Milliseconds first_drive) {
  BehindLast& block = behind_last_[id.index() / 8];
  const std::size_t lane = id.index() % 8;
  const auto stops = schedule.stops();
  if (stops.empty() || stops.back().opens_shift) {
    block.lanes.close(lane);
    return give_up_row(id);
  }
  using Halt = SieveLanes::Halt;
  const Halt here =
      state.driving ? Halt{state.left_at, state.left_at, true} : Halt{state.standing.from, state.standing.ready, false};
  const std::size_t last = stops.size() - 1;
  const Halt halt = last == 0 ? here : Halt{stops[last - 1].begin, schedule.leave(last - 1), false};
  block.lanes.set(lane, landmarks_, shuttle.service, shuttle.capacity, halt, schedule.latest_begin(last),
                  last == 0 ? first_drive : stops[last].drive);
  block.halt.set(lane, labels.bounds(last == 0 ? state.place_labels : stops[last - 1].labels), landmarks_);
  block.depot.set(lane, labels.bounds(stops[last].labels), landmarks_);
  renew_between(id, shuttle, here, state.place_labels, schedule, labels, first_drive);
}

void FleetSieve::renew_between(ShuttleId id, const Shuttle& shuttle, const SieveLanes::Halt& here, std::int32_t place,
                               const Schedule& schedule, const LabelPool& labels, Milliseconds first_drive) {
  const auto stops = schedule.stops();
  const LandmarkTimes* halt = &labels.bounds(place);
  std::optional<PlacesNear> halts;
  std::optional<PlacesNear> nexts;
  Milliseconds latest;
  Milliseconds longest{0};
  std::int32_t gains = 0;
  for (std::size_t k = 0; k + 1 < stops.size(); ++k) {
    const LandmarkTimes& next = labels.bounds(stops[k].labels);
    if (!stops[k].opens_shift) {
      halts ? halts->add(*halt) : static_cast<void>(halts.emplace(*halt));
      nexts ? nexts->add(next) : static_cast<void>(nexts.emplace(next));
      latest = schedule.latest_begin(k);
      // A drive under way counts whole: a detour from where it is costs no less than one from where it began.
      longest = std::max(longest, k == 0 ? first_drive : stops[k].drive);
    }
    gains += next.turning_gain;
    halt = &next;
  }
  if (!halts) return give_up_row(id);
  const auto row = static_cast<std::size_t>(row_[id] < 0 ? take_row(id) : row_[id]);
  Between& block = between_[row / 8];
  const std::size_t lane = row % 8;
  block.shuttle[lane] = id;
  block.place.set(lane, labels.bounds(place), landmarks_);
  block.halts.set_from(lane, *halts, landmarks_);
  block.nexts.set_to(lane, *nexts, landmarks_);
  block.turning_gains[lane] = landmarks_.steps_up(Milliseconds{gains});
  block.lanes.set(lane, landmarks_, shuttle.service, shuttle.capacity, here, latest, longest);
}

std::int32_t FleetSieve::take_row(ShuttleId id) {
  if (free_rows_.empty()) {
    const auto first = static_cast<std::int32_t>(8 * between_.size());
    between_.emplace_back().lanes.close_all();
    for (std::int32_t lane = 7; lane >= 0; --lane) free_rows_.push_back(first + lane);
  }
  row_[id] = free_rows_.back();
  free_rows_.pop_back();
  return row_[id];
}

void FleetSieve::give_up_row(ShuttleId id) {
  if (row_[id] < 0) return;
  const auto row = static_cast<std::size_t>(row_[id]);
  between_[row / 8].lanes.close(row % 8);
  free_rows_.push_back(row_[id]);
  row_[id] = -1;
}

// To the pickup, to the drop-off, back to the depot. Where a drive is above zero its ends differ, so that no dwell is
// shared.
Eight FleetSieve::cost(const BehindLast& block, const SieveTrip& trip) {
  const Eight none = Eight::all(0);
  const Eight to_pickup = least_drive(block.halt, trip.pickup);
  const Eight to_depot = least_drive(trip.dropoff, block.depot);
  const Eight back = to_depot + ((to_depot > none) & trip.alighting);
  const Eight begin = block.lanes.begin(trip, to_pickup);
  const Eight alight = begin + trip.boarding + trip.drive;
  const Eight ruled_out = block.lanes.unfit(trip) | (begin > trip.latest_pickup) | (alight > trip.latest_dropoff) |
                          (alight + back > block.lanes.latest_begin(trip));
  const Eight boarding = (to_pickup > none) & trip.boarding;
  const Eight cost = to_pickup + boarding + trip.drive + back - Eight::of(block.lanes.saved) - trip.slack;
  return choose(ruled_out, Eight::all(kRuledOut), min(cost, Eight::all(kRuledOut - 1)));
}

// To the pickup from some visit, and then to the drop-off and on to some visit, or on at once.
Eight FleetSieve::cost(const Between& block, const SieveTrip& trip) {
  const Eight none = Eight::all(0);
  const Eight straight = max(least_drive(block.place, trip.pickup) - Eight::of(block.turning_gains), none);
  const Eight begin = block.lanes.begin(trip, straight);
  const Eight ruled_out =
      block.lanes.unfit(trip) | (begin > trip.latest_pickup) | (begin > block.lanes.latest_begin(trip));
  if (ruled_out.bits() == Eight::kAllBits) return Eight::all(kRuledOut);
  const Eight to_pickup = least_drive(block.halts, trip.pickup);
  const Eight on = least_drive(trip.pickup, block.nexts);
  const Eight back = least_drive(trip.dropoff, block.nexts);
  const Eight boarding = (to_pickup > none) & trip.boarding;
  const Eight dropoff_next = boarding + trip.drive + back + ((back > none) & trip.alighting);
  const Eight dropoff_later = on + ((on > none) & boarding);
  const Eight cost = to_pickup + min(dropoff_next, dropoff_later) - Eight::of(block.lanes.saved) - trip.slack;
  return choose(ruled_out, Eight::all(kRuledOut), min(cost, Eight::all(kRuledOut - 1)));
}

void FleetSieve::behind_last_visit(const SieveTrip& trip, std::vector<Eight::Lanes>& costs) const {
  costs.resize(behind_last_.size());
  for (std::size_t b = 0; b < behind_last_.size(); ++b) cost(behind_last_[b], trip).store(costs[b]);
}

void FleetSieve::between_visits(const SieveTrip& trip, std::int16_t most, std::vector<ShuttleId>& found) const {
  for (const Between& block : between_) {
    for_each_up_to(most, cost(block, trip),
                   [&](std::size_t lane, std::int16_t /*cost*/) { found.push_back(block.shuttle[lane]); });
  }
}

}  // namespace navette
