#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "verify/handmade_run.h"
#include "verify/verified.h"

/// Ways to break the run made by hand in one place.
namespace navette::test {

using Break = std::function<void(HandmadeRun&)>;

inline constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();

/// The rules named after one thing was broken in the faultless run.
inline Names broken(const Break& what) {
  HandmadeRun run = handmade_run();
  what(run);
  return broken_rules(run);
}

inline Break set(const char* column, std::size_t row, std::int64_t value) {
  return [=](HandmadeRun& run) { run.at(column).at(row) = value; };
}

inline Break add(const char* column, std::size_t row, std::int64_t change) {
  return [=](HandmadeRun& run) { run.at(column).at(row) += change; };
}

/// So long after 8:00. [ms]
constexpr std::int64_t at(std::int64_t seconds) { return kEight + seconds * 1'000; }

/// Writes events into the log, the first as `row`: time, kind, request, shuttle, edge, offset, value.
inline void put_events(HandmadeRun& run, std::size_t row, const std::vector<std::array<std::int64_t, 7>>& events) {
  const std::array names{"time", "kind", "request", "shuttle", "edge", "offset", "value"};
  for (std::size_t c = 0; c < names.size(); ++c) {
    auto& column = run.at(std::string{"/events/"} + names[c]);
    for (std::size_t k = 0; k < events.size(); ++k) {
      column.insert(column.begin() + static_cast<std::ptrdiff_t>(row + k), events[k][c]);
    }
  }
}

inline Break all(std::vector<Break> breaks) {
  return [breaks = std::move(breaks)](HandmadeRun& run) {
    for (const auto& one : breaks) one(run);
  };
}

}  // namespace navette::test
