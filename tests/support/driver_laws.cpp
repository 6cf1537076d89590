#include "support/driver_laws.h"

#include <fmt/format.h>

#include <algorithm>

namespace navette::test {
namespace {

std::vector<Pause> pauses_of(const Shuttle& shuttle) {
  std::vector<Pause> pauses;
  for (const Shift& shift : shuttle.shifts) pauses.insert(pauses.end(), shift.pauses.begin(), shift.pauses.end());
  return pauses;
}

std::vector<StopRecord> stops_of(std::span<const StopRecord> stops, std::size_t shuttle) {
  std::vector<StopRecord> own;
  std::copy_if(stops.begin(), stops.end(), std::back_inserter(own),
               [&](const StopRecord& stop) { return stop.shuttle.index() == shuttle; });
  return own;
}

// From `from` to `until`.
Milliseconds driven(std::span<const LegRecord> legs, std::size_t shuttle, Milliseconds from, Milliseconds until) {
  Milliseconds sum{0};
  for (const LegRecord& leg : legs) {
    if (leg.shuttle.index() == shuttle && leg.departure >= from && leg.arrival <= until) {
      sum += leg.arrival - leg.departure;
    }
  }
  return sum;
}

}  // namespace

std::vector<std::string> broken_driver_laws(const std::vector<Shuttle>& shuttles, std::span<const StopRecord> stops,
                                            std::span<const LegRecord> legs) {
  std::vector<std::string> broken;
  for (std::size_t s = 0; s < shuttles.size(); ++s) {
    const auto own = stops_of(stops, s);
    std::vector<StopRecord> taken;
    std::copy_if(own.begin(), own.end(), std::back_inserter(taken),
                 [](const StopRecord& stop) { return stop.kind == StopKind::pause; });
    const auto due = pauses_of(shuttles[s]);
    if (taken.size() != due.size()) broken.push_back(fmt::format("shuttle {}: {} pauses", s, taken.size()));
    for (std::size_t k = 0; k < std::min(taken.size(), due.size()); ++k) {
      const StopRecord& pause = taken[k];
      bool good = pause.begin >= due[k].earliest && pause.begin <= due[k].latest && pause.load.is_zero() &&
                  pause.end - pause.begin == due[k].duration && pause.place == shuttles[s].depot;
      for (const StopRecord& other : own) {
        good = good && (other.kind == StopKind::pause || other.end <= pause.begin || other.begin >= pause.end);
      }
      for (const LegRecord& leg : legs) {
        good = good && (leg.shuttle.index() != s || leg.arrival <= pause.begin || leg.departure >= pause.end);
      }
      if (!good) broken.push_back(fmt::format("shuttle {}: pause at {}", s, pause.begin.count));
    }
    std::vector<Milliseconds> bounds;
    for (const Shift& shift : shuttles[s].shifts) bounds.insert(bounds.end(), {shift.start, shift.end});
    for (const StopRecord& pause : taken) bounds.push_back(pause.begin);
    std::sort(bounds.begin(), bounds.end());
    for (std::size_t k = 1; k < bounds.size(); ++k) {
      const Milliseconds sum = driven(legs, s, bounds[k - 1], bounds[k]);
      if (sum > shuttles[s].max_continuous_driving)
        broken.push_back(fmt::format("shuttle {}: drives {}", s, sum.count));
    }
  }
  return broken;
}

int pauses_put_off(const std::vector<Shuttle>& shuttles, std::span<const StopRecord> stops) {
  int count = 0;
  for (std::size_t s = 0; s < shuttles.size(); ++s) {
    const auto due = pauses_of(shuttles[s]);
    std::size_t next = 0;
    for (const StopRecord& stop : stops_of(stops, s)) {
      if (stop.kind != StopKind::pause || next >= due.size()) continue;
      count += stop.begin > due[next++].earliest ? 1 : 0;
    }
  }
  return count;
}

}  // namespace navette::test
