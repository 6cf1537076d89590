#pragma once

#include <vector>

#include "core/id.h"
#include "fleet/fleet.h"
#include "fleet/sieve_lanes.h"

namespace navette {

/// The first question of a search, asked of all shuttles at once: who could be there in time, and what is the least it
/// could cost? What it rules out no insertion could do, and all costs it names are lower bounds, in steps of the
/// landmarks. Eight shuttles lie side by side for each instruction, so a thousand that are too far away cost little.
///
/// A place behind the last visit, before the way back to the depot, is judged by itself: that way is often long and
/// given up, which would hide how dear all the others are.
class FleetSieve {
 public:
  FleetSieve(std::size_t shuttles, const Landmarks& landmarks);

  /// The shuttle's state or schedule has changed. `first_drive`: planned, from where it is or was last to its first
  /// stop, what is done of it included.
  void renew(ShuttleId id, const Shuttle& shuttle, const ShuttleState& state, const Schedule& schedule,
             const LabelPool& labels, Milliseconds first_drive);

  /// Works out the least that a pickup behind the last visit costs, or kRuledOut, by shuttle; `costs` is used again.
  void behind_last_visit(const SieveTrip& trip, std::vector<Eight::Lanes>& costs) const;
  /// Appends the shuttles where a pickup before some other visit may cost no more than `most`. [steps]
  void between_visits(const SieveTrip& trip, std::int16_t most, std::vector<ShuttleId>& found) const;

 private:
  // Of eight shuttles each.
  struct BehindLast {
    SieveLanes lanes;
    LandmarkLanes halt;
    LandmarkLanes depot;
  };
  struct Between {
    SieveLanes lanes;
    LandmarkLanes place;           // where it is or was last
    LandmarkLanes halts;           // any from which a pickup may be reached
    LandmarkLanes nexts;           // any that may follow
    Eight::Lanes turning_gains{};  // of all visits on the way together
    std::array<ShuttleId, 8> shuttle;
  };
  static Eight cost(const BehindLast& block, const SieveTrip& trip);
  static Eight cost(const Between& block, const SieveTrip& trip);
  void renew_between(ShuttleId id, const Shuttle& shuttle, const SieveLanes::Halt& here, std::int32_t place,
                     const Schedule& schedule, const LabelPool& labels, Milliseconds first_drive);
  std::int32_t take_row(ShuttleId id);
  void give_up_row(ShuttleId id);

  const Landmarks& landmarks_;
  std::vector<BehindLast> behind_last_;    // shuttle s is lane s % 8 of block s / 8
  std::vector<Between> between_;           // row r is lane r % 8 of block r / 8
  IdVector<ShuttleId, std::int32_t> row_;  // of `between_`; negative: there is no such position
  std::vector<std::int32_t> free_rows_;
};

}  // namespace navette
