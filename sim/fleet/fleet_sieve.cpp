#include "fleet/fleet_sieve.h"

#include <algorithm>
#include <optional>

namespace navette {
namespace {

constexpr std::int16_t kLongAgo = std::numeric_limits<std::int16_t>::min();
constexpr std::int16_t kNobody = std::numeric_limits<std::int16_t>::min();  // a capacity that fits nobody

}  // namespace

// From where, and from when on, a pickup is reached.
struct FleetSieve::Halt {
  Milliseconds from;
  Milliseconds ready;
  bool left = false;  // already: both lie in the past, and are not delayed by what has not happened yet
};

SieveTrip::SieveTrip(const Asked& asked, const Landmarks& landmarks)
    : pickup{asked.pickup, landmarks},
      dropoff{asked.dropoff, landmarks},
      service{Eight::all(static_cast<std::int16_t>(asked.service.value))},
      now_down{landmarks.clock_down(asked.now)},
      now_up{landmarks.clock_up(asked.now)},
      earliest{Eight::all(landmarks.steps_down(asked.earliest - asked.now))},
      latest_pickup{Eight::all(landmarks.steps_up(asked.latest_pickup - asked.now))},
      latest_dropoff{Eight::all(landmarks.steps_up(asked.latest_dropoff - asked.now))},
      boarding{Eight::all(landmarks.steps_down(asked.boarding))},
      alighting{Eight::all(landmarks.steps_down(asked.alighting))},
      drive{Eight::all(landmarks.steps_down(asked.drive))},
      slack{Eight::all(landmarks.steps_up(asked.slack))} {
  for (std::size_t d = 0; d < load.size(); ++d) load[d] = Eight::all(asked.load.count[d]);
}

FleetSieve::FleetSieve(std::size_t shuttles, const Landmarks& landmarks)
    : landmarks_{landmarks}, behind_last_((shuttles + 7) / 8), row_(shuttles, -1) {
  for (BehindLast& block : behind_last_) block.common.capacity[0].fill(kNobody);
}

void FleetSieve::set(Common& common, std::size_t lane, const Shuttle& shuttle, const Halt& halt, Milliseconds latest,
                     Milliseconds saved) const {
  common.from[lane] = landmarks_.clock_down(halt.from);
  common.ready[lane] = landmarks_.clock_down(halt.ready);
  common.latest[lane] = landmarks_.clock_up(latest);
  common.no_earlier[lane] = halt.left ? kLongAgo : std::int16_t{0};
  common.saved[lane] = landmarks_.steps_up(saved);
  common.service[lane] = static_cast<std::int16_t>(shuttle.service.value);
  for (std::size_t d = 0; d < common.capacity.size(); ++d) common.capacity[d][lane] = shuttle.capacity.count[d];
}

void FleetSieve::renew(ShuttleId id, const Shuttle& shuttle, const ShuttleState& state, const Schedule& schedule,
                       const LabelPool& labels, Milliseconds first_drive) {
  BehindLast& block = behind_last_[id.index() / 8];
  const std::size_t lane = id.index() % 8;
  const auto stops = schedule.stops();
  if (stops.empty() || stops.back().opens_shift) {
    block.common.capacity[0][lane] = kNobody;
    return give_up_row(id);
  }
  const Halt here =
      state.driving ? Halt{state.left_at, state.left_at, true} : Halt{state.standing.from, state.standing.ready, false};
  const std::size_t last = stops.size() - 1;
  const Halt halt = last == 0 ? here : Halt{stops[last - 1].begin, schedule.leave(last - 1), false};
  set(block.common, lane, shuttle, halt, schedule.latest_begin(last), last == 0 ? first_drive : stops[last].drive);
  block.halt.set(lane, labels.bounds(last == 0 ? state.place_labels : stops[last - 1].labels), landmarks_);
  block.depot.set(lane, labels.bounds(stops[last].labels), landmarks_);
  renew_between(id, shuttle, here, state.place_labels, schedule, labels, first_drive);
}

void FleetSieve::renew_between(ShuttleId id, const Shuttle& shuttle, const Halt& here, std::int32_t place,
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
  set(block.common, lane, shuttle, here, latest, longest);
}

std::int32_t FleetSieve::take_row(ShuttleId id) {
  if (free_rows_.empty()) {
    const auto first = static_cast<std::int32_t>(8 * between_.size());
    between_.emplace_back().common.capacity[0].fill(kNobody);
    for (std::int32_t lane = 7; lane >= 0; --lane) free_rows_.push_back(first + lane);
  }
  row_[id] = free_rows_.back();
  free_rows_.pop_back();
  return row_[id];
}

void FleetSieve::give_up_row(ShuttleId id) {
  if (row_[id] < 0) return;
  const auto row = static_cast<std::size_t>(row_[id]);
  between_[row / 8].common.capacity[0][row % 8] = kNobody;
  free_rows_.push_back(row_[id]);
  row_[id] = -1;
}

Eight FleetSieve::unfit(const Common& common, const SieveTrip& trip) {
  const Eight service = Eight::of(common.service);
  Eight unfit = (service > trip.service) | (trip.service > service);
  for (std::size_t d = 0; d < trip.load.size(); ++d) unfit = unfit | (trip.load[d] > Eight::of(common.capacity[d]));
  return unfit;
}

// Earliest begin of the pickup, given the least drive from the halt to it.
Eight FleetSieve::begin(const Common& common, const SieveTrip& trip, Eight to_pickup) {
  // At the halt's own place the dwell is shared.
  const Eight start =
      choose(to_pickup > Eight::all(0), Eight::of(common.ready, trip.now_up), Eight::of(common.from, trip.now_up));
  const Eight reached = max(start, Eight::of(common.no_earlier)) + to_pickup;
  return max(max(reached, Eight::all(0)), trip.earliest) - trip.slack;
}

// To the pickup, to the drop-off, back to the depot. Where a drive is above zero its ends differ, so that no dwell is
// shared.
Eight FleetSieve::cost(const BehindLast& block, const SieveTrip& trip) {
  const Eight none = Eight::all(0);
  const Eight to_pickup = least_drive(block.halt, trip.pickup);
  const Eight to_depot = least_drive(trip.dropoff, block.depot);
  const Eight back = to_depot + ((to_depot > none) & trip.alighting);
  const Eight begin = FleetSieve::begin(block.common, trip, to_pickup);
  const Eight alight = begin + trip.boarding + trip.drive;
  const Eight ruled_out = unfit(block.common, trip) | (begin > trip.latest_pickup) | (alight > trip.latest_dropoff) |
                          (alight + back > Eight::of(block.common.latest, trip.now_down) + trip.slack);
  const Eight boarding = (to_pickup > none) & trip.boarding;
  const Eight cost = to_pickup + boarding + trip.drive + back - Eight::of(block.common.saved) - trip.slack;
  return choose(ruled_out, Eight::all(kRuledOut), min(cost, Eight::all(kRuledOut - 1)));
}

// To the pickup from some visit, and then to the drop-off and on to some visit, or on at once.
Eight FleetSieve::cost(const Between& block, const SieveTrip& trip) {
  const Eight none = Eight::all(0);
  const Eight straight = max(least_drive(block.place, trip.pickup) - Eight::of(block.turning_gains), none);
  const Eight begin = FleetSieve::begin(block.common, trip, straight);
  const Eight ruled_out = unfit(block.common, trip) | (begin > trip.latest_pickup) |
                          (begin > Eight::of(block.common.latest, trip.now_down) + trip.slack);
  if (ruled_out.bits() == Eight::kAllBits) return Eight::all(kRuledOut);
  const Eight to_pickup = least_drive(block.halts, trip.pickup);
  const Eight on = least_drive(trip.pickup, block.nexts);
  const Eight back = least_drive(trip.dropoff, block.nexts);
  const Eight boarding = (to_pickup > none) & trip.boarding;
  const Eight dropoff_next = boarding + trip.drive + back + ((back > none) & trip.alighting);
  const Eight dropoff_later = on + ((on > none) & boarding);
  const Eight cost = to_pickup + min(dropoff_next, dropoff_later) - Eight::of(block.common.saved) - trip.slack;
  return choose(ruled_out, Eight::all(kRuledOut), min(cost, Eight::all(kRuledOut - 1)));
}

void FleetSieve::behind_last_visit(const SieveTrip& trip, std::vector<Eight::Lanes>& costs) const {
  costs.resize(behind_last_.size());
  for (std::size_t b = 0; b < behind_last_.size(); ++b) cost(behind_last_[b], trip).store(costs[b]);
}

void FleetSieve::between_visits(const SieveTrip& trip, std::int16_t most, std::vector<ShuttleId>& found) const {
  for (const Between& block : between_) {
    const Eight bounds = cost(block, trip);
    if ((bounds > Eight::all(most)).bits() == Eight::kAllBits) continue;
    Eight::Lanes costs;
    bounds.store(costs);
    for (std::size_t lane = 0; lane < costs.size(); ++lane) {
      if (costs[lane] <= most) found.push_back(block.shuttle[lane]);
    }
  }
}

}  // namespace navette
