#include <algorithm>
#include <catch2/catch.hpp>

#include "core/portable_math.h"
#include "core/random_stream.h"
#include "support/ascii_map.h"
#include "support/queueing.h"
#include "support/served_day.h"

using namespace navette;
using namespace navette::test;

// A ring of 20 km, driven at 40 km/h in either direction; the taxi waits where it set down.
static const char* const kRing = R"(
A-----B
|     |
|     |
|     |
|     |
D-----C
)";
static constexpr double kKmh = 40;
static constexpr double kMinute = 60'000;
// So short that it does not count, and yet a trip that lies on the way to the next pickup would delay it: first_come
// may take such a trip before its turn if it delays nobody at all, M/G/1 knows no such customer.
static constexpr std::int64_t kBoarding = 1;

namespace {

class RingRoad {
 public:
  RingRoad() : map{ascii_map(kRing, 20'000.0 / 18, kKmh)} {
    for (const auto& [from, to] : {std::pair{'A', 'B'}, {'B', 'C'}, {'C', 'D'}, {'D', 'A'}}) {
      edges_.push_back(map.edge(from, to));
      begins_.push_back(round_);
      round_ += map.graph.duration(edges_.back());
    }
  }
  /// [ms] once round
  [[nodiscard]] std::int64_t round() const { return round_; }
  [[nodiscard]] Location place(std::int64_t position) const {
    const auto k =
        static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), position) - begins_.begin());
    return map.graph.canonical({edges_[k - 1], static_cast<std::int32_t>(position - begins_[k - 1])});
  }
  [[nodiscard]] std::int64_t drive(std::int64_t from, std::int64_t to) const {
    const std::int64_t one_way = std::abs(from - to);
    return std::min(one_way, round_ - one_way);
  }

  AsciiMap map;

 private:
  std::vector<EdgeId> edges_;
  std::vector<std::int64_t> begins_;
  std::int64_t round_ = 0;
};

}  // namespace

TEST_CASE("a taxi on a ring waits as M/G/1: each wait by the recursion, the mean by Pollaczek and Khinchine") {
  struct Case {
    double load;
    double minutes;  // from tables
  };
  const Case one = GENERATE(Case{0.3, 3.75}, Case{0.6, 13.125}, Case{0.8, 35.0});
  const RingRoad ring;
  const double round = static_cast<double>(ring.round()) / kMinute;
  CHECK(round == Approx(30.0).epsilon(1e-6));
  // Two drives, each uniform up to half a round.
  const double mean = round / 2;
  const double squared = mean * mean + round * round / 24;
  const double rate = one.load / mean;
  const double exact = pollaczek_khinchine_wait(rate, mean, squared);
  CHECK(exact == Approx(one.minutes).epsilon(1e-5));

  ServedDay day{RoadGraph{ring.map.graph.columns()}};
  RandomStream times{1, Purpose::given_demand, 0};
  RandomStream places{1, Purpose::given_demand, 1};
  const auto anywhere_but = [&](std::int64_t here) {
    for (;;) {
      const auto place = static_cast<std::int64_t>(places.below(static_cast<std::uint32_t>(ring.round())));
      if (place != here) return place;
    }
  };
  std::int64_t taxi = 0;
  day.shuttle(ring.place(taxi));
  std::vector<Customer> customers;
  std::vector<std::int64_t> to_pickup;
  std::int64_t now = 0;
  for (std::size_t i = 0; i < theory_customers(); ++i) {
    now += portable::round_to_integer(times.exponential(kMinute / rate));
    const std::int64_t origin = anywhere_but(taxi);
    const std::int64_t destination = anywhere_but(origin);
    day.trip(ring.place(origin), ring.place(destination), now, kBoarding);
    to_pickup.push_back(ring.drive(taxi, origin));
    customers.push_back({now, to_pickup.back() + ring.drive(origin, destination) + 2 * kBoarding});
    taxi = destination;
  }
  day.run("first_come");

  std::vector<std::int64_t> waits;  // until the drive to the pickup starts
  std::vector<double> minutes;
  for (std::size_t i = 0; i < day.trips(); ++i) {
    waits.push_back(day.pickup(i) - to_pickup[i] - day.asked(i));
    minutes.push_back(static_cast<double>(waits.back()) / kMinute);
  }
  CHECK((waits == kiefer_wolfowitz(customers, 1)));  // too long to be printed
  const Estimate estimate = batch_means(minutes);
  tabulate("ring taxi", one.load, minutes.size(), exact, estimate);
  INFO("load " << one.load << ": " << estimate.mean << " +- " << estimate.half_width << ", exact " << exact);
  CHECK(estimate.holds(exact));
}
