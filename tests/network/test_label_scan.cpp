#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/random_stream.h"
#include "network/labels/drive_limits.h"
#include "network/labels/label_scan.h"

using namespace navette;

namespace {

std::vector<std::int32_t> random_times(RandomStream& random, std::size_t count, std::uint32_t below) {
  std::vector<std::int32_t> times(count);
  for (auto& time : times) time = static_cast<std::int32_t>(random.below(below));
  return times;
}

}  // namespace

TEST_CASE("the label scan gives the same with and without AVX2, for labels of every length") {
  constexpr std::uint32_t kHubs = 500;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    auto pinned = random_times(random, kHubs, 1'000'000);
    for (auto& time : pinned) time = random.below(3) == 0 ? time : kNoDrive;
    for (std::size_t size = 0; size < 70; ++size) {
      const auto hubs = random_times(random, size, kHubs);
      const auto times = random_times(random, size, seed % 2 == 0 ? kNoDrive : 10);
      std::int32_t truth = std::numeric_limits<std::int32_t>::max();
      for (std::size_t i = 0; i < size; ++i) truth = std::min(truth, pinned[hubs[i]] + times[i]);
      REQUIRE(scan_label_plain(pinned.data(), {hubs, times}) == truth);
      REQUIRE(fastest_label_scan()(pinned.data(), {hubs, times}) == truth);
    }
  }
}
