#pragma once

#include <cstdint>

#include "core/units.h"

namespace navette {

/// What an insertion is chosen by: the least of this, added.
enum class Objective : std::int8_t {
  operating_time,    // driving and dwell of the shuttles [s]
  vehicle_distance,  // metres driven empty, occupied, and by passengers, each by its weight [m]
  passenger_delay,   // of all passengers: waits, and arrivals later than by a car that waits at the door [passenger s]
  weighted           // a sum of the three
};

/// The objective and its weights. Figures of an objective are counted in thousandths of its unit, as whole numbers.
struct ObjectiveSettings {
  Objective kind = Objective::operating_time;
  /// Of vehicle_distance, per metre; all >= 0.
  struct {
    double empty = 1;      // driven without passengers
    double occupied = 1;   // driven with passengers
    double passenger = 0;  // driven, for each person on board
  } distance;
  /// Of passenger_delay, per second and person; all >= 0.
  struct {
    double pickup = 0;   // from the earliest departure to the pickup
    double dropoff = 1;  // from the earliest possible arrival, by a direct drive, to the drop-off
  } delay;
  /// Of weighted; all >= 0.
  struct {
    double operating_time = 1;    // per second
    double vehicle_distance = 0;  // per metre, itself weighted
    double passenger_delay = 0;   // per second and person, itself weighted
  } sum;
  /// Of limits that may be exceeded, per second over them, in the unit of the objective; all >= 0. 0, 0: nothing.
  struct {
    double wait = 0;         // pickup later than the latest
    double travel_time = 0;  // drop-off later than the latest
  } penalty;
};

/// What the policies may be told; each has its own part.
struct DispatchSettings {
  ObjectiveSettings objective;  // of insertion, nearest_feasible, regret and batch
  /// How often, and how long, `rolling_plan` plans anew.
  struct {
    Milliseconds interval{300'000};  // > 0
    int iterations = 1'000;          // of the search, each time
  } rolling_plan;
  /// How `regret` collects and ranks.
  struct {
    Milliseconds window{60'000};  // from the first request collected to the decision on all; 0: each at once
    int k = 2;                    // >= 2: a request's regret sums over its k best shuttles
  } regret;
  /// How `batch` collects and assigns.
  struct {
    Milliseconds window{60'000};      // from the first request collected to the decision on all; 0: each at once
    bool reassign = true;             // whether who was accepted and still waits may change shuttle
    Milliseconds horizon{1'800'000};  // whose pickup is planned within this time from now may be reassigned
    int max_reassigned = 12;          // at most so many, those planned soonest
    int max_trip_size = 4;            // requests, new or reassigned, that one shuttle gets in one assignment
    int max_trips = 500;              // examined per shuttle
    int max_nodes = 1'000;            // of the branch-and-cut tree of the set packing
  } batch;
};

}  // namespace navette
