#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "core/errors.h"
#include "core/random_stream.h"
#include "io/scenario/read_scenario.h"
#include "support/temporary_folder.h"

using namespace navette;

namespace {

const std::string kToml = R"([territory]
roads = "roads.osm.pbf"
name = "Le pays"
[territory.speeds]
residential = 30
[demand]
requests = "requests.csv"
[fleet]
size = 2
depots = [{lon = 2.1, lat = 43.6}]
shifts = [{start = 06:30:00, end = "20:00"}]
[service]
max_wait_time = "00:15"
max_absolute_detour = inf
[run]
first_day = 2026-01-05
)";
const std::string kCsv =
    "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,party_size\r\n"
    "\"r, 1\",08:00,08:30,2.1,43.6,2.2,43.7,1\r\nr2,08:00,32400.5,-2.1,43.6,2.2,43.7,2\r\n";

// Reads, and allows nothing but success or a clear error.
bool is_read(const TemporaryFolder& folder, const std::vector<std::string>& overrides = {}) {
  std::vector<std::string> warnings;
  try {
    (void)read_scenario(folder.path() / "scenario.toml", overrides, warnings);
    return true;
  } catch (const InputError& error) {
    REQUIRE_FALSE(error.messages().empty());
    for (const auto& message : error.messages()) REQUIRE(message.size() > 10);
    return false;
  }
}

std::string spoilt(std::string text, RandomStream& random) {
  const std::uint32_t changes = 1 + random.below(3);
  static const std::string kSyntax = std::string{"[]{}=.,\"'#\n\r\\-:;\xff"} + '\0';
  for (std::uint32_t i = 0; i < changes && !text.empty(); ++i) {
    const auto at = random.below(static_cast<std::uint32_t>(text.size()));
    const char byte = random.below(2) == 0 ? static_cast<char>(random.below(256))
                                           : kSyntax[random.below(static_cast<std::uint32_t>(kSyntax.size()))];
    switch (random.below(4)) {
      case 0:
        text[at] = byte;
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      case 2:
        text.erase(at, 1 + random.below(20));
        break;
      default:
        text.insert(at, text.substr(random.below(static_cast<std::uint32_t>(text.size())), random.below(30)));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("scenarios and requests cut off anywhere are read or refused, never more") {
  const TemporaryFolder folder;
  folder.write("roads.osm.pbf", "");
  folder.write("scenario.toml", kToml);
  folder.write("requests.csv", kCsv);
  REQUIRE(is_read(folder));
  for (std::size_t length = 0; length < kCsv.size(); ++length) {
    folder.write("requests.csv", kCsv.substr(0, length));
    is_read(folder);
  }
  folder.write("requests.csv", kCsv);
  for (std::size_t length = 0; length < kToml.size(); ++length) {
    folder.write("scenario.toml", kToml.substr(0, length));
    is_read(folder);
  }
}

TEST_CASE("scenarios, requests and overrides with random bytes are read or refused, never more") {
  const std::uint64_t seed = 7;
  const TemporaryFolder folder;
  folder.write("roads.osm.pbf", "");
  int good = 0;
  for (std::uint32_t trial = 0; trial < 2'000; ++trial) {
    INFO("seed " << seed << ", trial " << trial);
    RandomStream random{seed, Purpose::given_demand, trial};
    folder.write("scenario.toml", trial % 3 == 0 ? spoilt(kToml, random) : kToml);
    folder.write("requests.csv", trial % 3 == 1 ? spoilt(kCsv, random) : kCsv);
    const std::vector<std::string> overrides{spoilt("service.max_wait_time=[1, {a = \"b\"}]", random)};
    good += is_read(folder, trial % 3 == 2 ? overrides : std::vector<std::string>{}) ? 1 : 0;
  }
  CHECK(good > 5);
  for (std::uint32_t trial = 0; trial < 300; ++trial) {
    INFO("seed " << seed << ", noise " << trial);
    RandomStream random{seed, Purpose::given_demand, trial, 1};
    std::string noise(random.below(400), ' ');
    for (char& byte : noise) byte = static_cast<char>(random.below(256));
    folder.write("scenario.toml", trial % 2 == 0 ? noise : kToml);
    folder.write("requests.csv", noise);
    is_read(folder);
  }
}

TEST_CASE("deep nesting and long lines are refused without harm") {
  const TemporaryFolder folder;
  folder.write("roads.osm.pbf", "");
  folder.write("requests.csv", kCsv);
  folder.write("scenario.toml", "a = " + std::string(100'000, '['));
  CHECK_FALSE(is_read(folder));
  folder.write("scenario.toml", kToml + "[" + std::string(100'000, 'x') + "]\n");
  CHECK_FALSE(is_read(folder));
  folder.write("scenario.toml", kToml);
  CHECK_FALSE(is_read(folder, {std::string(50'000, 'a') + "=1"}));
  std::string deep = "a";
  for (int i = 0; i < 100'000; ++i) deep += ".a";
  CHECK_FALSE(is_read(folder, {deep + "=1"}));
  for (const std::string& key : {deep + " = 1", "[" + deep + "]", "[[" + deep + "]]", "x = {" + deep + " = 1}"}) {
    folder.write("scenario.toml", key);
    CHECK_FALSE(is_read(folder));
  }
  folder.write("scenario.toml", kToml);
  folder.write("requests.csv", std::string{kCsv}.append(17'000'000, 'x'));
  CHECK_FALSE(is_read(folder));
  folder.write("requests.csv", std::string{}.append(1'000'000, ','));
  CHECK_FALSE(is_read(folder));
}
