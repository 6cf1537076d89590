#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
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

inline Break all(std::vector<Break> breaks) {
  return [breaks = std::move(breaks)](HandmadeRun& run) {
    for (const auto& one : breaks) one(run);
  };
}

}  // namespace navette::test
