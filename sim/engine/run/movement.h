#pragma once

#include <optional>
#include <vector>

#include "fleet/fleet.h"
#include "network/detour_search.h"
#include "record/recorder.h"

namespace navette {

/// Moves shuttles along real edge paths and records their legs.
class Movement {
 public:
  /// All must outlive the movement.
  Movement(Fleet& fleet, Recorder& recorder, bool trajectories, const ClosedRoads& closed);

  /// The next departure is the first of a shift, or the first after a pause.
  void leave_depot_next(ShuttleId id) { legs_[id].at_depot = true; }
  /// Sets out, now, for the first stop of the shuttle's schedule, from where it stands or, turning off, drives.
  /// `pace`: see Drive. If roads closed now are in its way: returns how much longer it takes, round them or waiting.
  std::optional<Milliseconds> start(ShuttleId id, Milliseconds now, std::int64_t pace);
  /// Whether the drive under way is still to enter a road that is closed now, at a time at which it may not.
  [[nodiscard]] bool meets_closure(ShuttleId id, Milliseconds now) const;
  /// Ends the leg under way at its target.
  void arrive(ShuttleId id);
  /// Ends the leg under way where the shuttle is now. Returns that place.
  Location divert(ShuttleId id, Milliseconds now);
  /// Ends the leg under way where the shuttle is now, and lets it stand there: it may leave in either direction.
  void halt(ShuttleId id, Milliseconds now);

 private:
  struct OpenLeg {
    bool at_depot = true;  // has not left it since the shift, or the last pause, began
    LegPurpose purpose = LegPurpose::occupied;
  };
  /// Whether the drive is to enter a closed road, from `since` on, as far as is known at that time.
  [[nodiscard]] bool is_blocked(const Drive& drive, Milliseconds since) const;
  void record(ShuttleId id, Location to, Milliseconds until, bool diverted);

  Fleet& fleet_;
  Recorder& recorder_;
  bool trajectories_;
  const ClosedRoads& closed_;
  TravelTimeQuery query_;
  DetourSearch detours_;
  IdVector<ShuttleId, OpenLeg> legs_;
  std::vector<TrajectorySample> samples_;  // used again
};

}  // namespace navette
