#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/errors.h"
#include "core/random_stream.h"
#include "io/forged_network.h"
#include "io/results/atomic_file.h"
#include "support/temporary_folder.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

class Listener final : public RunListener {
 public:
  void warning(const std::string& message) override { warnings.push_back(message); }
  std::vector<std::string> warnings;
};

/// A cache in a folder of its own that holds one network.
struct Cached {
  explicit Cached(std::uint64_t seed) : network{test::small_network(seed)} {
    ::setenv("NAVETTE_CACHE", folder.path().c_str(), 1);
    cache.emplace(std::string(64, 'c'), RoadRules{}, listener);
    ::setenv("NAVETTE_CACHE", "", 1);
    cache->keep(network);
    for (const auto& entry : fs::directory_iterator{folder.path()}) file = entry.path();
  }
  /// Whether it was refused, which is told once.
  bool is_refused() {
    listener.warnings.clear();
    const bool found = cache->find().has_value();
    CHECK(listener.warnings.size() == (found ? 0 : 1));
    return !found;
  }

  TemporaryFolder folder;
  Listener listener;
  PreparedNetwork network;
  std::optional<NetworkCache> cache;
  fs::path file;
};

void put(std::vector<std::byte>& column, std::size_t word, std::int32_t value) {
  std::memcpy(&column.at(4 * word), &value, 4);
}
std::int32_t get(const std::vector<std::byte>& column, std::size_t word) {
  std::int32_t value = 0;
  std::memcpy(&value, &column.at(4 * word), 4);
  return value;
}

// Columns in the order of the file: numbers, 11 of roads, 9 of the hierarchy, 3 + 3 of labels.
constexpr std::size_t kEdgeHead = 3;
constexpr std::size_t kShapeBegin = 8;
constexpr std::size_t kHubOfNode = 12;
constexpr std::size_t kForwardBegin = 15;
constexpr std::size_t kArcTime = 18;
constexpr std::size_t kArcFirst = 19;
constexpr std::size_t kDepartureBegin = 21;
constexpr std::size_t kDepartureHubs = 22;
constexpr std::size_t kDepartureTimes = 23;
constexpr std::size_t kArrivalHubs = 25;

TEST_CASE("a network that was written again with right checksums is the same network") {
  Cached cached{3};
  const std::string before = test::drive_across(cached.network);
  test::forge(cached.file, [](test::RawColumns&) {});
  CHECK(!cached.is_refused());
  CHECK(test::drive_across(*cached.cache->find()) == before);
}

TEST_CASE("a number out of its range is refused, though the checksum is right") {
  Cached cached{3};
  const std::array wrong{-1, -2, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max(),
                         60'000'000};
  for (const std::size_t column :
       {kEdgeHead, kShapeBegin, kHubOfNode, kForwardBegin, kArcFirst, kDepartureBegin, kDepartureHubs, kArrivalHubs}) {
    for (const std::int32_t value : wrong) {
      INFO("column " << column << " holds " << value);
      cached.cache->keep(cached.network);
      test::forge(cached.file, [&](test::RawColumns& columns) { put(columns[column], 5, value); });
      CHECK(cached.is_refused());
    }
  }
}

TEST_CASE("an arc that is not as long as its road, or its halves, is refused") {
  Cached cached{3};
  for (std::size_t arc = 0; arc < cached.network.times.hierarchy.arc_time.size(); arc += 7) {
    cached.cache->keep(cached.network);
    test::forge(cached.file,
                [&](test::RawColumns& columns) { put(columns[kArcTime], arc, get(columns[kArcTime], arc) + 1); });
    CHECK(cached.is_refused());
  }
}

