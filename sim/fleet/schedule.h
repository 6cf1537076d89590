#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/units.h"
#include "fleet/load.h"
#include "fleet/planned_stop.h"
#include "fleet/waiting_policy.h"
#include "network/known_roads.h"
#include "network/location.h"

namespace navette {

/// Where and when the rest of a schedule starts.
struct Origin {
  Location location;
  Heading heading = Heading::either;
  Milliseconds from;      // a visit at this very place may begin from here on
  Milliseconds ready;     // the shuttle may leave from here on
  Milliseconds dwell{0};  // of the halt under way, shared by visits added at this place
};

/// Whether a visit shares the dwell of the one before it, which is at `place`. A pause shares none: it begins when all
/// else at its place has ended, and what follows begins when it has.
inline bool shares_halt(Location place, StopKind before, const PlannedStop& stop) {
  return stop.location == place && before != StopKind::pause && stop.kind != StopKind::pause;
}

/// Sets `arrival` and `begin` of each stop to the earliest times for which some choice of waiting keeps every window
/// and every ride limit; `drive` must be set. Neighbours at one place share the dwell: each may begin as soon as the
/// one before it has begun, and the shuttle leaves when the last has ended.
///
/// Returns false, and leaves times undefined, if no choice of waiting does. A ride limit bounds the pickup from below
/// by its drop-off, so the times are the least fixed point of a system of difference constraints (Hunsaker and
/// Savelsbergh, Operations Research Letters 30, 2002, state the problem; Bellman-Ford rounds solve it).
bool plan_times(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting);

/// The same where roads are closed: sets `drive` as well, by the moment at which the shuttle leaves. `under_way`: it
/// drives to the first stop already, and `drive` of that is how long it still will. A drive may become much longer by
/// leaving a little later, so a chain of delays for ride limits need not end; it is given up after so many rounds as
/// never occur otherwise, and the times are then not to be kept.
bool plan_times(const Origin& origin, std::span<PlannedStop> stops, WaitingPolicy waiting, KnownRoads& roads,
                bool under_way);

/// Driving plus dwell of the stops from the origin on, waiting and pauses excluded.
Milliseconds operating_time(const Origin& origin, std::span<const PlannedStop> stops);

/// Each time at the wheel up to a pause or a depot visit. `driven`: up to the origin.
std::vector<Milliseconds> driving_times(const Origin& origin, Milliseconds driven, std::span<const PlannedStop> stops);
/// The longest of these.
Milliseconds longest_driving(const Origin& origin, Milliseconds driven, std::span<const PlannedStop> stops);

/// What one shuttle has still to do, and per stop what dispatch asks again and again.
///
/// Rank 0 is the origin, rank k the k-th stop. The last stop is always a depot.
class Schedule {
 public:
  /// Takes over stops whose times are planned.
  void assign(const Origin& origin, Load on_board, std::span<const PlannedStop> stops);
  /// The first stop's service has begun.
  void pop_front();
  /// A passenger is on board: the ride limit of the drop-off becomes a fixed latest time.
  void start_ride(RequestId request, Milliseconds latest_dropoff);

  [[nodiscard]] std::span<const PlannedStop> stops() const { return {stops_.data() + first_, stops_.size() - first_}; }
  [[nodiscard]] std::size_t size() const { return stops_.size() - first_; }
  [[nodiscard]] PlannedStop& front() { return stops_[first_]; }
  [[nodiscard]] const PlannedStop& front() const { return stops_[first_]; }

  /// Earliest time the shuttle can leave after the k-th stop (k from 0), others at the same place before it included.
  [[nodiscard]] Milliseconds leave(std::size_t k) const { return derived_[first_ + k].leave; }
  /// Latest begin of the k-th stop for which all windows behind it hold; ride limits not counted: an upper bound.
  [[nodiscard]] Milliseconds latest_begin(std::size_t k) const { return derived_[first_ + k].latest_begin; }
  /// The first stop whose latest begin is no earlier than a time; size() if there is none. Latest begins never fall.
  [[nodiscard]] std::size_t first_that_can_begin(Milliseconds time) const {
    const auto first = derived_.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto found =
        std::partition_point(first, derived_.end(), [time](const Derived& stop) { return stop.latest_begin < time; });
    return static_cast<std::size_t>(found - first);
  }
  /// On board after the k-th stop.
  [[nodiscard]] const Load& load_after(std::size_t k) const { return derived_[first_ + k].load_after; }

 private:
  void derive_latest_begins();

  struct Derived {
    Milliseconds leave;
    Milliseconds latest_begin;
    Load load_after;
  };
  std::vector<PlannedStop> stops_;
  std::vector<Derived> derived_;  // per stop
  std::size_t first_ = 0;         // stops before it are done
};

}  // namespace navette
