#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/random_stream.h"
#include "network/detour_search.h"
#include "network/known_roads.h"
#include "network/travel_time_oracle.h"
#include "support/ascii_map.h"
#include "support/dijkstra.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::test;
using namespace navette::literals;

namespace {

constexpr std::int64_t kNowhere = std::numeric_limits<std::int64_t>::max();

/// By no search at all: every edge is tried again until nothing is reached any earlier. Thousandths of ms.
class BruteForce {
 public:
  BruteForce(const RoadGraph& graph, const std::vector<Closure>& closures, const SettingOut& drive)
      : graph_{graph}, closures_{closures}, drive_{drive} {}

  [[nodiscard]] std::int64_t open(EdgeId edge, std::int64_t after) const {
    for (bool again = true; again;) {
      again = false;
      const std::int64_t time = drive_.departure.count + after / 1'000;
      for (const Closure& one : closures_) {
        if (one.edge != edge || one.announced > drive_.known_at || time < one.from.count || time >= one.until.count)
          continue;
        after = (one.until - drive_.departure).count * 1'000;
        again = true;
        break;
      }
    }
    return after;
  }

  [[nodiscard]] std::int64_t fastest() const {
    std::vector<std::int64_t> at(graph_.node_count(), kNowhere);
    const auto seen = [&](Location place) {
      std::vector<Location> both{place};
      if (graph_.twin(place.edge).valid()) both.push_back(graph_.on_twin(place));
      return both;
    };
    for (const Location start : seen(drive_.from)) {
      if (start.edge != drive_.from.edge && drive_.heading == Heading::ahead) continue;
      auto& head = at[graph_.head(start.edge).index()];
      head = std::min(head, (graph_.duration(start.edge) - start.offset) * drive_.pace);
    }
    for (bool earlier = true; earlier;) {
      earlier = false;
      for (std::size_t e = 0; e < graph_.edge_count(); ++e) {
        const EdgeId edge{e};
        const std::int64_t tail = at[graph_.tail(edge).index()];
        if (tail == kNowhere) continue;
        const std::int64_t then = open(edge, tail) + graph_.duration(edge) * drive_.pace;
        if (then >= at[graph_.head(edge).index()]) continue;
        at[graph_.head(edge).index()] = then;
        earlier = true;
      }
    }
    const Milliseconds on_road = same_edge_time(graph_, drive_.from, drive_.to, drive_.heading);
    std::int64_t best = on_road < kNever ? on_road.count * drive_.pace : kNowhere;
    for (const Location end : seen(drive_.to)) {
      const std::int64_t tail = at[graph_.tail(end.edge).index()];
      if (tail == kNowhere) continue;
      best = std::min(best, (end.offset == 0 ? tail : open(end.edge, tail)) + end.offset * drive_.pace);
    }
    return best;
  }

  /// Drives the edges, waiting as told: the time that takes. Checks that nothing is entered while it is closed.
  [[nodiscard]] std::int64_t driven(const std::vector<EdgeId>& path, const std::vector<Hold>& holds) const {
    const std::int64_t by_roads = drive_time(graph_, drive_.from, drive_.to, path).count * drive_.pace;
    const Location start = path[0] == drive_.from.edge ? drive_.from : graph_.on_twin(drive_.from);
    std::int64_t after = (graph_.duration(path[0]) - start.offset) * drive_.pace;
    std::int64_t held = 0;
    auto hold = holds.begin();
    for (std::size_t rank = 1; rank < path.size(); ++rank) {
      for (; hold != holds.end() && hold->rank == rank; ++hold) {
        CHECK(hold->length > 0);
        CHECK_FALSE(graph_.is_turn(path[rank - 1]));  // nobody stands on a turn
        held += hold->length;
        after += hold->length;
      }
      const Location end = path[rank] == drive_.to.edge ? drive_.to : graph_.on_twin(drive_.to);
      if (rank + 1 < path.size() || end.offset > 0) CHECK(open(path[rank], after) == after);
      after += graph_.duration(path[rank]) * drive_.pace;
    }
    CHECK(hold == holds.end());
    return by_roads + held;
  }

