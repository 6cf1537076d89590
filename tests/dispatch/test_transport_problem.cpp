#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

#include "core/random_stream.h"
#include "dispatch/rebalancing/min_cost_flow.h"
#include "dispatch/rebalancing/transport_problem.h"

using namespace navette;

namespace {

using Amounts = std::vector<std::int64_t>;

// The least cost of sending everything one unit after the other, by trying every sink for every unit: `left` units of
// all are still to be sent.
std::int64_t cheapest(Amounts& supply, Amounts& demand, const Amounts& cost, std::int64_t left) {
  if (left == 0) return 0;
  std::int64_t best = 1'000'000'000;
  for (std::size_t i = 0; i < supply.size(); ++i) {
    if (supply[i] == 0) continue;
    for (std::size_t j = 0; j < demand.size(); ++j) {
      if (demand[j] == 0) continue;
      --supply[i];
      --demand[j];
      best = std::min(best, cost[i * demand.size() + j] + cheapest(supply, demand, cost, left - 1));
      ++supply[i];
      ++demand[j];
    }
  }
  return best;
}

Amounts drawn(RandomStream& random, std::size_t count, std::uint32_t below) {
  Amounts amounts;
  for (std::size_t k = 0; k < count; ++k) amounts.push_back(random.below(below));
  return amounts;
}

std::int64_t total(const Amounts& amounts) { return std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0}); }

}  // namespace

TEST_CASE("a transport plan sends as much as it can and costs no more than the best of all plans") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::plan_search};
    Amounts supply = drawn(random, 1 + random.below(3), 3);
    Amounts demand = drawn(random, 1 + random.below(3), 3);
    const Amounts cost = drawn(random, supply.size() * demand.size(), 20);
    const auto plan = least_cost_shipments(supply, demand, cost);

    Amounts sent(supply.size(), 0);
    Amounts got(demand.size(), 0);
    std::int64_t paid = 0;
    for (const Shipment& shipment : plan) {
      const auto i = static_cast<std::size_t>(shipment.source);
      const auto j = static_cast<std::size_t>(shipment.sink);
      CHECK(shipment.amount > 0);
      sent[i] += shipment.amount;
      got[j] += shipment.amount;
      paid += shipment.amount * cost[i * demand.size() + j];
    }
    for (std::size_t i = 0; i < supply.size(); ++i) CHECK(sent[i] <= supply[i]);
    for (std::size_t j = 0; j < demand.size(); ++j) CHECK(got[j] <= demand[j]);
    const std::int64_t most = std::min(total(supply), total(demand));
    CHECK(total(sent) == most);
    CHECK(paid == cheapest(supply, demand, cost, most));
  }
}

TEST_CASE("shuttles are shared out so that no zone would gain more by one than another loses") {
  CHECK(share_out(4, {3.0, 1.0}) == Amounts{3, 1});
  CHECK(share_out(2, {0.9, 0.2, 0.0}) == Amounts{2, 0, 0});  // 0.9 / 3 is still more than 0.2
  CHECK(share_out(2, {0.5, 0.2, 0.0}) == Amounts{1, 1, 0});  // 0.5 / 3 is less
  CHECK(share_out(1, {0.3, 0.3}) == Amounts{1, 0});          // a tie goes to the first
  CHECK(share_out(5, {0.0, 0.0}) == Amounts{0, 0});
  CHECK(share_out(5, {}).empty());
}
