#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

#include "core/random_stream.h"
#include "io/osm/osm_rings.h"

using namespace navette;

TEST_CASE("ways join into rings in any order and direction, or the relation is broken") {
  using Ways = std::vector<std::vector<std::int64_t>>;
  CHECK(join_rings(Ways{{1, 2, 3, 1}})->size() == 1);
  CHECK(join_rings(Ways{{1, 2}, {3, 2}, {3, 1}})->at(0).size() == 3);
  CHECK_FALSE(join_rings(Ways{{1, 2}, {2, 3}}));
  CHECK_FALSE(join_rings(Ways{{1}}));
  CHECK_FALSE(join_rings(Ways{}));
  CHECK_FALSE(join_rings(Ways{{}, {1, 2, 3, 1}}));
  CHECK_FALSE(join_rings(Ways{{1, 2}, {2, 1}}));  // there and back holds no area
  // Two rings that touch in node 1: however they are joined, all steps are used once.
  const auto touching = join_rings(Ways{{1, 2, 3}, {3, 1}, {1, 4, 5}, {5, 1}});
  REQUIRE(touching);
  std::size_t steps = 0;
  for (const auto& ring : *touching) steps += ring.size();
  CHECK(steps == 6);
}

TEST_CASE("random rings cut into shuffled pieces join again to the same length") {
  const std::uint64_t seed = 11;
  for (std::uint32_t trial = 0; trial < 300; ++trial) {
    INFO("seed " << seed << ", trial " << trial);
    RandomStream random{seed, Purpose::given_demand, trial};
    std::vector<std::vector<std::int64_t>> pieces;
    std::size_t nodes = 0;
    std::int64_t next = 1;
    for (std::uint32_t r = 0; r <= random.below(3); ++r) {
      const auto count = std::int64_t{3} + random.below(12);
      const std::int64_t first = next;
      std::vector<std::int64_t> piece{first};
      for (std::int64_t i = 1; i <= count; ++i) {
        piece.push_back(i == count ? first : first + i);
        if (i == count || random.below(3) > 0) continue;
        pieces.push_back(piece);
        piece = {piece.back()};
      }
      pieces.push_back(piece);
      nodes += static_cast<std::size_t>(count);
      next += count;
    }
    for (std::size_t i = pieces.size(); i > 1; --i) {
      std::swap(pieces[i - 1], pieces[random.below(static_cast<std::uint32_t>(i))]);
    }
    for (auto& piece : pieces) {
      if (random.below(2) == 0) std::reverse(piece.begin(), piece.end());
    }
    const auto rings = join_rings(pieces);
    REQUIRE(rings);
    std::size_t joined = 0;
    for (const auto& ring : *rings) joined += ring.size();
    CHECK(joined == nodes);
    pieces.pop_back();
    if (!pieces.empty() && pieces.size() < 3) continue;
    // With one piece less, a ring lacks a part, unless that piece was a ring of its own.
    if (const auto less = join_rings(pieces)) {
      std::size_t left = 0;
      for (const auto& ring : *less) left += ring.size();
      CHECK(left < nodes);
    }
  }
}
