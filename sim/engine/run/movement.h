#pragma once

#include <vector>

#include "fleet/fleet.h"
#include "record/recorder.h"

namespace navette {

/// Moves shuttles along real edge paths and records their legs.
class Movement {
 public:
  /// All must outlive the movement.
  Movement(Fleet& fleet, Recorder& recorder, bool trajectories);

  /// The next departure is the first of a shift, or the first after a pause.
  void leave_depot_next(ShuttleId id) { legs_[id].at_depot = true; }
  /// Sets out, now, for the first stop of the shuttle's schedule, from where it stands or, turning off, drives.
  /// `pace`: see Drive.
  void start(ShuttleId id, Milliseconds now, std::int64_t pace);
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
  void record(ShuttleId id, Location to, Milliseconds until, bool diverted);

  Fleet& fleet_;
  Recorder& recorder_;
  bool trajectories_;
  TravelTimeQuery query_;
  IdVector<ShuttleId, OpenLeg> legs_;
  std::vector<TrajectorySample> samples_;  // used again
};

}  // namespace navette
