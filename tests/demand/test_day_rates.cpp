#include <catch2/catch.hpp>
#include <numeric>

#include "demand/travel/day_rates.h"
#include "travelling_residents.h"

using namespace navette;
using navette::test::four_sigma;

namespace {

constexpr std::array<bool, kActivityPurposes> kAll{true, true, true, true, true, true, true, true};
constexpr int kMany = 40'000;

struct Drawn {
  int out = 0;
  int tours = 0;
  std::array<int, kActivityPurposes> purposes{};
  int twice_busy = 0;  // residents with two tours to work or school
};

Drawn draw_many(const DayRates& rates, AgeBand band, int count = kMany) {
  Drawn drawn;
  for (int i = 0; i < count; ++i) {
    RandomStream stream{7, Purpose::travel_day, static_cast<std::uint32_t>(i)};
    const DayOut day = rates.draw(band, stream);
    drawn.out += day.tours > 0 ? 1 : 0;
    drawn.tours += day.tours;
    int busy = 0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(day.tours); ++k) {
      ++drawn.purposes[static_cast<std::size_t>(day.purpose[k])];
      busy += day.purpose[k] == ActivityPurpose::work || day.purpose[k] == ActivityPurpose::school ? 1 : 0;
    }
    drawn.twice_busy += busy > 1 ? 1 : 0;
  }
  return drawn;
}

int count_of(const Drawn& drawn, ActivityPurpose purpose) { return drawn.purposes[static_cast<std::size_t>(purpose)]; }

}  // namespace

TEST_CASE("who goes out makes tours_per_day tours on average, four at most") {
  DemandParameters parameters;
  for (const double mean : {1.0, 1.3, 2.45, 3.6, 4.0}) {
    INFO("tours_per_day " << mean);
    parameters.tours_per_day.fill(mean);
    const Drawn drawn = draw_many(DayRates{parameters, kAll, 1}, AgeBand::from_40_to_64);
    const double p = (mean - 1) / 3;
    const double sigma = std::sqrt(3 * p * (1 - p) / drawn.out);
    CHECK(drawn.tours / static_cast<double>(drawn.out) == Approx(mean).margin(4 * sigma + 1e-12));
  }
}

TEST_CASE("with one tour a day, purposes are those of the row") {
  DemandParameters parameters;
  parameters.tours_per_day.fill(1);
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    // Tuesday: no market.
    const Drawn drawn = draw_many(DayRates{parameters, kAll, 1}, static_cast<AgeBand>(band));
    const auto& row = parameters.purposes[band];
    const double sum = std::accumulate(row.begin(), row.end(), 0.0) - row[6];
    for (std::size_t p = 0; p < kActivityPurposes; ++p) {
      INFO("band " << band << ", purpose " << p);
      const double share = p == 6 ? 0 : row[p] / sum;
      CHECK(drawn.purposes[p] / static_cast<double>(drawn.out) == Approx(share).margin(four_sigma(share, drawn.out)));
    }
  }
}

TEST_CASE("nobody goes to work or school twice a day") {
  const DayRates rates{DemandParameters{}, kAll, 0};
  for (const AgeBand band : {AgeBand::from_6_to_10, AgeBand::from_18_to_24, AgeBand::from_40_to_64}) {
    const Drawn drawn = draw_many(rates, band);
    CHECK(count_of(drawn, ActivityPurpose::work) + count_of(drawn, ActivityPurpose::school) > kMany / 5);
    CHECK(drawn.twice_busy == 0);
  }
}

TEST_CASE("a row of nothing but school makes one tour a day, and none at the weekend") {
  DemandParameters parameters;
  parameters.purposes[1] = {0, 1, 0, 0, 0, 0, 0, 0};
  const Drawn monday = draw_many(DayRates{parameters, kAll, 0}, AgeBand::from_6_to_10);
  CHECK(monday.out > 0);
  CHECK(monday.tours == monday.out);
  CHECK(draw_many(DayRates{parameters, kAll, 5}, AgeBand::from_6_to_10).out == 0);
}

TEST_CASE("no school at the weekend, no doctor and no town hall on Sunday, markets on market days") {
  DemandParameters parameters;
  parameters.weekend_factor.fill(1);
  for (int weekday = 0; weekday < 7; ++weekday) {
    INFO("weekday " << weekday);
    const Drawn drawn = draw_many(DayRates{parameters, kAll, weekday}, AgeBand::from_18_to_24);
    CHECK((count_of(drawn, ActivityPurpose::school) > 0) == (weekday < 5));
    CHECK((count_of(drawn, ActivityPurpose::health) > 0) == (weekday < 6));
    CHECK((count_of(drawn, ActivityPurpose::administration) > 0) == (weekday < 6));
    CHECK((count_of(drawn, ActivityPurpose::market) > 0) == (weekday == 5));
    CHECK(count_of(drawn, ActivityPurpose::shopping) > 0);
  }
}

TEST_CASE("purposes without a place give their tours to the others") {
  std::array<bool, kActivityPurposes> only_shops{};
  only_shops[static_cast<std::size_t>(ActivityPurpose::shopping)] = true;
  const DemandParameters parameters;
  const Drawn drawn = draw_many(DayRates{parameters, only_shops, 2}, AgeBand::from_40_to_64);
  CHECK(count_of(drawn, ActivityPurpose::shopping) == drawn.tours);
  CHECK(drawn.out / double{kMany} == Approx(0.74).margin(four_sigma(0.74, kMany)));
}

TEST_CASE("a factor that would send out more than all sends out all") {
  DemandParameters parameters;
  parameters.saturday_factor = 5;
  CHECK(draw_many(DayRates{parameters, kAll, 5}, AgeBand::from_40_to_64, 2'000).out == 2'000);
  parameters.going_out.fill(0);
  CHECK(draw_many(DayRates{parameters, kAll, 0}, AgeBand::from_40_to_64, 2'000).out == 0);
}
