#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "dispatch/plan/problem.h"

namespace navette::plan {

/// One visit in the sequence of a duty.
struct Stop {
  std::int32_t row = -1;      // of the visit
  std::int32_t partner = -1;  // position of the stop that `limit` counts from; -1: no limit
  bool here = false;          // at the place of the stop before: the dwell is shared
  Load load;                  // on board after it
  Ticks duration;             // dwell
  Ticks drive;                // from the stop before
  Ticks limit;                // begin <= begin of the partner + limit
  Ticks begin;                // least time for which some choice of waiting keeps every window and limit
  Ticks latest;               // no choice of waiting begins later than this and keeps them
  Ticks leave;                // earliest time the shuttle can leave, others at the same place before it included
};

/// Raises `begin` of the stops from position `from` on to the least times, not below those that stand, that keep the
/// driving times, `latest` and the ride limits. From `settled` on, stops are known to keep them among themselves, so
/// that the work ends where nothing changes any more. Returns false, and leaves times undefined, if there are none.
///
/// A ride limit bounds a pickup from below by its drop-off, so this is the least solution of a system of difference
/// constraints: earliest times from left to right, going back where a pickup must be delayed, and Bellman-Ford rounds
/// if that does not come to an end soon. Problem: Hunsaker and Savelsbergh, Operations Research Letters 30 (2002);
/// Tang, Kong, Lau and Ip, Transportation Research B 44 (2010).
bool settle_begins(std::span<Stop> stops, std::size_t from, std::size_t settled);

/// Lowers `latest` of all stops, from the ends of their windows that stand there, toward the greatest times that keep
/// driving times and limits: upper bounds, exact but where limits chain more than a few times.
void lower_latest(std::span<Stop> stops);

}  // namespace navette::plan
