#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "demand/forecast/demand_history.h"
#include "support/ascii_map.h"

using namespace navette;
using namespace navette::literals;
using namespace navette::test;

namespace {

TripRequest trip(const AsciiMap& map, char from, char to, int day, Milliseconds departure) {
  TripRequest asked;
  asked.earliest_departure = day * kDay + departure;
  asked.submitted_at = asked.earliest_departure - kDay;
  asked.origin = map.at(from);
  asked.destination = map.at(to);
  return asked;
}

std::size_t zone_of(const DemandForecast& forecast, const AsciiMap& map, char place) {
  const std::int32_t zone = forecast.zone_of(map.graph.place(map.at(place)));
  REQUIRE(zone >= 0);
  return static_cast<std::size_t>(zone);
}

// All that a forecast says, hour by hour.
std::vector<double> table(const DemandForecast& forecast, int day) {
  std::vector<double> all;
  for (std::size_t zone = 0; zone < forecast.zone_count(); ++zone) {
    for (std::int64_t hour = 0; hour < 24; ++hour) {
      all.push_back(forecast.departures(zone, day * kDay + hour * 1_h, day * kDay + (hour + 1) * 1_h));
    }
  }
  for (const auto& flow : forecast.flows()) {
    for (const std::int32_t value : {flow.from, flow.to, flow.hour, flow.trips}) all.push_back(value);
  }
  return all;
}

// Two towns, 10 km apart.
const char* const kTowns = "A----------B";

}  // namespace

TEST_CASE("a forecast is the mean of the earlier days that fall on the same day of the week") {
  const AsciiMap map = ascii_map(kTowns);
  DemandHistory history{map.graph, {28, 3'000}, -28};
  for (const int day : {-7, -14}) history.add(trip(map, 'A', 'B', day, 8_h + 30_min));
  history.add(trip(map, 'A', 'B', -7, 8_h));
  history.add(trip(map, 'B', 'A', -7, 17_h));
  history.add(trip(map, 'B', 'A', -6, 9_h));  // another day of the week
  const DemandForecast today = history.forecast(0);
  REQUIRE(today.zone_count() == 2);
  const std::size_t a = zone_of(today, map, 'A');
  const std::size_t b = zone_of(today, map, 'B');
  CHECK(today.departures(a, 8_h, 9_h) == 3 / 4.0);  // of four days of the week
  CHECK(today.departures(a, 8_h, 8_h + 20_min) == Approx(0.25));
  CHECK(today.departures(a, 9_h, 24_h) == 0);
  CHECK(today.departures(b, 0_h, 24_h) == 1 / 4.0);
  CHECK(today.departures(b, kDay, 2 * kDay) == 0);  // tomorrow is not foretold
  CHECK(today.place(a) == map.at('A'));
  CHECK(history.forecast(1).departures(zone_of(history.forecast(1), map, 'B'), kDay + 9_h, kDay + 10_h) == 1 / 4.0);
}

TEST_CASE("with less than a week behind it, a forecast is the mean of all days") {
  const AsciiMap map = ascii_map(kTowns);
  DemandHistory history{map.graph, {28, 3'000}, 0};
  CHECK(history.forecast(0).zone_count() == 0);
  history.add(trip(map, 'A', 'B', 0, 8_h));
  history.add(trip(map, 'A', 'B', 1, 8_h));
  history.add(trip(map, 'A', 'B', 1, 8_h + 5_min));
  const DemandForecast third = history.forecast(2);
  CHECK(third.departures(zone_of(third, map, 'A'), 2 * kDay, 3 * kDay) == 3 / 2.0);
}

TEST_CASE("what is asked for on a day, or after it, changes nothing in the forecast of that day") {
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    INFO("seed " << seed);
    const AsciiMap map = ascii_map(R"(
        A----B----C
        |    |
        D----E    )");
    RandomStream random{seed, Purpose::given_demand};
    const auto any = [&] { return "ABCDE"[random.below(5)]; };
    const ForecastSettings settings{static_cast<int>(1 + random.below(20)), 2'000.0 + random.below(3'000)};
    const int day = static_cast<int>(random.below(4));
    DemandHistory before{map.graph, settings, -20};
    DemandHistory with_the_day{map.graph, settings, -20};
    for (std::uint32_t k = random.below(60); k > 0; --k) {
      const int earlier = day - 1 - static_cast<int>(random.below(25));
      const TripRequest asked = trip(map, any(), any(), earlier, Milliseconds{random.below(86'400'000)});
      before.add(asked);
      with_the_day.add(asked);
      with_the_day.add(
          trip(map, any(), any(), day + static_cast<int>(random.below(9)), Milliseconds{random.below(86'400'000)}));
    }
    CHECK(table(before.forecast(day), day) == table(with_the_day.forecast(day), day));
  }
}

TEST_CASE("the waiting place of a zone is the end of an earlier trip nearest to all others") {
  const AsciiMap map = ascii_map("A-B-C");
  DemandHistory history{map.graph, {7, 50'000}, -7};
  for (const char end : {'A', 'B', 'C'}) history.add(trip(map, end, 'B', -7, 8_h));
  const DemandForecast today = history.forecast(0);
  REQUIRE(today.zone_count() == 1);
  CHECK(today.place(0) == map.at('B'));
}

TEST_CASE("a night belongs to the evening it began in, in its forecast too") {
  const AsciiMap map = ascii_map(kTowns);
  DemandHistory history{map.graph, {28, 3'000}, 0, {4_h, 2}};
  history.add(trip(map, 'A', 'B', 0, 26_h));
  history.add(trip(map, 'A', 'B', 1, 27_h));
  const DemandForecast third = history.forecast(2);
  const std::size_t a = zone_of(third, map, 'A');
  CHECK(third.departures(a, 2 * kDay + 24_h, 2 * kDay + 28_h) == 1);
  CHECK(third.departures(a, 2 * kDay, 2 * kDay + 24_h) == 0);
  CHECK(third.departures(a, 2 * kDay + 26_h, 2 * kDay + 27_h) == 0.5);
  CHECK(third.expects_after(2 * kDay + 28_h - 1_ms));
  CHECK_FALSE(third.expects_after(2 * kDay + 28_h));
  CHECK(history.forecast(3).zone_count() == 0);  // after the run
  CHECK(history.forecast(3).start() == 3 * kDay);
  CHECK_FALSE(history.forecast(3).expects_after(3 * kDay));
}

TEST_CASE("of residents nothing is expected after the last midnight of the run, of given requests it is") {
  const AsciiMap map = ascii_map(kTowns);
  for (const bool drawn : {false, true}) {
    DemandHistory history{map.graph, {28, 3'000}, -1, {4_h, 1}};
    TripRequest asked = trip(map, 'A', 'B', -1, 26_h);
    asked.purpose = static_cast<std::int8_t>(drawn ? 0 : -1);
    history.add(asked);
    asked.earliest_departure += kDay;
    history.add(asked);
    const DemandForecast first = history.forecast(0);
    CHECK(first.departures(zone_of(first, map, 'A'), 24_h, 28_h) == 1);  // another day of the run follows
    CHECK((history.forecast(1).zone_count() == 0) == drawn);
  }
}
