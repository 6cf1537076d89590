#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/id.h"
#include "core/units.h"
#include "fleet/fleet_view.h"

namespace navette {

/// What could be allowed, one thing at a time (but for one pair), so that a shuttle can serve a request after all. In
/// the order told.
enum class RelaxationKind : std::int8_t {
  wait,                  // this passenger's latest pickup
  travel_time,           // this passenger's latest drop-off: travel time, or the arrival asked for
  ride,                  // this passenger's longest ride
  places,                // seats and wheelchair places of the shuttle
  shift_end,             // of the shuttle
  shift_start,           // of the shuttle
  wait_and_travel_time,  // the first two together, where neither suffices alone: the least wait, then the least delay
  other_promise,         // latest pickup, latest drop-off and longest ride of one passenger accepted before
  pause,                 // the latest begin of a driver's pause
  driving                // the driver's time at the wheel without a pause
};

inline constexpr std::size_t kRelaxationKinds = 10;

/// The least of one kind that lets one shuttle serve the request, everything else as it was at the decision. To the
/// millisecond: with one less, it does not.
struct Relaxation {
  RelaxationKind kind = RelaxationKind::wait;
  ShuttleId shuttle{};
  Milliseconds by{0};     // all kinds but places
  Milliseconds later{0};  // wait_and_travel_time only: the latest drop-off
  int seats = 0;          // places only
  int wheelchairs = 0;
  RequestId other{};      // other_promise only
  Milliseconds bound{0};  // shift_start, shift_end, pause, driving: as it is; a visit is known by it

  /// The bound as it would be.
  [[nodiscard]] Milliseconds moved() const { return kind == RelaxationKind::shift_start ? bound - by : bound + by; }
  /// Whether it is about the same limit, by however much.
  [[nodiscard]] bool same_limit(const Relaxation& other_one) const {
    return kind == other_one.kind && shuttle == other_one.shuttle && other == other_one.other &&
           bound == other_one.bound;
  }
};

/// A limit of a shuttle or of its passengers that can be relaxed.
struct PossibleRelaxation {
  Relaxation limit;   // by nothing yet
  Milliseconds most;  // up to the neighbouring shift, and not into the past; a week at most
};

/// All of one shuttle: shifts, passengers accepted before, pauses, time at the wheel.
std::vector<PossibleRelaxation> possible_relaxations(const FleetView& fleet, ShuttleId shuttle);

/// While it lives, the view shows the relaxation's shuttle bound by the limits that it says: of shift, pause, promise
/// or driver.
class SupposedRelaxation {
 public:
  SupposedRelaxation(const FleetView& fleet, const Relaxation& relaxation, WaitingPolicy waiting);
  ~SupposedRelaxation();
  SupposedRelaxation(const SupposedRelaxation&) = delete;
  SupposedRelaxation& operator=(const SupposedRelaxation&) = delete;
  /// False: there is no such limit, or the shuttle has no plan within it; then nothing is changed.
  [[nodiscard]] bool holds() const { return holds_; }

 private:
  const FleetView& fleet_;
  Relaxation relaxation_;
  bool holds_ = false;
  std::optional<Supposition> stops_;
};

/// What `least_by` tries first.
struct Tries {
  Milliseconds likely{0};        // 0: nothing is known
  Milliseconds most = 7 * kDay;  // enough if anything is, as a rule
  bool between = false;          // perhaps less suffices where more does not: tries also halves of it, down to a second
};

/// The least by which `suffices` holds, and with a millisecond less it does not; nothing: by none that was tried. Both
/// were asked.
std::optional<Milliseconds> least_by(const std::function<bool(Milliseconds)>& suffices, const Tries& tries = {});

}  // namespace navette
