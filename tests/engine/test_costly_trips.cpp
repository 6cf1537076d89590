#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/run/simulation.h"
#include "support/brute_force_insertion.h"
#include "support/list_recorder.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::literals;

namespace {

const std::vector<std::string> kPolicies{"insertion", "nearest_feasible", "first_come", "regret",
                                         "batch",     "rolling_plan"};

/// Holds each request that a policy sees against the search by brute force: none is too costly.
class Watched final : public Dispatcher {
 public:
  Watched(std::unique_ptr<Dispatcher> policy, Milliseconds most) : policy_{std::move(policy)}, most_{most} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      if (std::find(seen_.begin(), seen_.end(), trip.request) != seen_.end()) continue;  // deferred: plans went on
      seen_.push_back(trip.request);
      const auto cheapest = test::brute_force_insertion(trip, fleet);
      INFO("request " << trip.request.value << " at " << fleet.now().count);
      CHECK((!cheapest || cheapest->cost <= most_));
      feasible += cheapest ? 1 : 0;
    }
    policy_->dispatch(pending, fleet, proposal);
  }

  int feasible = 0;

 private:
  std::unique_ptr<Dispatcher> policy_;
  Milliseconds most_;
  std::vector<RequestId> seen_;
};

}  // namespace

TEST_CASE("a trip that adds more than the service spends goes to a taxi, to the millisecond") {
  // The depot is at A: there and back, and nothing on the way, is 4 minutes of driving and two of dwell.
  for (const auto& [most, taken] : std::vector<std::pair<Milliseconds, bool>>{{360_s, true}, {359'999_ms, false}}) {
    test::SmallWorld world{R"(
      A-B-C
    )"};
    world.scenario.services[0].rules.stop_duration = 60_s;
    world.scenario.services[0].rules.taxi_above = most;
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.trip(world.map.between('A', 'B', 0.0), world.map.between('B', 'C', 1.0), 9_h);
    const auto& found = world.run();
    REQUIRE(found.requests.size() == 1);
    const RequestRecord& request = found.requests[0];
    INFO(most.count);
    CHECK((request.end == RequestEnd::served) == taken);
    if (taken) {
      CHECK(request.least_added_time == kNever);
      continue;
    }
    CHECK(request.reason == RefusalReason::too_costly);
    CHECK(request.least_added_time == 360_s);
  }
}

TEST_CASE("no policy sees a request too costly, and all others are decided as ever") {
  for (const std::string& policy : kPolicies) {
    INFO(policy);
    int refused = 0;
    int feasible = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      INFO("seed " << seed);
      auto day = test::random_day(seed, 25);
      const Milliseconds most{static_cast<std::int64_t>(200'000 * (1 + seed % 5))};
      day.scenario.services[0].rules.taxi_above = most;
      const World world{RoadGraph{day.world.roads().columns()}, day.world.shuttles(), day.scenario.services};
      const auto& [named, waiting, settings] = day.scenario.dispatch;
      Watched watched{make_dispatcher(policy, world.oracle(), waiting, settings), most};
      test::ListRecorder recorder;
      Simulation{world, day.demand, day.scenario, watched, recorder}.run();
      feasible += watched.feasible;
      for (const RequestRecord& request : recorder.requests) {
        const bool costly = request.reason == RefusalReason::too_costly;
        refused += costly ? 1 : 0;
        CHECK(costly == (request.least_added_time < kNever));
        if (costly) CHECK(request.least_added_time > most);
      }
    }
    CHECK(refused > 20);
    CHECK(feasible > 20);
  }
}

TEST_CASE("what one service finds too costly is asked of the next; if that refuses too, it is told too costly") {
  const auto second_spends = [](Milliseconds most) {
    test::SmallWorld world{R"(
      A-B-C
    )"};
    GivenService frugal = world.scenario.services[0];
    frugal.rules.taxi_above = 60_s;
    GivenService other = world.scenario.services[0];
    other.rules.taxi_above = most;
    world.scenario.services = {frugal, other};
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.shuttles[1].service = ServiceId{1};
    world.trip(world.map.between('A', 'B', 1.0), world.map.between('B', 'C', 1.0), 9_h);
    return world.run().requests.at(0);
  };
  const RequestRecord taken = second_spends(kNever);
  CHECK(taken.end == RequestEnd::served);
  CHECK(taken.service == ServiceId{1});
  CHECK(taken.least_added_time == kNever);
  const RequestRecord refused = second_spends(100_s);
  CHECK(refused.reason == RefusalReason::too_costly);
  CHECK(refused.least_added_time == 240_s);
}

TEST_CASE("of one contract, the way that is not too costly is refused for the other's sake") {
  test::SmallWorld world{R"(
    A-B-C
  )"};
  world.scenario.services[0].rules.taxi_above = 200_s;
  world.scenario.services[0].way_back_in_contract = true;
  world.shuttle(world.map.between('A', 'B', 0.0));
  world.trip(world.map.between('A', 'B', 0.0), world.map.between('A', 'B', 1.0), 9_h);        // 2 minutes of driving
  world.trip(world.map.between('B', 'C', 1.0), world.map.between('A', 'B', 1.0), 9_h, 11_h);  // 4 minutes
  for (TripRequest& request : world.requests) request.tour = 3;
  world.requests[1].way_back = true;
  const auto& found = world.run();
  CHECK(found.requests.at(0).reason == RefusalReason::way_back_refused);
  CHECK(found.requests.at(1).reason == RefusalReason::too_costly);
}

TEST_CASE("what a trip would have added is told of the time asked for, not of those offered") {
  // An hour later the first shift of another shuttle begins, whose depot is nearer; still too far.
  for (const bool offers : {false, true}) {
    test::SmallWorld world{R"(
      A-B-C
    )"};
    world.scenario.booking.offers = offers;
    world.scenario.booking.offer_tolerance = 0_s;
    world.scenario.booking.max_offer_shift = 1_h;
    world.scenario.services[0].rules.taxi_above = 100_s;
    world.shuttle(world.map.between('A', 'B', 0.0));
    world.shuttle(world.map.between('A', 'B', 1.0), 8, 1, 9_h + 50_min);
    world.trip(world.map.between('A', 'B', 1.0), world.map.between('B', 'C', 1.0), 9_h);
    const RequestRecord request = world.run().requests.at(0);
    CHECK(request.reason == RefusalReason::too_costly);
    CHECK(request.least_added_time == 240_s);
  }
}
