#include "record/replications.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

namespace navette {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

Replications of(const std::vector<double>& values) {
  Replications replications;
  replications.columns.push_back({"wait_mean", {}, "s", "a mean"});
  for (const double value : values) {
    replications.seeds.push_back(replications.seeds.size() + 1);
    replications.values.push_back(value);
  }
  return replications;
}

TEST_CASE("the interval of a mean is that of Student's t, as statistics tables give it") {
  const auto spread = spread_of(of({2, 4, 4, 4, 6})).front();
  CHECK(spread.known == 5);
  CHECK(*spread.mean == Approx(4));
  CHECK(*spread.standard_deviation == Approx(std::sqrt(2.0)));
  const double half_width = 2.776445 * std::sqrt(2.0) / std::sqrt(5.0);  // t with 4 degrees of freedom, 97.5 %
  CHECK(*spread.confidence_low == Approx(4 - half_width));
  CHECK(*spread.confidence_high == Approx(4 + half_width));
  CHECK(*spread.p5 == 2);
  CHECK(*spread.median == 4);
  CHECK(*spread.p95 == 6);
}

TEST_CASE("seeds for which an indicator cannot be known are left out of its spread") {
  const auto spread = spread_of(of({kUnknown, 1, kUnknown, 3})).front();
  CHECK(spread.known == 2);
  CHECK(*spread.mean == 2);
}

TEST_CASE("one seed has a mean and no spread, no seed has neither") {
  const auto one = spread_of(of({5})).front();
  CHECK(*one.mean == 5);
  CHECK(*one.median == 5);
  CHECK(!one.standard_deviation);
  CHECK(!one.confidence_low);
  const auto none = spread_of(of({kUnknown})).front();
  CHECK(none.known == 0);
  CHECK(!none.mean);
  CHECK(!none.median);
}

}  // namespace
}  // namespace navette
