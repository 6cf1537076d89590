#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "core/random_stream.h"
#include "io/gtfs/feed_trips.h"
#include "io/gtfs/read_gtfs.h"
#include "io/gtfs_feed.h"
#include "io/scenario_files.h"
#include "support/skip.h"

using namespace navette;
using namespace navette::literals;
using std::chrono::January;

namespace {

constexpr Milliseconds kHour = 3'600'000_ms;
constexpr Milliseconds kMinute = 60'000_ms;
const auto kMonday = std::chrono::year{2026} / January / 5;
const std::filesystem::path kData = std::filesystem::path{NAVETTE_SOURCE_DIR} / ".." / "shared" / "data" / "gtfs_flex";

using Files = std::map<std::string, std::string>;

GtfsChoice line_of(std::vector<std::string> routes, int days = 1) { return {std::move(routes), true, kMonday, days}; }

// The messages about a feed with the folder's name left out.
std::vector<std::string> errors_of(const Files& files, const GtfsChoice& choice, bool zipped = true) {
  const TemporaryFolder folder;
  std::filesystem::path feed = folder.path() / "feed";
  if (zipped) {
    feed = folder.path() / "feed.zip";
    write_zip(feed, files);
  } else {
    std::filesystem::create_directories(feed);
    for (const auto& [name, bytes] : files) folder.write("feed/" + name, bytes);
  }
  try {
    (void)read_gtfs(feed, choice);
  } catch (const InputError& error) {
    std::vector<std::string> messages = error.messages();
    for (std::string& message : messages) {
      const std::string prefix = folder.path().string() + "/";
      while (message.find(prefix) != std::string::npos) message.erase(message.find(prefix), prefix.size());
    }
    return messages;
  }
  return {};
}

GtfsTimetable read(const Files& files, const GtfsChoice& choice) {
  const TemporaryFolder folder;
  write_zip(folder.path() / "feed.zip", files);
  return read_gtfs(folder.path() / "feed.zip", choice);
}

Files with(const std::string& name, const std::string& bytes) {
  Files files = small_feed();
  files[name] = bytes;
  return files;
}

Files without(const std::string& name) {
  Files files = small_feed();
  files.erase(name);
  return files;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("a zip and a folder with the same files are the same feed") {
  const TemporaryFolder folder;
  write_zip(folder.path() / "feed.zip", small_feed());
  for (const auto& [name, bytes] : small_feed()) folder.write("feed/" + name, bytes);
  const auto zipped = read_gtfs(folder.path() / "feed.zip", line_of({"12"}));
  const auto unpacked = read_gtfs(folder.path() / "feed", line_of({"12"}));
  REQUIRE(zipped.stops.size() == 3);
  REQUIRE(unpacked.stops.size() == 3);
  CHECK(zipped.stops[0].name == "Mill, upper");
  CHECK(zipped.stops[2].place == unpacked.stops[2].place);
  REQUIRE(zipped.courses.size() == 2);
  CHECK(unpacked.courses.size() == 2);
}

TEST_CASE("of a feed without routes all stops are taken, of routes those where their trips call") {
  CHECK(read(small_feed(), {}).stops.size() == 4);
  const auto of_route = read(small_feed(), {{"r2"}, false, kMonday, 1});
  REQUIRE(of_route.stops.size() == 2);
  CHECK(of_route.stops[1].name == "Elsewhere");
  CHECK(of_route.courses.empty());
}

TEST_CASE("a line's courses are the trips of its routes on the days of the run") {
  const auto monday = read(small_feed(), line_of({"12"}));
  REQUIRE(monday.courses.size() == 2);
  const auto& first = monday.courses[0];
  REQUIRE(first.visits.size() == 3);
  CHECK(first.visits[0].time == 8 * kHour);
  CHECK(first.visits[2].stop == 2);
  CHECK(first.days.empty());                                                         // every day of the run
  CHECK(monday.courses[1].visits[1].time == 17 * kHour + 10 * kMinute + 30'000_ms);  // between 17:00 and 17:21
  // Monday to Sunday, but on Tuesday the timetable of Saturdays: an exception of the calendar.
  const auto week = read(small_feed(), line_of({"12"}, 7));
  REQUIRE(week.courses.size() == 3);
  CHECK(week.courses[0].days == std::vector<std::int32_t>{0, 2, 3, 4});
  CHECK(week.courses[1].days == std::vector<std::int32_t>{1, 5});
  CHECK(week.courses[1].visits[0].time == 9 * kHour);
  GtfsChoice sunday = line_of({"12"});
  sunday.first_day = std::chrono::year{2026} / January / 11;
  CHECK(read(small_feed(), sunday).courses.empty());
}

TEST_CASE("a trip with headways runs again and again until their end") {
  const auto line = read(with("frequencies.txt",
                              "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,08:00:00,1800\n"
                              "t1,20:00:00,20:01:00,600\n"),
                         line_of({"r1"}));
  REQUIRE(line.courses.size() == 6);  // 6:00, 6:30, 7:00, 7:30, 17:00, 20:00
  CHECK(line.courses[3].visits[0].time == 7 * kHour + 30 * kMinute);
  CHECK(line.courses[3].visits[2].time == 7 * kHour + 50 * kMinute);
  CHECK(line.courses[5].visits[0].time == 20 * kHour);
}

TEST_CASE("the stops of a route of GTFS-Flex are those of its groups, old and new") {
  Files files = with("stop_times.txt",
                     "trip_id,stop_sequence,stop_id,departure_time,start_pickup_drop_off_window,location_group_id\n"
                     "t1,1,,,08:00:00,g\nt2,1,M,09:00:00,,\nother,1,zone,,08:00:00,\n");
  files["location_group_stops.txt"] = "location_group_id,stop_id\ng,C\ng,S\n";
  CHECK(read(files, {{"12"}, false, kMonday, 1}).stops.size() == 3);
  CHECK(read(files, {{"13"}, false, kMonday, 1}).stops.empty());  // an area
  files.erase("location_group_stops.txt");
  files["location_groups.txt"] = "location_group_id,location_id,location_group_name\ng,C,\ng,E,\n";
  const auto old = read(files, {{"12"}, false, kMonday, 1});
  REQUIRE(old.stops.size() == 3);
  CHECK(old.stops[2].name == "Elsewhere");
  files["stop_times.txt"] = "trip_id,stop_sequence,stop_id,start_pickup_dropoff_window\nt1,1,g,08:00:00\n";
  CHECK(errors_of(files, line_of({"12"})) ==
        Messages{"feed.zip: no trip of the routes has a timetable (GTFS-Flex with windows is no virtual_line)"});
}

TEST_CASE("a feed that lacks a file, a route or a day says what is missing") {
  CHECK(errors_of(without("stops.txt"), {}) == Messages{"feed.zip: has no stops.txt, which tells where its stops are"});
  CHECK(errors_of(without("stop_times.txt"), line_of({"12"}), false) ==
        Messages{"feed: has no stop_times.txt, which tells where and when its trips call"});
  CHECK(errors_of(without("trips.txt"), line_of({})) ==
        Messages{"feed.zip: has no trips.txt, which tells the trips of its routes"});
  CHECK(errors_of(small_feed(), line_of({"12", "14"})) ==
        Messages{"feed.zip: routes.txt: there is no route \"14\"; its routes are 12, 13"});
  Files dateless = without("calendar.txt");
  dateless.erase("calendar_dates.txt");
  CHECK(errors_of(dateless, line_of({"12"})) ==
        Messages{"feed.zip: has neither calendar.txt nor calendar_dates.txt, which tell when its trips run"});
  GtfsChoice too_late = line_of({"12"});
  too_late.first_day = std::chrono::year{2027} / January / 5;
  CHECK(errors_of(small_feed(), too_late) == Messages{"feed.zip: its calendars reach from 2026-01-01 to 2026-02-28, "
                                                      "run.first_day is 2027-01-05: choose a day between"});
}

TEST_CASE("bad rows of a feed are told with their file and line") {
  CHECK(errors_of(with("stops.txt", "stop_id,stop_lat,stop_lon\nM,43.6,2.1\nC,north,2.2\n"), {}) ==
        Messages{"feed.zip: stops.txt:3: stop_lat must be degrees from -90 to 90 (WGS84, with a decimal point), found "
                 "\"north\""});
  CHECK(errors_of(with("calendar.txt",
                       "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,"
                       "end_date\nweek,1,1,1,1,1,0,2,20260101,20260230\n"),
                  line_of({"12"})) ==
        Messages{"feed.zip: calendar.txt:2: sunday must be a whole number from 0 to 1, found \"2\"",
                 "feed.zip: calendar.txt:2: end_date must be a date, as 20231231, found \"20260230\""});
  const std::string header = "trip_id,stop_id,stop_sequence,departure_time\n";
  CHECK(
      errors_of(with("stop_times.txt", header + "t1,M,1,08:00\nt1,Q,2,08:10\nt2,M,1,08:00\nt2,C,2,07:59\n"),
                line_of({"12"})) ==
      Messages{"feed.zip: trip \"t1\": calls at \"Q\", which is no stop of stops.txt",
               "feed.zip: trip \"t2\": must have a departure_time at its first and last stop, and times that do not go "
               "back"});
  CHECK(errors_of(with("stop_times.txt", header + "t1,M,1,98:00:00\nt1,C,x,08:10\n"), line_of({"12"})) ==
        Messages{"feed.zip: stop_times.txt:2: departure_time must be from 00:00:00 to 48:00:00",
                 "feed.zip: stop_times.txt:3: stop_sequence must be a whole number from 0 to 1000000000, found \"x\""});
  CHECK(errors_of(with("frequencies.txt", "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,08:00:00,0\n"),
                  line_of({"12"})) ==
        Messages{"feed.zip: frequencies.txt:2: headway_secs must be a whole number from 60 to 86400, found \"0\""});
  CHECK(errors_of(with("trips.txt", "service_id,trip_id,route_id\nweek,t1,r1\nnever,t2,r1\n"), line_of({"12"})) ==
        Messages{"feed.zip: trip \"t2\": no calendar knows service_id \"never\""});
}

TEST_CASE("a zip that is none, empty, cut, or packed with its folder is told") {
  const TemporaryFolder folder;
  const auto message = [&](const std::filesystem::path& feed) {
    try {
      (void)read_gtfs(feed, {});
    } catch (const InputError& error) {
      return std::string{error.what()};
    }
    return std::string{};
  };
  CHECK_THAT(message(folder.write("text.zip", "no zip at all")), Catch::Contains("is neither a folder nor a zip file"));
  // The end record of a zip without entries.
  CHECK_THAT(message(folder.write("none.zip", std::string{"PK\5\6"} + std::string(18, '\0'))),
             Catch::Contains("is a zip without files"));
  CHECK_THAT(message(folder.write("empty.zip", "")), Catch::Contains("zip"));
  Files nested;
  for (const auto& [name, bytes] : small_feed()) nested["feed/" + name] = bytes;
  write_zip(folder.path() / "nested.zip", nested);
  CHECK_THAT(message(folder.path() / "nested.zip"), Catch::Contains("its files lie in a folder of the zip"));
  write_zip(folder.path() / "good.zip", small_feed());
  std::ifstream in{folder.path() / "good.zip", std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  CHECK_THAT(message(folder.write("cut.zip", bytes.substr(0, bytes.size() / 2))),
             Catch::Contains("cut.zip: is neither"));
  std::filesystem::create_directories(folder.path() / "folder");
  CHECK_THAT(message(folder.path() / "folder"), Catch::Contains("folder: has no stops.txt"));
}

TEST_CASE("no damaged zip is read as if nothing were wrong, or brings the reader down") {
  const TemporaryFolder folder;
  write_zip(folder.path() / "good.zip", small_feed());
  std::ifstream in{folder.path() / "good.zip", std::ios::binary};
  const std::string good{std::istreambuf_iterator<char>{in}, {}};
  const auto expected = read_gtfs(folder.path() / "good.zip", line_of({"12"}));
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    INFO("seed " << seed);
    RandomStream random{seed, Purpose::given_demand};
    std::string bytes = good;
    char& byte = bytes[random.below(static_cast<std::uint32_t>(bytes.size()))];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << random.below(8)));
    const auto file = folder.write("bad.zip", bytes);
    try {
      const auto read = read_gtfs(file, line_of({"12"}));
      // The flipped bit was one that says nothing of the files read: a date, a file not needed.
      CHECK(read.stops.size() == expected.stops.size());
      CHECK_FALSE(read.courses.empty());
    } catch (const InputError&) {  // NOLINT(bugprone-empty-catch): what is wanted
    }
  }
}

TEST_CASE("a scenario takes stops and courses from a feed, on the days that it simulates") {
  ScenarioFiles files;
  write_zip(files.path() / "feed.zip", small_feed());
  const std::string start = "[territory]\nroads = \"roads.osm.pbf\"\n[demand]\nrequests = \"requests.csv\"\n";
  const std::string line = start + R"([run]
first_day = 2026-01-05
days = 7
[service]
stop_source = "gtfs"
gtfs = "feed.zip"
[services.line]
kind = "virtual_line"
gtfs_routes = ["12"]
[services.stops]
kind = "stop_based"
)";
  const Scenario scenario = files.read(line);
  CHECK(files.warnings.empty());
  REQUIRE(scenario.services.size() == 2);
  CHECK(scenario.services[0].courses.size() == 3);
  CHECK(scenario.services[0].courses[1].days == std::vector<std::int32_t>{1, 5});
  CHECK(scenario.services[1].stops.size() == 4);
  CHECK(scenario.services[1].courses.empty());
  CHECK(files.read(line, {"run.first_day=2026-01-11", "run.days=1"}).services[0].courses.empty());
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0],
             Catch::Contains("service line: ") && Catch::Contains("has no trip on the days of the run"));
  files.warnings.clear();
  CHECK(files.errors(start + "[service]\nkind = \"stop_based\"\nstop_source = \"gtfs\"\n") ==
        Messages{"scenario.toml:6: service.gtfs is missing: the feed, a zip or a folder, that has the stops"});
  CHECK(files.errors(start + "[service]\nkind = \"virtual_line\"\nstop_source = \"osm\"\n") ==
        Messages{"scenario.toml:6: service.stop_source must be \"given\" or \"gtfs\" for a virtual_line, whose courses "
                 "name its stops"});
  CHECK_FALSE(files.errors(line + "courses = \"stop_times.txt\"\n").empty());
  CHECK(files.errors(start + "[service]\ngtfs = \"nowhere\"\n") ==
        Messages{"scenario.toml:6: service.gtfs names \"nowhere\", but there is no file or folder nowhere"});
  (void)files.read(start + "[service]\ngtfs = \"feed.zip\"\n");
  REQUIRE(files.warnings.size() == 1);
  CHECK_THAT(files.warnings[0], Catch::Contains("service.gtfs is not used"));
}

TEST_CASE("real feeds of on-demand buses are read") {
  if (test::skipped_without({kData})) return;
  CHECK(read_gtfs(kData / "rufbus-angermuende", {}).stops.size() == 378);
  CHECK(read_gtfs(kData / "brown-county.zip", {}).stops.size() > 2);
}
