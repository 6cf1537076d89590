#pragma once

#include <cstdint>
#include <vector>

#include "core/units.h"
#include "dispatch/plan/travel_matrix.h"
#include "fleet/load.h"

namespace navette::plan {

/// One visit that a plan may contain. Visits of one place share their dwell when they follow each other: each may begin
/// as soon as the one before it has begun, and the shuttle leaves when the last has ended.
struct Visit {
  Ticks earliest;  // service begins no earlier
  Ticks latest;    // nor later
  Ticks duration;  // dwell
  Load change;     // what boards (positive) or alights (negative)
  std::int32_t place = 0;
};

/// A passenger's two visits belong together.
struct Trip {
  Ticks max_ride = kUnlimited;     // from the end of boarding to the begin of alighting
  bool on_board = false;           // the pickup lies behind: only the drop-off is planned
  std::int32_t only_duty = -1;     // of a passenger on board: with whom
  std::int32_t service = 0;        // whose duties may serve it
  std::int32_t only_shuttle = -1;  // the one shuttle that may serve it; -1: any of the service
};

/// One shuttle during one shift, or part of one between pauses: where and when it may begin and end, what it carries.
struct Duty {
  Load capacity;
  Load on_board;                    // at its start
  Ticks max_duration = kUnlimited;  // from the begin of its start to the begin of its end
  Ticks max_driving = kUnlimited;   // of all its legs together
  std::int32_t locked = 0;          // so many visits of the initial plan, from its start on, stay where they are
  std::int32_t like = -1;           // an earlier duty that equals this one in everything; -1: none is known
  std::int32_t service = 0;
  std::int32_t shuttle = -1;

  [[nodiscard]] bool may_serve(const Trip& trip) const {
    return trip.service == service && (trip.only_shuttle < 0 || trip.only_shuttle == shuttle);
  }
};

/// A day (or the rest of one) whose trips are all known.
///
/// Visits are rows of one table: trip t has pickup 2t and drop-off 2t + 1; the start and end of duty d follow behind
/// all trips. Times are whole ticks of a unit that the caller chooses (ms in a simulation).
struct Problem {
  std::vector<Trip> trips;
  std::vector<Duty> duties;
  std::vector<Visit> visits;
  TravelMatrix travel;  // between visits

  [[nodiscard]] static std::int32_t pickup(std::int32_t trip) { return 2 * trip; }
  [[nodiscard]] static std::int32_t dropoff(std::int32_t trip) { return 2 * trip + 1; }
  [[nodiscard]] std::int32_t start(std::int32_t duty) const { return 2 * trip_count() + 2 * duty; }
  [[nodiscard]] std::int32_t end(std::int32_t duty) const { return 2 * trip_count() + 2 * duty + 1; }
  [[nodiscard]] std::int32_t trip_count() const { return static_cast<std::int32_t>(trips.size()); }
  [[nodiscard]] std::int32_t duty_count() const { return static_cast<std::int32_t>(duties.size()); }
  [[nodiscard]] const Visit& visit(std::int32_t row) const { return visits[static_cast<std::size_t>(row)]; }
};

/// Who visits what, in which order. Feasible for some choice of waiting.
struct Plan {
  std::vector<std::vector<std::int32_t>> visits;  // per duty: rows of the visits between its start and its end
  std::vector<std::int32_t> unserved;             // trips that are in no duty, ascending
  Ticks cost;                                     // of all duties
};

}  // namespace navette::plan