TEST_CASE("labels that are forged in many places are noticed by samples") {
  Cached cached{3};
  test::forge(cached.file, [&](test::RawColumns& columns) {
    const auto& hubs = cached.network.times.departure;
    for (std::size_t hub = 0; hub < cached.network.roads.node_place.size(); ++hub) {
      const std::size_t last = hubs.begin[hub + 1] - 1;  // its own, which is 0
      for (std::size_t entry = hubs.begin[hub]; entry < last; ++entry) {
        put(columns[kDepartureTimes], entry, get(columns[kDepartureTimes], entry) + 1'000);
      }
    }
  });
  CHECK(cached.is_refused());
}

TEST_CASE("any column changed anywhere, with right checksums, crashes nothing and hangs nothing") {
  Cached cached{6};
  RandomStream random{11, Purpose::given_demand};
  int refused = 0;
  int unlike = 0;
  const std::string before = test::drive_across(cached.network);
  constexpr int kForgeries = 600;
  for (int k = 0; k < kForgeries; ++k) {
    INFO("forgery " << k);
    cached.cache->keep(cached.network);
    test::forge(cached.file, [&](test::RawColumns& columns) {
      for (std::uint32_t times = 1 + random.below(3); times > 0; --times) {
        auto& column = columns[random.below(static_cast<std::uint32_t>(columns.size()))];
        const std::size_t words = column.size() / 4;
        if (random.below(10) == 0) {
          column.resize(4 * random.below(static_cast<std::uint32_t>(words + 3)));
        } else if (words > 0) {
          const std::size_t word = random.below(static_cast<std::uint32_t>(words));
          const std::int32_t near = get(column, word);
          const std::array<std::int32_t, 6> values{0,
                                                   -1,
                                                   std::numeric_limits<std::int32_t>::max(),
                                                   static_cast<std::int32_t>(random.below(200)),
                                                   near < 1'000'000'000 ? near + 1 : near - 1,
                                                   near > -1'000'000'000 ? near - 1 : near + 1};
          put(column, word, values[random.below(6)]);
        }
      }
    });
    cached.listener.warnings.clear();
    const auto found = cached.cache->find();
    if (!found) {
      ++refused;
      continue;
    }
    try {
      unlike += test::drive_across(*found) == before ? 0 : 1;
    } catch (const InputError&) {  // a label of which no sample was taken
    }
  }
  // What is left: places on the map, which nothing else tells; the numbers that are only printed; no change at all.
  WARN(refused << " of " << kForgeries << " forged networks were refused, " << unlike << " gave other answers");
  CHECK(refused > kForgeries * 3 / 4);
  CHECK(unlike < kForgeries / 10);
}

TEST_CASE("only an ordinary file that nobody else can write is used") {
  Cached cached{1};
  CHECK(!cached.is_refused());
  struct stat about {};
  REQUIRE(::stat(cached.file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0022U) == 0);
  for (const ::mode_t mode : {0666U, 0664U, 0646U}) {
    REQUIRE(::chmod(cached.file.c_str(), mode) == 0);
    CHECK(cached.is_refused());
    CHECK(cached.listener.warnings.front().find("other users may write it") != std::string::npos);
  }
  REQUIRE(::chmod(cached.file.c_str(), 0600) == 0);
  CHECK(!cached.is_refused());
  if (::geteuid() == 0) {  // only root can give a file away
    REQUIRE(::chown(cached.file.c_str(), 12'345, 12'345) == 0);
    CHECK(cached.is_refused());
    CHECK(cached.listener.warnings.front().find("belongs to another user") != std::string::npos);
  } else {
    WARN("not tried, for want of rights: a file of another user");
  }
  const fs::path elsewhere = cached.folder.path() / "elsewhere";
  fs::rename(cached.file, elsewhere);
  fs::create_symlink(elsewhere, cached.file);
  CHECK(cached.is_refused());
  fs::remove(cached.file);
  fs::create_directory(cached.file);
  CHECK(cached.is_refused());
  fs::remove(cached.file);
  REQUIRE(::mkfifo(cached.file.c_str(), 0600) == 0);
  CHECK(cached.is_refused());  // and is not waited for
  cached.cache->keep(cached.network);
  CHECK(!cached.is_refused());
}

TEST_CASE("a file that replaces another gives nobody more than that one did") {
  const TemporaryFolder folder;
  const fs::path name = folder.path() / "results";
  const auto mode_after = [&](::mode_t before, ::mode_t umask) {
    std::ofstream{name} << "before";
    ::chmod(name.c_str(), before);
    const ::mode_t old = ::umask(umask);
    write_file_atomically(name, {});
    ::umask(old);
    struct stat about {};
    REQUIRE(::stat(name.c_str(), &about) == 0);
    fs::remove(name);
    return about.st_mode & 0777U;
  };
  CHECK(mode_after(0600, 0022) == 0600);
  CHECK(mode_after(0644, 0022) == 0644);
  CHECK(mode_after(0644, 0077) == 0600);
  CHECK(mode_after(0666, 0022) == 0644);
  CHECK(mode_after(0440, 0022) == 0640);
}

}  // namespace
}  // namespace navette
