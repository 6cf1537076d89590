#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "core/portable_math.h"
#include "core/random_stream.h"
#include "support/queueing.h"
#include "support/served_day.h"

using namespace navette;
using namespace navette::test;

namespace {

// Least squares on logarithms.
double log_log_slope(const std::vector<double>& x, const std::vector<double>& y) {
  double sx = 0;
  double sy = 0;
  double sxx = 0;
  double sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double u = std::log(x[i]);
    const double v = std::log(y[i]);
    sx += u;
    sy += v;
    sxx += u * u;
    sxy += u * v;
  }
  const auto n = static_cast<double>(x.size());
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

Location anywhere(const RoadGraph& roads, std::int32_t side, RandomStream& random, std::int32_t margin = 0) {
  const auto coordinate = [&] {
    return margin + static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(side - 2 * margin)));
  };
  const std::int32_t column = coordinate();
  return grid_place(roads, side, column, coordinate());
}

// Roads to the nearest of m shuttles that stand anywhere on an endless grid, each junction one of `junctions`:
// 2 k^2 + 2 k + 1 junctions lie within k roads.
double expected_roads(int shuttles, double junctions) {
  double mean = 0;
  for (int k = 0; 2.0 * k * k + 2 * k + 1 < junctions; ++k) {
    mean += std::pow(1 - (2.0 * k * k + 2 * k + 1) / junctions, shuttles);
  }
  return mean;
}

}  // namespace

TEST_CASE("the square-root law: the nearest of m idle shuttles is as far as the square root of area per shuttle") {
  constexpr std::int32_t kSide = 80;
  constexpr std::int32_t kRoad = 10'000;  // [ms]
  constexpr std::int64_t kHour = 3'600'000;
  constexpr std::size_t kGroups = 30;  // of shuttles, each with an hour of its own
  constexpr std::size_t kDays = 6;
  std::vector<double> fleets;
  std::vector<double> distances;
  for (const int shuttles : {48, 96, 192}) {
    std::vector<double> roads;
    for (std::size_t d = 0; d < kDays; ++d) {
      ServedDay day{square_grid(kSide, 100, kRoad)};
      RandomStream random{d, Purpose::given_demand, static_cast<std::uint32_t>(shuttles)};
      for (std::size_t g = 0; g < kGroups; ++g) {
        const auto start = static_cast<std::int64_t>(g) * kHour;
        for (int s = 0; s < shuttles; ++s) day.shuttle(anywhere(day.roads(), kSide, random), start, start + kHour - 1);
        // In the middle, so that the nearest is not beyond the border.
        const Location origin = anywhere(day.roads(), kSide, random, kSide / 4);
        const RoadGraph& map = day.roads();
        const Location near = map.canonical({origin.edge, origin.offset == 0 ? 1 : origin.offset - 1});
        day.trip(origin, near, start + kHour / 4);
      }
      day.run("first_come");
      for (std::size_t g = 0; g < kGroups; ++g) {
        roads.push_back(static_cast<double>(day.pickup(g) - day.asked(g)) / kRoad);
      }
    }
    const double exact = expected_roads(shuttles, kSide * kSide);
    const Estimate mean = batch_means(roads);
    tabulate("nearest shuttle", shuttles, roads.size(), exact, mean);
    INFO(shuttles << " shuttles: " << mean.mean << " +- " << mean.half_width << " roads, exact " << exact);
    CHECK(mean.holds(exact));
    fleets.push_back(shuttles);
    distances.push_back(mean.mean);
  }
  const double slope = log_log_slope(fleets, distances);
  INFO("slope " << slope);
  CHECK(slope == Approx(-0.5).margin(0.1));
}

// Not a law that holds, but one whose failure docs/validation.md tells: by hand, test_theory "[repairman]".
TEST_CASE("insertion without limits leaves shuttles standing, and is no good policy for repairmen", "[.repairman]") {
  constexpr std::int32_t kSide = 60;
  constexpr std::int32_t kRoad = 10'000;  // [ms]
  constexpr double kInterval = 60'000;    // [ms] between two calls
  constexpr std::size_t kCalls = 1'500;
  std::vector<double> fleets;
  std::vector<double> times;
  for (const int shuttles : {1, 2, 3}) {
    ServedDay day{square_grid(kSide, 100, kRoad)};
    RandomStream random{1, Purpose::given_demand};
    for (int s = 0; s < shuttles; ++s) day.shuttle(anywhere(day.roads(), kSide, random));
    std::int64_t now = 0;
    for (std::size_t i = 0; i < kCalls; ++i) {
      now += portable::round_to_integer(random.exponential(kInterval));
      const Location call = anywhere(day.roads(), kSide, random);
      day.trip(call, day.roads().canonical({call.edge, call.offset == 0 ? 1 : call.offset - 1}), now);
    }
    day.run("insertion");
    std::vector<double> minutes;
    for (std::size_t i = 0; i < kCalls; ++i) {
      minutes.push_back(static_cast<double>(day.dropoff(i) - day.asked(i)) / 60'000);
    }
    const Estimate mean = batch_means(minutes);
    WARN(shuttles << " shuttles: " << mean.mean << " +- " << mean.half_width << " min in the system");
    fleets.push_back(shuttles);
    times.push_back(mean.mean);
  }
  const double slope = log_log_slope(fleets, times);
  WARN("slope " << slope << "; -2 for a good policy");
  CHECK(slope > -1);
}
