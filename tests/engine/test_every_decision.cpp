#include <catch2/catch.hpp>

#include "dispatch/insertion_dispatcher.h"
#include "engine/simulation.h"
#include "support/brute_force_insertion.h"
#include "support/list_recorder.h"
#include "support/random_day.h"

using namespace navette;

namespace {

/// Decides by the pruned search, and holds each decision against the unpruned one and the brute force.
class JudgedDispatcher : public Dispatcher {
 public:
  JudgedDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting) : search_{oracle, waiting} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override {
    for (const PendingTrip& trip : pending) {
      const auto found = search_.search(trip, fleet);
      const auto unpruned = search_.search_unpruned(trip, fleet);
      const auto judged = test::brute_force_insertion(trip, fleet);
      INFO("request " << trip.request.value << " at " << fleet.now().count);
      if (found && judged) {
        INFO("search: shuttle " << found->shuttle.value << " ranks " << found->pickup_after << ","
                                << found->dropoff_after << " cost " << found->cost.count << "; brute force: shuttle "
                                << judged->shuttle.value << " ranks " << judged->pickup_after << ","
                                << judged->dropoff_after << " cost " << judged->cost.count);
        CHECK(*found == *judged);
      }
      CHECK(found.has_value() == judged.has_value());
      CHECK(unpruned == judged);
      ++decisions;
      if (found) {
        ++accepted;
        proposal.accept(trip.request, *found);
      } else {
        proposal.refuse(trip.request, search_.refusal_reason(trip, fleet, Sharing::allowed));
      }
    }
  }

  int decisions = 0;
  int accepted = 0;

 private:
  InsertionSearch search_;
};

}  // namespace

TEST_CASE("pruned search, unpruned search and brute force agree on every decision of random days") {
  int decisions = 0;
  int accepted = 0;
  int shared = 0;
  int diverted = 0;
  for (std::uint64_t seed = 1; seed <= 250; ++seed) {
    INFO("seed " << seed);
    const auto day = test::random_day(seed);
    JudgedDispatcher dispatcher{day.world.oracle(), day.scenario.dispatch.waiting};
    test::ListRecorder recorder;
    Simulation{day.world, day.demand, day.scenario, dispatcher, recorder}.run();
    decisions += dispatcher.decisions;
    accepted += dispatcher.accepted;
    for (const auto& request : recorder.requests) shared += request.shared ? 1 : 0;
    for (const auto& leg : recorder.legs) diverted += leg.diverted ? 1 : 0;
  }
  // The days must hold what is hard, or the agreement would mean little.
  CHECK(decisions > 3'000);
  CHECK(accepted > 1'000);
  CHECK(accepted < decisions - 500);
  CHECK(shared > 300);
  CHECK(diverted > 50);
}
