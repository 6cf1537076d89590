#pragma once

#include <array>

#include "core/id.h"
#include "core/units.h"
#include "fleet/load.h"
#include "fleet/shuttle.h"
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

/// What bounds a pickup, of eight shuttles or of eight positions in one plan; in steps of the landmarks.
struct SieveLanes {
  Eight::LongLanes from{};    // a visit at the halt's own place may begin; time of day
  Eight::LongLanes ready{};   // the shuttle may leave for another place; time of day
  Eight::LongLanes latest{};  // begin of the last visit that may follow the pickup; time of day
  Eight::Lanes no_earlier{};  // 0: it cannot leave before now; the smallest number: it has left already
  Eight::Lanes saved{};       // the drive given up, at most
  Eight::Lanes service{};
  std::array<Eight::Lanes, 4> free{};  // room for so many

  /// From where, and from when on, a pickup is reached.
  struct Halt {
    Milliseconds from;
    Milliseconds ready;
    bool left = false;  // already: both lie in the past, and are not delayed by what has not happened yet
  };
  /// `latest`, `saved`: as above.
  void set(std::size_t lane, const Landmarks& landmarks, ServiceId of, const Load& room, const Halt& halt,
           Milliseconds last_begin, Milliseconds drive);
  /// Nobody finds room in this lane.
  void close(std::size_t lane);
  void close_all();

  /// Where the trip may not ride.
  [[nodiscard]] Eight unfit(const SieveTrip& trip) const {
    const Eight own = Eight::of(service);
    Eight unfit = (own > trip.service) | (trip.service > own);
    for (std::size_t d = 0; d < trip.load.size(); ++d) unfit = unfit | (trip.load[d] > Eight::of(free[d]));
    return unfit;
  }
  /// Earliest begin of the pickup, given the least drive to it, less the slack.
  [[nodiscard]] Eight begin(const SieveTrip& trip, Eight to_pickup) const {
    // At the halt's own place the dwell is shared.
    const Eight away = to_pickup > Eight::all(0);
    const Eight start = choose(away, Eight::of(ready, trip.now_up), Eight::of(from, trip.now_up));
    const Eight reached = max(start, Eight::of(no_earlier)) + to_pickup;
    return max(max(reached, Eight::all(0)), trip.earliest) - trip.slack;
  }
  /// Latest begin of the last visit behind it, and the slack.
  [[nodiscard]] Eight latest_begin(const SieveTrip& trip) const {
    return Eight::of(latest, trip.now_down) + trip.slack;
  }
};

/// No insertion is possible, in place of what it costs.
inline constexpr std::int16_t kRuledOut = std::numeric_limits<std::int16_t>::max();

}  // namespace navette
