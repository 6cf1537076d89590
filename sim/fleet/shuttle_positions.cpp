#include "fleet/shuttle_positions.h"

namespace navette {

void ShuttlePositions::renew(const Shuttle& shuttle, const ShuttleState& state, const Schedule& schedule,
                             const LabelPool& labels, Milliseconds first_drive) {
  const Landmarks& landmarks = labels.landmarks();
  const auto stops = schedule.stops();
  const std::size_t positions = stops.empty() ? 0 : stops.size() - 1;
  blocks_.resize((positions + 7) / 8);
  if (positions % 8 != 0) blocks_.back() = Block{};
  for (std::size_t rank = 0; rank < 8 * blocks_.size(); ++rank) {
    Block& block = blocks_[rank / 8];
    const std::size_t lane = rank % 8;
    if (rank >= positions || stops[rank].opens_shift) {
      block.lanes.close(lane);
      continue;
    }
    const bool first = rank == 0;
    const Load load = first ? state.on_board : schedule.load_after(rank - 1);
    const SieveLanes::Halt here = state.driving ? SieveLanes::Halt{state.left_at, state.left_at, true}
                                                : SieveLanes::Halt{state.standing.from, state.standing.ready, false};
    // A drive under way counts whole: a detour from where it is costs no less than one from where it began.
    block.lanes.set(lane, landmarks, shuttle.service, shuttle.capacity + -load,
                    first ? here : SieveLanes::Halt{stops[rank - 1].begin, schedule.leave(rank - 1), false},
                    schedule.latest_begin(rank), first ? first_drive : stops[rank].drive);
    block.halt.set(lane, labels.bounds(first ? state.place_labels : stops[rank - 1].labels), landmarks);
    block.next.set(lane, labels.bounds(stops[rank].labels), landmarks);
    block.ends_rides[lane] = ends_rides(stops[rank].kind) ? std::int16_t{-1} : std::int16_t{0};
  }
}

// To the pickup, and then to the drop-off and on to the next visit, or on at once. Where a drive is above zero its ends
// differ, so that no dwell is shared.
Eight ShuttlePositions::Block::cost(const SieveTrip& trip) const {
  const Eight none = Eight::all(0);
  const Eight never = Eight::all(kRuledOut);
  const Eight to_pickup = least_drive(halt, trip.pickup);
  const Eight begin = lanes.begin(trip, to_pickup);
  const Eight ruled_out = lanes.unfit(trip) | (begin > trip.latest_pickup);
  if (ruled_out.bits() == Eight::kAllBits) return never;
  const Eight latest = lanes.latest_begin(trip);
  const Eight leave = begin + trip.boarding;
  const Eight boarding = (to_pickup > none) & trip.boarding;

  const Eight to_next = least_drive(trip.dropoff, next);
  const Eight back = to_next + ((to_next > none) & trip.alighting);
  const Eight alight = leave + trip.drive;
  const Eight not_next = (alight > trip.latest_dropoff) | (alight + back > latest);
  const Eight on = least_drive(trip.pickup, next);
  const Eight reached = choose(on > none, leave + on, begin);
  const Eight not_later = Eight::of(ends_rides) | (reached > latest);

  const Eight dropoff_next = choose(not_next, never, boarding + trip.drive + back);
  const Eight dropoff_later = choose(not_later, never, on + ((on > none) & boarding));
  const Eight cost = to_pickup + min(dropoff_next, dropoff_later) - Eight::of(lanes.saved) - trip.slack;
  // A sum may reach the largest number by itself.
  return choose(ruled_out | (not_next & not_later), never, min(cost, Eight::all(kRuledOut - 1)));
}

}  // namespace navette
