#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "fleet/label_pool.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::test;

namespace {

/// A pool, and what it should hold.
struct Pool {
  const RoadGraph& graph;
  const TravelTimeOracle& oracle;
  LabelPool labels{oracle};
  TravelTimeQuery query{oracle};
  std::vector<std::pair<std::int32_t, Location>> places{};  // slot, what it holds

  // Both ways to ask, since each pins another label.
  void check(std::size_t a, std::size_t b) {
    const auto [from_slot, from] = places[a];
    const auto [to_slot, to] = places[b];
    const Milliseconds on_one_road = same_edge_time(graph, from, to, Heading::either);
    const Milliseconds expected = query.travel_time(from, to, Milliseconds{0});
    const Milliseconds by_left{labels.time_from(from_slot, labels.arrival(to_slot))};
    const Milliseconds by_reached{labels.time_to(to_slot, labels.departure(from_slot))};
    REQUIRE(by_left == by_reached);
    REQUIRE(std::min(by_left, on_one_road) == expected);
  }
};

}  // namespace

// Few slots and many questions: what is pinned is often of a slot that holds another place by then.
TEST_CASE("a pool of labels tells the times of the places it holds at the moment") {
  int changed = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    INFO("seed " << seed);
    const RoadGraph graph = random_roads(seed, 60);
    const TravelTimeOracle oracle{graph};
    Pool pool{graph, oracle};
    RandomStream random{seed, Purpose::given_demand};
    const auto any = [&] {
      return static_cast<std::size_t>(random.uniform() * static_cast<double>(pool.places.size()));
    };
    for (int step = 0; step < 300; ++step) {
      const double what = random.uniform();
      if (pool.places.size() < 3 || (what < 0.1 && pool.places.size() < 6)) {
        const Location place = random_place(graph, random);
        pool.places.emplace_back(pool.labels.add(place), place);
      } else if (what < 0.2) {
        const std::size_t gone = any();
        pool.labels.release(pool.places[gone].first);
        pool.places.erase(pool.places.begin() + static_cast<std::ptrdiff_t>(gone));
      } else if (what < 0.3) {
        auto& [slot, place] = pool.places[any()];
        place = random_place(graph, random);
        pool.labels.set(slot, place);
        ++changed;
      } else if (what < 0.4) {
        const auto [from, place] = pool.places[any()];
        auto& [slot, held] = pool.places[any()];
        held = place;
        if (slot != from) pool.labels.copy(from, slot);
        ++changed;
      } else {
        pool.check(any(), any());
      }
    }
  }
  CHECK(changed > 1'000);
}
