#include "dispatch/plan/settle.h"

#include <algorithm>

namespace navette::plan {
namespace {

// More turns back than this are rare among feasible plans, and endless where limits contradict each other.
constexpr int kTurnsBack = 24;
constexpr int kLatestRounds = 3;

// The earliest begin and departure of a stop after the one before it.
void follow(const Stop& before, Stop& stop) {
  stop.begin = std::max(stop.begin, stop.here ? before.begin : before.leave + stop.drive);
  stop.leave = stop.begin + stop.duration;
  if (stop.here) stop.leave = std::max(stop.leave, before.leave);
}

// After as many rounds as there are stops, only limits that contradict each other still delay anything.
bool settle_by_rounds(std::span<Stop> stops) {
  for (std::size_t round = 0; round <= stops.size(); ++round) {
    stops[0].leave = stops[0].begin + stops[0].duration;
    for (std::size_t k = 0; k < stops.size(); ++k) {
      if (k > 0) follow(stops[k - 1], stops[k]);
      if (stops[k].begin > stops[k].latest) return false;
    }
    bool delayed = false;
    for (std::size_t k = stops.size(); k-- > 1;) {
      if (stops[k].partner < 0) continue;
      Stop& partner = stops[static_cast<std::size_t>(stops[k].partner)];
      if (partner.begin >= stops[k].begin - stops[k].limit) continue;
      partner.begin = stops[k].begin - stops[k].limit;
      delayed = true;
    }
    if (!delayed) return true;
  }
  return false;
}

}  // namespace

bool settle_begins(std::span<Stop> stops, std::size_t from, std::size_t settled) {
  int turns = 0;
  for (std::size_t k = from; k < stops.size(); ++k) {
    Stop& stop = stops[k];
    const Ticks old_begin = stop.begin;
    const Ticks old_leave = stop.leave;
    if (k > 0) {
      follow(stops[k - 1], stop);
    } else {
      stop.leave = stop.begin + stop.duration;
    }
    if (stop.begin > stop.latest) return false;
    if (stop.partner >= 0) {
      const auto p = static_cast<std::size_t>(stop.partner);
      const Ticks needed = stop.begin - stop.limit;
      if (stops[p].begin < needed) {
        if (needed > stops[p].latest) return false;
        if (++turns > kTurnsBack) return settle_by_rounds(stops);
        stops[p].begin = needed;
        settled = std::max({settled, p + 1, k + 1});
        k = p - 1;  // wraps around before the start, and comes back
        continue;
      }
    }
    if (k >= settled && stop.begin == old_begin && stop.leave == old_leave) return true;
  }
  return true;
}

void lower_latest(std::span<Stop> stops) {
  for (int round = 0; round < kLatestRounds; ++round) {
    Ticks leave_by = kUnlimited;  // from the halt at this place
    for (std::size_t k = stops.size(); k-- > 0;) {
      Stop& stop = stops[k];
      const bool last = k + 1 == stops.size();
      if (!last && !stops[k + 1].here) leave_by = stops[k + 1].latest - stops[k + 1].drive;
      stop.latest = std::min(stop.latest, leave_by - stop.duration);
      if (!last && stops[k + 1].here) stop.latest = std::min(stop.latest, stops[k + 1].latest);
    }
    bool lowered = false;
    for (Stop& stop : stops) {
      if (stop.partner < 0) continue;
      const Ticks by = stops[static_cast<std::size_t>(stop.partner)].latest + stop.limit;
      if (by >= stop.latest) continue;
      stop.latest = by;
      lowered = true;
    }
    if (!lowered) return;
  }
}

}  // namespace navette::plan
