#include <algorithm>
#include <catch2/catch.hpp>

#include "core/portable_math.h"
#include "core/random_stream.h"
#include "support/ascii_map.h"
#include "support/queueing.h"
#include "support/served_day.h"

using namespace navette;
using namespace navette::test;

namespace {

constexpr double kMinute = 60'000;
constexpr double kMeanService = 20 * kMinute;

enum class ServiceTime { exponential, constant };

// A-B      All go from A to a place 1 ms farther, where the shuttles wait for more: driving takes no time, boarding and
//          alighting take all of it.
struct Queue {
  std::vector<Customer> customers;
  std::vector<std::int64_t> waits;  // [ms] as simulated
  std::int64_t in_system;           // [ms] by the log
  std::int64_t time_in_system;      // [ms] by the trips
};

Queue simulate(std::size_t servers, double per_hour, ServiceTime service, std::uint64_t seed) {
  const AsciiMap map = ascii_map("A-B");
  ServedDay day{RoadGraph{map.graph.columns()}};
  const Location origin = map.graph.canonical({map.edge('A', 'B'), 100});
  const Location destination = map.graph.canonical({map.edge('A', 'B'), 101});
  for (std::size_t s = 0; s < servers; ++s) day.shuttle(destination);
  RandomStream arrivals{seed, Purpose::given_demand, 0};
  RandomStream services{seed, Purpose::given_demand, 1};
  Queue queue;
  std::int64_t now = 0;
  for (std::size_t i = 0; i < theory_customers(); ++i) {
    now += portable::round_to_integer(arrivals.exponential(60 * kMinute / per_hour));
    const double drawn = service == ServiceTime::constant ? kMeanService : services.exponential(kMeanService);
    // Out to A, boarding, back to B, alighting.
    const std::int64_t boarding = std::max(0LL, portable::round_to_integer((drawn - 2) / 2));
    day.trip(origin, destination, now, boarding);
    queue.customers.push_back({now, 2 * boarding + 2});
  }
  day.run("first_come");
  queue.time_in_system = 0;
  for (std::size_t i = 0; i < day.trips(); ++i) {
    queue.waits.push_back(day.pickup(i) - 1 - day.asked(i));
    queue.time_in_system += day.dropoff(i) - day.asked(i);
  }
  queue.in_system = day.in_system();
  return queue;
}

void check(const std::string& model, std::size_t servers, double per_hour, ServiceTime service, double exact_minutes) {
  const Queue queue = simulate(servers, per_hour, service, 1);
  CHECK((queue.waits == kiefer_wolfowitz(queue.customers, servers)));  // too long to be printed
  CHECK(queue.in_system == queue.time_in_system);

  std::vector<double> minutes;
  for (const auto wait : queue.waits) minutes.push_back(static_cast<double>(wait) / kMinute);
  const Estimate mean = batch_means(minutes);
  tabulate(model, static_cast<double>(servers), minutes.size(), exact_minutes, mean);
  INFO(model << ", c = " << servers << ": " << mean.mean << " +- " << mean.half_width << ", exact " << exact_minutes);
  CHECK(mean.holds(exact_minutes));
}

}  // namespace

TEST_CASE("a fleet without pooling waits as M/M/c: each wait by the recursion, the mean by Erlang, Little's law") {
  struct Case {
    std::size_t servers;
    double per_hour;
    double minutes;  // from tables
  };
  const Case one = GENERATE(Case{1, 2.4, 80.0}, Case{3, 6, 8.8889}, Case{5, 12, 11.0823}, Case{10, 27, 13.3746});
  const double exact = erlang_c_wait(one.servers, one.per_hour / 60, 20);
  CHECK(exact == Approx(one.minutes).epsilon(1e-5));
  check("M/M/c", one.servers, one.per_hour, ServiceTime::exponential, exact);
}

TEST_CASE("one shuttle whose trips all take as long waits as M/D/1: half of M/M/1") {
  check("M/D/1", 1, 2.4, ServiceTime::constant, erlang_c_wait(1, 2.4 / 60, 20) / 2);
}

TEST_CASE("the recursion of Kiefer and Wolfowitz, worked by hand") {
  const std::vector<Customer> customers{{0, 10}, {1, 10}, {2, 3}, {3, 1}, {20, 1}};
  CHECK(kiefer_wolfowitz(customers, 1) == std::vector<std::int64_t>{0, 9, 18, 20, 4});
  CHECK(kiefer_wolfowitz(customers, 2) == std::vector<std::int64_t>{0, 0, 8, 8, 0});
}
