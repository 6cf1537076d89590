#include <catch2/catch.hpp>
#include <cmath>

#include "core/coordinate.h"
#include "core/portable_math.h"

using namespace navette;

TEST_CASE("portable functions agree with the C library to the last digits") {
  for (int i = -20'000; i <= 20'000; ++i) {
    const double x = i * 0.00731;
    INFO("x = " << x);
    CHECK(std::abs(portable::sin(x) - std::sin(x)) < 4e-15);
    CHECK(std::abs(portable::cos(x) - std::cos(x)) < 4e-15);
    CHECK(portable::exp(x) == Approx(std::exp(x)).epsilon(4e-15));
    if (i > 0) CHECK(std::abs(portable::log(x) - std::log(x)) < 4e-15 * (1 + std::abs(std::log(x))));
  }
}

TEST_CASE("portable exp and log know their edges") {
  CHECK(portable::exp(0) == 1.0);
  CHECK(portable::log(1) == 0.0);
  CHECK(std::isinf(portable::exp(1000)));
  CHECK(portable::exp(-1000) == 0.0);
  CHECK(std::isinf(portable::log(0)));
  CHECK(std::isnan(portable::log(-1)));
}

TEST_CASE("rounding is half away from zero") {
  CHECK(portable::round_to_integer(0.5) == 1);
  CHECK(portable::round_to_integer(-0.5) == -1);
  CHECK(portable::round_to_integer(2.4999) == 2);
}

TEST_CASE("distances on the ground") {
  // One minute of latitude is a nautical mile within the sphere's error.
  const auto here = Coordinate::from_degrees(2.0, 44.0);
  CHECK(distance(here, Coordinate::from_degrees(2.0, 44.0 + 1.0 / 60)) == Approx(1853.25).epsilon(1e-4));
  CHECK(distance(here, here) == 0.0);
  CHECK(distance(Coordinate::from_degrees(0, 0), Coordinate::from_degrees(180, 0)) ==
        Approx(3.14159265358979 * 6'371'008.8).epsilon(1e-9));
}

TEST_CASE("the local plane maps there and back") {
  const LocalPlane plane{Coordinate::from_degrees(-4.6, 54.1)};
  const auto farm = Coordinate::from_degrees(-4.71, 54.22);
  const auto back = plane.from_plane(plane.to_plane(farm));
  CHECK(std::abs(back.lon - farm.lon) <= 1);
  CHECK(std::abs(back.lat - farm.lat) <= 1);
  const auto p = plane.to_plane(farm);
  CHECK(std::hypot(p.x, p.y) == Approx(distance(farm, Coordinate::from_degrees(-4.6, 54.1))).epsilon(2e-3));
}
