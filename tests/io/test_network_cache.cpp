#include "io/cache/network_cache.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "core/random_stream.h"
#include "io/cache/cache_folder.h"
#include "network/travel_time_oracle.h"
#include "support/random_roads.h"
#include "support/temporary_folder.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

const std::string kMap(64, 'a');

/// Sets a variable of the environment, and puts it back.
class Variable {
 public:
  Variable(const char* name, const std::optional<std::string>& value) : name_{name} {
    if (const char* before = std::getenv(name)) before_ = before;
    put(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { put(before_); }

 private:
  void put(const std::optional<std::string>& value) {
    if (value) {
      ::setenv(name_, value->c_str(), 1);
    } else {
      ::unsetenv(name_);
    }
  }
  const char* name_;
  std::optional<std::string> before_;
};

class Listener final : public RunListener {
 public:
  void info(const std::string& message) override { infos.push_back(message); }
  void warning(const std::string& message) override { warnings.push_back(message); }
  std::vector<std::string> infos;
  std::vector<std::string> warnings;
};

PreparedNetwork network_of(std::uint64_t seed) {
  const RoadGraph graph = test::random_roads(seed, 60);
  const TravelTimeOracle oracle{graph};
  return {graph.columns(), oracle.index(), {1, 2, 3, 4}};
}

bool same(PreparedNetwork a, PreparedNetwork b) {
  bool all = a.times.longest_place_label == b.times.longest_place_label && a.summary.roads == b.summary.roads &&
             a.summary.metres_drivable == b.summary.metres_drivable;
  const auto compare = [&](const auto& one, const auto& other) { all = all && one == other; };
  StoredRoadColumns::for_each_column(compare, a.roads, b.roads);
  StoredHierarchy::for_each_column(compare, a.times.hierarchy, b.times.hierarchy);
  StoredLabels::for_each_column(compare, a.times.departure, b.times.departure);
  StoredLabels::for_each_column(compare, a.times.arrival, b.times.arrival);
  return all;
}

fs::path only_file(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{folder}) files.push_back(entry.path());
  REQUIRE(files.size() == 1);
  return files.front();
}

std::string content(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void replace(const fs::path& file, const std::string& bytes) {
  std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

TEST_CASE("what is found in the cache is what was kept, and answers as it did") {
  const TemporaryFolder folder;
  const Variable variable{"NAVETTE_CACHE", folder.path().string()};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    Listener listener;
    const NetworkCache cache{std::string(64, static_cast<char>('a' + seed)), RoadRules{}, listener};
    CHECK(!cache.find());
    const PreparedNetwork kept = network_of(seed);
    cache.keep(kept);
    const auto found = cache.find();
    REQUIRE(found);
    CHECK(same(*found, kept));
    CHECK(listener.warnings.empty());

    const RoadGraph graph{found->roads};
    const TravelTimeOracle oracle{graph, found->times};
    const RoadGraph built = test::random_roads(seed, 60);
    const TravelTimeOracle fresh{built};
    TravelTimeQuery query{oracle};
    TravelTimeQuery wanted{fresh};
    RandomStream random{seed, Purpose::given_demand};
    for (int k = 0; k < 50; ++k) {
      const Location from = test::random_place(graph, random);
      const Location to = test::random_place(graph, random);
      CHECK(query.travel_time(from, to, Milliseconds{0}) == wanted.travel_time(from, to, Milliseconds{0}));
      std::vector<EdgeId> path;
      std::vector<EdgeId> other;
      query.path(from, to, Milliseconds{0}, path);
      wanted.path(from, to, Milliseconds{0}, other);
      CHECK(path == other);
    }
  }
}

TEST_CASE("another map, or another rule of import, is another network") {
  const TemporaryFolder folder;
  const Variable variable{"NAVETTE_CACHE", folder.path().string()};
  Listener listener;
  NetworkCache{kMap, RoadRules{}, listener}.keep(network_of(1));
  CHECK(NetworkCache{kMap, RoadRules{}, listener}.find());
  CHECK(!NetworkCache{std::string(64, 'b'), RoadRules{}, listener}.find());
  std::vector<RoadRules> others(12);
  others[0].country = "FR";
  others[1].limit_share = 0.9;
  others[2].service_roads = true;
  others[3].worst_track_grade = 2;
  others[4].ferries = true;
  others[5].public_service = false;
  others[6].default_kmh[RoadClass::unclassified] = 41;
  others[7].compacted_kmh = others[8].gravel_kmh = others[9].earth_kmh = others[10].bad_kmh = 11;
  others[11].horrible_kmh = 1;
  for (const RoadRules& rules : others) CHECK(!NetworkCache{kMap, rules, listener}.find());
  CHECK(listener.warnings.empty());
}

TEST_CASE("a damaged file is told, not used, and made anew") {
  const TemporaryFolder folder;
  const Variable variable{"NAVETTE_CACHE", folder.path().string()};
  Listener listener;
  const NetworkCache cache{kMap, RoadRules{}, listener};
  const PreparedNetwork network = network_of(1);
  cache.keep(network);
  const fs::path file = only_file(folder.path());
  const std::string whole = content(file);
  const auto is_refused = [&](const std::string& bytes) {
    replace(file, bytes);
    listener.warnings.clear();
    return !cache.find() && listener.warnings.size() == 1;
  };
  RandomStream random{7, Purpose::given_demand};
  for (int k = 0; k < 300; ++k) {
    // The header and the directory of columns come first: every byte of them, then some of the rest.
    const std::size_t at =
        k < 200 ? static_cast<std::size_t>(k) : random.below(static_cast<std::uint32_t>(whole.size()));
    INFO("byte " << at << " of " << whole.size());
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    CHECK(is_refused(bytes));
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
    INFO("cut off after " << size);
    CHECK(is_refused(whole.substr(0, size)));
  }
  CHECK(is_refused(whole + "more"));
  cache.keep(network);
  CHECK(content(file) == whole);
  CHECK(cache.find());
}

TEST_CASE("a network of another key under this name is not used") {
  const TemporaryFolder folder;
  const Variable variable{"NAVETTE_CACHE", folder.path().string()};
  Listener listener;
  NetworkCache{std::string(64, 'b'), RoadRules{}, listener}.keep(network_of(2));
  const std::string other = content(only_file(folder.path()));
  fs::remove(only_file(folder.path()));
  const NetworkCache cache{kMap, RoadRules{}, listener};
  cache.keep(network_of(1));
  replace(only_file(folder.path()), other);
  CHECK(!cache.find());
  CHECK(listener.warnings.size() == 1);
}

TEST_CASE("a folder that cannot be made, or no folder at all, is no error") {
  Listener listener;
  {
    const Variable variable{"NAVETTE_CACHE", "/dev/null/cache"};
    const NetworkCache cache{kMap, RoadRules{}, listener};
    cache.keep(network_of(1));
    CHECK(!cache.find());
    CHECK(listener.infos.size() == 1);
  }
  {
    const Variable variable{"NAVETTE_CACHE", ""};
    const NetworkCache cache{kMap, RoadRules{}, listener};
    cache.keep(network_of(1));
    CHECK(!cache.find());
    CHECK(listener.infos.size() == 1);
  }
  CHECK(listener.warnings.empty());
}

TEST_CASE("many that keep and look for one network at once do not disturb each other") {
  const TemporaryFolder folder;
  const Variable variable{"NAVETTE_CACHE", folder.path().string()};
  const PreparedNetwork network = network_of(3);
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  threads.reserve(wrong.size());
  for (int& of_thread : wrong) {
    threads.emplace_back([&] {
      Listener listener;
      const NetworkCache cache{kMap, RoadRules{}, listener};
      for (int k = 0; k < 20; ++k) {
        cache.keep(network);
        const auto found = cache.find();
        // Whole or absent: somebody may be the first to write it just now.
        if ((found && !same(*found, network)) || !listener.warnings.empty()) ++of_thread;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4, 0));
  CHECK(only_file(folder.path()).extension() == ".network");
}

TEST_CASE("the cache lies in NAVETTE_CACHE, else in the XDG cache folder, else in ~/.cache") {
  const Variable own{"NAVETTE_CACHE", std::nullopt};
  const Variable home{"HOME", "/somewhere/me"};
  {
    const Variable shared{"XDG_CACHE_HOME", "/somewhere/cache"};
    CHECK(cache_folder() == fs::path{"/somewhere/cache/navette"});
    const Variable set{"NAVETTE_CACHE", "here"};
    CHECK(cache_folder() == fs::path{"here"});
    const Variable off{"NAVETTE_CACHE", ""};
    CHECK(!cache_folder());
  }
  const Variable relative{"XDG_CACHE_HOME", "relative"};
  CHECK(cache_folder() == fs::path{"/somewhere/me/.cache/navette"});
  const Variable homeless{"HOME", std::nullopt};
  CHECK(!cache_folder());
}

}  // namespace
}  // namespace navette
