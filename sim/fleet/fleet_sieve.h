#pragma once

#include <limits>
#include <span>
#include <vector>

#include "core/id.h"
#include "fleet/fleet.h"
#include "network/landmark_lanes.h"

namespace navette {

/// What a sieve asks about a trip, in steps of the landmarks, the same in all eight lanes. Times count from now.
struct SieveTrip {
  /// What is asked, in plain words.
  struct Asked {
    const LandmarkTimes& pickup;
    const LandmarkTimes& dropoff;
    ServiceId service;
    Load load;
    Milliseconds now;
    Milliseconds earliest;        // begin of the pickup
    Milliseconds latest_pickup;   // begin
    Milliseconds latest_dropoff;  // begin
    Milliseconds boarding;        // dwell
    Milliseconds alighting;       // dwell
    Milliseconds drive;           // from the pickup to the drop-off
    Milliseconds slack;           // allowance for turning round at the new stops, see turning_gain
  };
  SieveTrip(const Asked& asked, const Landmarks& landmarks);

  LandmarkSpread pickup;
  LandmarkSpread dropoff;
  Eight service;
  std::array<Eight, 4> load;
  std::int32_t now_down;
  std::int32_t now_up;
  Eight earliest;
  Eight latest_pickup;
  Eight latest_dropoff;
  Eight boarding;
  Eight alighting;
  Eight drive;
  Eight slack;
};

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

  static constexpr std::int16_t kRuledOut = std::numeric_limits<std::int16_t>::max();

  /// Works out the least that a pickup behind the last visit costs, or kRuledOut, by shuttle; `costs` is used again.
  void behind_last_visit(const SieveTrip& trip, std::vector<Eight::Lanes>& costs) const;
  /// Appends the shuttles where a pickup before some other visit may cost no more than `most`. [steps]
  void between_visits(const SieveTrip& trip, std::int16_t most, std::vector<ShuttleId>& found) const;

 private:
  /// Of eight shuttles, in steps of the landmarks.
  struct Common {
    Eight::LongLanes from{};    // a visit at the place where it is may begin; time of day
    Eight::LongLanes ready{};   // it may leave for another place; time of day
    Eight::LongLanes latest{};  // begin of the last visit that may follow the pickup; time of day
    Eight::Lanes no_earlier{};  // 0: it cannot leave before now; the smallest number: it has left already
    Eight::Lanes saved{};       // the drive given up, at most
    Eight::Lanes service{};
    std::array<Eight::Lanes, 4> capacity{};
  };
  struct BehindLast {
    Common common;
    LandmarkLanes halt;
    LandmarkLanes depot;
  };
  struct Between {
    Common common;
    LandmarkLanes place;           // where it is or was last
    LandmarkLanes halts;           // any from which a pickup may be reached
    LandmarkLanes nexts;           // any that may follow
    Eight::Lanes turning_gains{};  // of all visits on the way together
    std::array<ShuttleId, 8> shuttle;
  };
  struct Halt;
  static Eight begin(const Common& common, const SieveTrip& trip, Eight to_pickup);
  static Eight unfit(const Common& common, const SieveTrip& trip);
  static Eight cost(const BehindLast& block, const SieveTrip& trip);
  static Eight cost(const Between& block, const SieveTrip& trip);
  void set(Common& common, std::size_t lane, const Shuttle& shuttle, const Halt& halt, Milliseconds latest,
           Milliseconds saved) const;
  void renew_between(ShuttleId id, const Shuttle& shuttle, const Halt& here, std::int32_t place,
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
