#include <algorithm>
#include <catch2/catch.hpp>

#include "dispatch/insertion/insertion_search.h"
#include "engine/run/simulation.h"
#include "support/draws.h"
#include "support/list_recorder.h"
#include "support/random_day.h"
#include "support/small_world.h"

using namespace navette;
using namespace navette::test;

namespace {

/// Accepts a way chosen by a number among all feasible ones, so that schedules get odd; holds them against the search.
class AnyWay : public Dispatcher {
 public:
  AnyWay(const TravelTimeOracle& oracle, WaitingPolicy waiting, std::size_t seed)
      : search_{oracle, waiting}, oracle_{oracle}, turn_{seed} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      INFO("request " << trip.request.value << " at " << fleet.now().count);
      const auto best = search_.search(trip, fleet);
      const auto ways = search_.search_all(trip, fleet);
      CHECK(best.has_value() == !ways.empty());
      if (ways.empty()) {
        proposal.refuse(trip.request, RefusalReason::too_far_away);
        continue;
      }
      CHECK(ways.front().insertion == *best);
      hold_shuttles_apart(trip, fleet, ways);
      const FeasibleInsertion& chosen = ways[turn_++ % ways.size()];
      check_figures(trip, fleet, chosen);
      found += ways.size();
      proposal.accept(trip.request, chosen.insertion);
      return;
    }
  }

  std::size_t found = 0;
  int delayed = 0;
  int walked = 0;

 private:
  // The cheapest into one shuttle alone is the first of its own among all.
  void hold_shuttles_apart(const PendingTrip& trip, const FleetView& fleet,
                           const std::vector<FeasibleInsertion>& ways) {
    for (std::size_t s = 0; s < fleet.size(); ++s) {
      const ShuttleId shuttle{s};
      const auto best = search_.search_one(trip, fleet, shuttle);
      const auto first = std::find_if(ways.begin(), ways.end(),
                                      [&](const FeasibleInsertion& way) { return way.insertion.shuttle == shuttle; });
      CHECK(best.has_value() == (first != ways.end()));
      if (best && first != ways.end()) CHECK(first->insertion == *best);
    }
  }

  void check_figures(const PendingTrip& trip, const FleetView& fleet, const FeasibleInsertion& way) {
    const auto stops = search_.stops_with(trip, way.insertion, fleet);
    const InsertionFigures& figures = way.figures;
    const auto visit = [&](StopKind kind) {
      return *std::find_if(stops.begin(), stops.end(),
                           [&](const PlannedStop& stop) { return stop.request == trip.request && stop.kind == kind; });
    };
    CHECK(figures.pickup == visit(StopKind::pickup).begin);
    CHECK(figures.dropoff == visit(StopKind::dropoff).begin);
    CHECK(figures.wait.count >= 0);
    CHECK(trip.asked->earliest_departure + figures.wait <= visit(StopKind::pickup).latest);
    // A ride along the plan is never faster than the fastest way.
    TravelTimeQuery query{oracle_};
    CHECK(figures.ride >=
          query.travel_time(visit(StopKind::pickup).location, visit(StopKind::dropoff).location, fleet.now()));
    const Origin& origin = fleet.origin(way.insertion.shuttle);
    const auto driven = [&](std::span<const PlannedStop> plan) {
      Milliseconds sum{0};
      Location place = origin.location;
      Heading heading = origin.heading;
      for (const PlannedStop& stop : plan) {
        sum += query.travel_time(place, stop.location, fleet.now(), heading);
        place = stop.location;
        heading = Heading::either;
      }
      return sum;
    };
    CHECK(figures.driving == driven(stops) - driven(fleet.schedule(way.insertion.shuttle).stops()));
    delayed += figures.delay > Milliseconds{0} ? 1 : 0;
    walked += figures.walk > Milliseconds{0} ? 1 : 0;
  }

  InsertionSearch search_;
  const TravelTimeOracle& oracle_;
  std::size_t turn_;
};

}  // namespace

TEST_CASE("all feasible ways begin with the cheapest, hold each shuttle's cheapest, and each is accepted") {
  int found = 0;
  int delayed = 0;
  int walked = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(60); ++seed) {
    INFO("seed " << seed);
    const RandomDay day = seed % 3 == 0 ? random_day_of_two_services(seed) : random_day(seed);
    AnyWay dispatcher{day.world.oracle(), day.scenario.dispatch.waiting, seed};
    ListRecorder recorder;
    Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run();
    found += static_cast<int>(dispatcher.found);
    delayed += dispatcher.delayed;
    walked += dispatcher.walked;
  }
  CHECK(found > test::seen(3'000));
  CHECK(delayed > test::seen(50));
  CHECK(walked > test::seen(10));
}
