#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "engine/unforeseen/noise.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("noise has its mean, never makes faster, and is cut at four times its mean") {
  DisturbanceParameters disturbances;
  disturbances.driving_noise = 0.2;
  disturbances.dwell_noise = 0.5;
  PlannedStop stop;
  stop.kind = StopKind::dropoff;
  stop.duration = 1_min;
  double pace = 0;
  double dwell = 0;
  constexpr int kMany = 20'000;
  for (int k = 0; k < kMany; ++k) {
    const std::int64_t one = pace_of(ShuttleId{k % 100}, Milliseconds{k / 100 * 3'600'000LL}, disturbances, 5);
    CHECK(one >= 1'000);
    CHECK(one <= 1'800);
    pace += static_cast<double>(one);
    TripRequest asked;
    asked.name = fmt::format("{}", k);
    const Milliseconds longer = longer_dwell(asked, stop, disturbances, 5);
    CHECK(longer >= 0_ms);
    CHECK(longer <= 2_min);
    dwell += static_cast<double>(longer.count);
  }
  const double cut = 1 - 0.0183;  // what lies beyond four times the mean of an exponential
  CHECK(pace / kMany - 1'000 == Approx(200 * cut).margin(6));
  CHECK(dwell / kMany == Approx(30'000 * cut).margin(900));
}

TEST_CASE("a shuttle keeps its pace for an hour, whatever it drives for") {
  DisturbanceParameters disturbances;
  disturbances.driving_noise = 0.2;
  CHECK(pace_of(ShuttleId{3}, 9_h, disturbances, 5) == pace_of(ShuttleId{3}, 9_h + 59_min, disturbances, 5));
  CHECK(pace_of(ShuttleId{3}, 9_h, disturbances, 5) != pace_of(ShuttleId{3}, 10_h, disturbances, 5));
  CHECK(pace_of(ShuttleId{3}, 9_h, disturbances, 5) != pace_of(ShuttleId{4}, 9_h, disturbances, 5));
  CHECK(pace_of(ShuttleId{3}, -1_min, disturbances, 5) != pace_of(ShuttleId{3}, 1_min, disturbances, 5));
}
