#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/errors.h"
#include "io/scenario/tables/read_requests_csv.h"
#include "io/territory/generate_territory.h"
#include "io/territory/write_territory.h"
#include "support/draw_requests.h"
#include "support/temporary_folder.h"

using namespace navette;

namespace {

const std::filesystem::path kCanton = std::filesystem::path{NAVETTE_SOURCE_DIR} / "scenarios" / "canton";
constexpr int kRequests = 220;
constexpr std::uint64_t kRequestSeed = 1;

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

TEST_CASE("the shipped canton is what `navette territory` generates by default, byte for byte") {
  const TemporaryFolder folder;
  write_territory(generate_territory({}), folder.path() / "canton.osm.pbf");
  CHECK(bytes_of(folder.path() / "canton.osm.pbf") == bytes_of(kCanton / "canton.osm.pbf"));
}

TEST_CASE("the shipped requests are those drawn on the canton") {
  CHECK(bytes_of(kCanton / "requests.csv") == draw_requests(generate_territory({}), kRequests, kRequestSeed));
}

TEST_CASE("the shipped requests can be read and look like a day") {
  InputErrors errors;
  const auto requests = read_requests_csv(kCanton / "requests.csv", {}, errors);
  errors.throw_if_any();
  REQUIRE(requests.size() == kRequests);
  int day_before = 0;
  int wheelchairs = 0;
  int same_place = 0;
  int on_time = 0;
  for (const auto& request : requests) {
    CHECK(request.submitted_at <= request.earliest_departure);
    CHECK(request.wheelchairs <= request.party_size);
    day_before += request.submitted_at < Milliseconds{0} ? 1 : 0;
    wheelchairs += request.wheelchairs > 0 ? 1 : 0;
    on_time += request.latest_arrival < kNever ? 1 : 0;
    same_place += request.origin == request.destination ? 1 : 0;
  }
  CHECK(day_before > 80);
  CHECK(day_before < 150);
  CHECK(wheelchairs >= 4);
  CHECK(wheelchairs <= 20);
  CHECK(on_time >= 5);
  CHECK(same_place == 1);
}

// test_io "[write-canton]" writes both files anew, after a deliberate change of the generator.
TEST_CASE("write the shipped canton", "[.][write-canton]") {
  std::filesystem::create_directories(kCanton);
  const auto map = generate_territory({});
  write_territory(map, kCanton / "canton.osm.pbf");
  std::ofstream{kCanton / "requests.csv"} << draw_requests(map, kRequests, kRequestSeed);
}
