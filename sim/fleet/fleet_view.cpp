#include "fleet/fleet_view.h"

#include <emmintrin.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace navette {
namespace {

constexpr std::size_t kAtOnce = 16;

// Bit k is set where a[k] and b[k] differ.
unsigned differing(const std::uint32_t* a, const std::uint32_t* b) {
  const auto same = [&](std::size_t first) {
    const auto load = [first](const std::uint32_t* from) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + first));
    };
    return _mm_cmpeq_epi32(load(a), load(b));
  };
  const __m128i low = _mm_packs_epi32(same(0), same(4));
  const __m128i high = _mm_packs_epi32(same(8), same(12));
  return ~static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(low, high))) & 0xffff;
}

}  // namespace

FleetView::FleetView(const Fleet& fleet, std::vector<Milliseconds> late_diversion_thresholds)
    : fleet_{&fleet},
      late_diversion_thresholds_{std::move(late_diversion_thresholds)},
      any_locked_{std::any_of(late_diversion_thresholds_.begin(), late_diversion_thresholds_.end(),
                              [](Milliseconds threshold) { return threshold != Milliseconds{0}; })},
      located_(fleet.size()),
      supposed_(fleet.size()),
      without_move_(fleet.size()),
      sieve_{fleet.size(), fleet.labels().landmarks()},
      sieved_(fleet.size()),
      positions_(fleet.size()),
      positioned_(fleet.size()) {
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    longest_drive_.push_back(fleet.shuttle(ShuttleId{s}).max_continuous_driving);
  }
}

const FleetSieve& FleetView::sieve() const {
  const std::span<const std::uint32_t> versions = fleet_->versions();
  const std::span<const std::uint32_t> sieved = sieved_.raw();
  // Most have not changed.
  std::size_t s = 0;
  for (; s + kAtOnce <= versions.size(); s += kAtOnce) {
    for (unsigned left = differing(&versions[s], &sieved[s]); left != 0; left &= left - 1) {
      renew_sieve(ShuttleId{s + static_cast<std::size_t>(std::countr_zero(left))});
    }
  }
  for (; s < versions.size(); ++s) {
    if (versions[s] != sieved[s]) renew_sieve(ShuttleId{s});
  }
  return sieve_;
}

void FleetView::renew_sieve(ShuttleId id) const {
  sieve_.renew(id, shuttle(id), fleet_->state(id), schedule(id), labels(), first_drive(id));
  sieved_[id] = fleet_->version(id);
}

const ShuttlePositions& FleetView::positions(ShuttleId id) const {
  if (positioned_[id] != fleet_->version(id)) {
    positions_[id].renew(shuttle(id), fleet_->state(id), schedule(id), labels(), first_drive(id));
    positioned_[id] = fleet_->version(id);
  }
  return positions_[id];
}

bool FleetView::plan_round(ShuttleId id, std::span<PlannedStop> stops, WaitingPolicy waiting) const {
  const auto soon = stops.empty() ? std::nullopt : arrives_in(id, stops.front().location);
  if (soon) stops.front().drive = *soon;
  return plan_times(origin(id), stops, waiting, *roads_, soon.has_value());
}

Milliseconds FleetView::first_drive(ShuttleId id) const {
  return schedule(id).size() > 0 ? on_the_way_for(id) + drive_to_front(id) : Milliseconds{0};
}

void FleetView::suppose(ShuttleId id, std::span<const PlannedStop> stops) const {
  supposed_[id].schedule.assign(origin(id), on_board(id), stops);
  supposed_[id].holds = true;
  sieved_[id] = positioned_[id] = 0;
}

const Origin& FleetView::origin(ShuttleId id) const {
  const ShuttleState& state = fleet_->state(id);
  Located& located = located_[id];
  if (state.driving) {
    if (located.at != now_) {
      if (located.version != fleet_->version(id)) located.progress = {};
      located.version = fleet_->version(id);
      const Location here = position(oracle().graph(), state.drive, now_, located.progress);
      located.origin = {here, Heading::ahead, now_, now_, Milliseconds{0}};
      located.at = now_;
    }
  } else {
    located.origin = state.standing;
    located.origin.from = std::max(state.standing.from, now_);
    located.origin.ready = std::max(state.standing.ready, now_);
    if (state.standing.ready <= now_) located.origin.dwell = Milliseconds{0};
    located.at = kNever;
  }
  return located.origin;
}

LaterLabel FleetView::departure_label(ShuttleId id) const {
  const ShuttleState& state = fleet_->state(id);
  if (!state.driving) return {fleet_->labels().departure(state.place_labels), Milliseconds{0}};
  return oracle().label_ahead(origin(id).location);
}

bool FleetView::no_longer_driving(ShuttleId id, std::span<const PlannedStop> stops) const {
  const ShuttleState& state = fleet_->state(id);
  const Milliseconds limit = longest_drive_[id];
  std::vector<PlannedStop> standing{state.schedule.stops().begin(), state.schedule.stops().end()};
  if (standing.empty() || stops.empty()) return false;
  if (state.driving) {
    // Who turns off sets out anew: how slowly the rest of the way would have gone is no excuse.
    const Milliseconds rest = state.drive.arrival - now_;
    const bool turns_off = stops.front().location != state.drive.to;
    standing.front().drive = turns_off ? Milliseconds{rest.count * 1'000 / state.drive.pace} : rest;
  }
  const auto allowed = driving_times(origin(id), driven(id), standing);
  const auto times = driving_times(origin(id), driven(id), stops);
  return times.size() == allowed.size() &&
         std::equal(times.begin(), times.end(), allowed.begin(),
                    [limit](Milliseconds time, Milliseconds old) { return time <= std::max(limit, old); });
}

Milliseconds FleetView::drive_to_front(ShuttleId id) const {
  const ShuttleState& state = fleet_->state(id);
  if (supposed_[id].holds) return supposed_[id].schedule.front().drive;
  return state.driving ? state.drive.arrival - now_ : state.schedule.front().drive;
}

std::size_t FleetView::locked(ShuttleId id) const {
  const Milliseconds threshold = late_diversion_thresholds_[shuttle(id).service.index()];
  if (threshold == Milliseconds{0} || fleet_->state(id).passengers.empty()) return 0;
  // Nothing is supposed in front of what is locked, so the schedule itself tells how much that is.
  const auto stops = fleet_->state(id).schedule.stops();
  std::size_t first = 0;
  for (std::size_t k = 0; k < stops.size() && stops[k].begin - now_ <= threshold; ++k) {
    if (stops[k].kind != StopKind::dropoff) continue;
    const auto& aboard = fleet_->state(id).passengers;
    if (std::find(aboard.begin(), aboard.end(), stops[k].request) != aboard.end()) first = k + 1;
  }
  return first;
}

}  // namespace navette
