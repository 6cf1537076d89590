#include <catch2/catch.hpp>

#include "core/errors.h"
#include "core/id.h"
#include "core/units.h"

using namespace navette;
using namespace navette::literals;

TEST_CASE("quantities add up and compare") {
  CHECK(2_min + 30_s == 150'000_ms);
  CHECK(1_h - 15_min == 45_min);
  CHECK(2 * 3_km == 6'000_m);
  CHECK(-(5_s) < 0_ms);
  CHECK(kNever + kNever > kNever);
}

TEST_CASE("a vector is indexed by its own id") {
  IdVector<ShuttleId, int> seats;
  CHECK(seats.push_back(8) == ShuttleId{0});
  CHECK(seats[ShuttleId{0}] == 8);
  CHECK(seats.contains(ShuttleId{0}));
  CHECK_FALSE(seats.contains(ShuttleId{1}));
  CHECK_FALSE(seats.contains(ShuttleId{}));
}

TEST_CASE("errors are collected and told together") {
  InputErrors errors;
  errors.throw_if_any();
  CHECK(errors.messages().empty());
  CHECK_FALSE(errors.collect([] { throw InputError{"alpha must be at least 1, found 0.5"}; }));
  CHECK(errors.collect([] {}));
  errors.add("fleet.size must be at least 1, found 0");
  try {
    errors.throw_if_any();
    FAIL("nothing was thrown");
  } catch (const InputError& error) {
    CHECK(error.messages().size() == 2);
    CHECK(std::string{error.what()} == "alpha must be at least 1, found 0.5\nfleet.size must be at least 1, found 0");
  }
}