 private:
  const RoadGraph& graph_;
  const std::vector<Closure>& closures_;
  const SettingOut& drive_;
};

std::vector<Closure> random_closures(const RoadGraph& graph, RandomStream& random) {
  std::vector<Closure> closures;
  const auto edges = static_cast<std::uint32_t>(graph.edge_count());
  for (std::uint32_t k = 1 + random.below(1 + edges / 2); k > 0; --k) {
    const EdgeId edge{static_cast<std::int32_t>(random.below(edges))};
    if (graph.is_turn(edge)) continue;
    const Milliseconds from = 8_h + Milliseconds{random.below(600'000)};
    const Milliseconds until = from + Milliseconds{1 + random.below(random.uniform() < 0.5 ? 60'000 : 3'000'000)};
    const Milliseconds announced = from - Milliseconds{random.uniform() < 0.5 ? 0 : random.below(1'800'000)};
    closures.push_back({edge, from, until, announced});
    if (random.uniform() < 0.7 && graph.twin(edge).valid()) {
      closures.push_back({graph.twin(edge), from, until, announced});
    }
  }
  return closures;
}

}  // namespace

TEST_CASE("ways round closed roads are as fast as those that trying every road again and again finds") {
  int longer = 0;
  int waited = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const RoadGraph graph = random_roads(seed, 1 + static_cast<std::int32_t>(seed * 7 % 60));
    RandomStream random{seed, Purpose::given_demand, 7};
    const auto closures = random_closures(graph, random);
    const ClosedRoads closed{closures};
    DetourSearch search{graph, closed};
    std::vector<EdgeId> path;
    std::vector<Hold> holds;
    for (int k = 0; k < 30; ++k) {
      SettingOut drive;
      drive.from = random_place(graph, random);
      drive.to = random_place(graph, random);
      drive.heading = random.uniform() < 0.5 ? Heading::either : Heading::ahead;
      drive.departure = 8_h + Milliseconds{random.below(900'000)};
      drive.known_at = drive.departure;
      if (random.uniform() < 0.5) drive.pace += random.below(800);
      INFO("seed " << seed << ", drive " << k);
      const BruteForce truth{graph, closures, drive};
      const std::int64_t time = search.find(drive, path, holds);
      REQUIRE(time == truth.fastest());
      REQUIRE(truth.driven(path, holds) == time);
      longer += time > dijkstra(graph, drive.from, drive.to, drive.heading).count * drive.pace ? 1 : 0;
      waited += holds.empty() ? 0 : 1;
    }
  }
  CHECK(longer > 500);
  CHECK(waited > 300);
}

TEST_CASE("who knows of closures reckons with the times that trying every road again and again finds") {
  int longer = 0;
  int just_in_time = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    const RoadGraph graph = random_roads(seed, 1 + static_cast<std::int32_t>(seed * 7 % 60));
    const TravelTimeOracle oracle{graph};
    RandomStream random{seed, Purpose::given_demand, 8};
    const auto closures = random_closures(graph, random);
    const ClosedRoads closed{closures};
    KnownRoads known{oracle, closed};
    Milliseconds now = 7_h;
    for (int k = 0; k < 60; ++k) {
      now += Milliseconds{random.below(180'000)};
      known.set_now(now);
      SettingOut drive;
      drive.from = random_place(graph, random);
      drive.to = random_place(graph, random);
      drive.heading = random.uniform() < 0.5 ? Heading::either : Heading::ahead;
      drive.departure = now + Milliseconds{random.below(3'600'000)};
      drive.known_at = now;
      INFO("seed " << seed << ", drive " << k);
      const auto time = [&](Milliseconds departure) {
        return known.travel_time(drive.from, drive.to, departure, drive.heading);
      };
      const std::int64_t truth = BruteForce{graph, closures, drive}.fastest();
      REQUIRE(time(drive.departure).count == truth / 1'000);
      REQUIRE(time(drive.departure).count == truth / 1'000);  // from memory
      longer += truth > dijkstra(graph, drive.from, drive.to, drive.heading).count * 1'000 ? 1 : 0;
      const Milliseconds arrival = drive.departure + time(drive.departure) + Milliseconds{random.below(1'200'000)};
      const Milliseconds latest = known.latest_departure(drive.from, drive.to, drive.departure, arrival, drive.heading);
      REQUIRE(latest >= drive.departure);
      REQUIRE(latest + time(latest) <= arrival);
      REQUIRE(latest + 1_ms + time(latest + 1_ms) > arrival);
      just_in_time += latest + time(latest) == arrival ? 1 : 0;
    }
  }
  CHECK(longer > 300);
  CHECK(just_in_time > 3'000);
}

TEST_CASE("a road is closed for those who know of it, from its beginning to its end") {
  const ClosedRoads closed{{{EdgeId{3}, 9_h, 10_h}, {EdgeId{3}, 10_h, 11_h}, {EdgeId{5}, 8_h, 9_h}}};
  CHECK(closed.opens(EdgeId{3}, 9_h, 9_h) == 10_h);
  CHECK(closed.opens(EdgeId{3}, 9_h, 10_h) == 11_h);
  CHECK(closed.opens(EdgeId{3}, 9_h, 9_h - 1_ms) == 9_h);
  CHECK(closed.opens(EdgeId{3}, 9_h - 1_ms, 12_h) == 9_h - 1_ms);
  CHECK(closed.opens(EdgeId{3}, 11_h, 12_h) == 11_h);
  CHECK(closed.opens(EdgeId{4}, 9_h, 12_h) == 9_h);
  CHECK(closed.announcements() == std::vector<Milliseconds>{8_h, 9_h, 10_h});
}
