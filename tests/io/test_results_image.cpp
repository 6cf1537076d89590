#include "io/results/results_image.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include <catch2/catch.hpp>

#include "core/errors.h"
#include "hdf5_sample_run.h"
#include "io/hdf5/reader.h"
#include "io/results/atomic_file.h"
#include "io/thread_count.h"
#include "support/temporary_folder.h"

namespace navette {
namespace {

namespace fs = std::filesystem;
using test::SampleRun;

constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

void record(const SampleRun& run, const fs::path& name) {
  check_output_name(name);
  write_file_atomically(name, run.image());
}

std::int64_t time_or_none(Milliseconds time) { return time >= kNever ? kNoTime : time.count; }

TEST_CASE("what is written is read back, missing values as their codes") {
  const TemporaryFolder folder;
  SampleRun run{50, 6};
  record(run, folder / "out.h5");
  const Hdf5Reader file{folder / "out.h5"};

  const auto ids = file.strings("requests", "request_id");
  const auto ends = file.integers("requests", "end");
  const auto reasons = file.integers("requests", "reason");
  const auto latest = file.integers("requests", "latest_arrival");
  const auto boarding = file.integers("requests", "boarding_time");
  const auto origins = file.integers("requests", "origin_edge");
  const auto offsets = file.integers("requests", "origin_offset");
  const auto pickups = file.integers("requests", "pickup");
  const auto max_rides = file.integers("requests", "max_ride_time");
  const auto distances = file.integers("requests", "direct_distance");
  const auto latitudes = file.integers("requests", "origin_lat");
  REQUIRE(ids.size() == run.requests.size());
  for (std::size_t row = 0; row < ids.size(); ++row) {
    const TripRequest& asked = run.requests[row];
    const RequestRecord& came = run.tables.requests[row];
    INFO("row " << row);
    CHECK(ids[row] == asked.name);
    CHECK(ends[row] == static_cast<std::int64_t>(came.end));
    CHECK(reasons[row] == static_cast<std::int64_t>(came.reason));
    CHECK(latest[row] == time_or_none(asked.latest_arrival));
    CHECK(boarding[row] == (row % 2 == 0 ? 90'000 : run.scenario.services[0].rules.stop_duration.count));
    CHECK(origins[row] == asked.origin.edge.value);
    CHECK(offsets[row] == (asked.origin.valid() ? asked.origin.offset : -1));
    CHECK(pickups[row] == time_or_none(came.pickup));
    CHECK(max_rides[row] == time_or_none(came.promise.max_ride));
    CHECK(distances[row] == came.direct_distance.count);
    CHECK(latitudes[row] == asked.origin_place.lat);
  }
  CHECK(file.text("scenario") == run.scenario.effective_toml);
  CHECK(file.text("first_day") == "2026-03-02");
  CHECK(file.text("navette_version") == "1.2.3");
  CHECK(file.integer("seed") == 1);
}

TEST_CASE("the samples of a leg are found by its first_sample, and load and row_size agree with the legs") {
  const TemporaryFolder folder;
  SampleRun run{60, 6};
  record(run, folder / "out.h5");
  const Hdf5Reader file{folder / "out.h5"};
  const auto shuttle = file.integers("legs", "shuttle");
  const auto departure = file.integers("legs", "departure");
  const auto first = file.integers("legs", "first_sample");
  const auto samples = file.integers("legs", "samples");
  const auto seats = file.integers("legs", "seats");
  const auto wheelchairs = file.integers("legs", "wheelchairs");
  const auto entry = file.integers("trajectories", "entry");
  const auto load = file.integers("trajectories", "load");
  auto row_size = file.integers("trajectories", "row_size");

  std::int64_t next = 0;
  for (std::size_t leg = 0; leg < shuttle.size(); ++leg) {
    INFO("leg " << leg);
    if (leg > 0) {
      CHECK(std::pair{shuttle[leg - 1], departure[leg - 1]} <= std::pair{shuttle[leg], departure[leg]});
    }
    row_size[static_cast<std::size_t>(shuttle[leg])] -= samples[leg];
    if (samples[leg] == 0) {
      CHECK(first[leg] == -1);
      continue;
    }
    CHECK(first[leg] == next);
    next += samples[leg];
    CHECK(entry[static_cast<std::size_t>(first[leg])] == departure[leg]);
    for (auto row = first[leg]; row < next; ++row) {
      CHECK(load[static_cast<std::size_t>(row)] == seats[leg] + wheelchairs[leg]);
    }
  }
  CHECK(next == static_cast<std::int64_t>(entry.size()));
  for (const auto left : row_size) CHECK(left == 0);
}

TEST_CASE("the same run makes the same bytes, and another run others") {
  CHECK(SampleRun{30, 4}.image() == SampleRun{30, 4}.image());
  CHECK(SampleRun{30, 4}.image() != SampleRun{30, 4, 2}.image());
}

TEST_CASE("an image that is begun and left, as when a run is stopped, leaves no trace in the next") {
  const ThreadCount several{4};
  const SampleRun run{30, 4};
  const auto whole = run.image();
  for (int left = 0; left < 20; ++left) {
    { const ResultsImage begun{run.input(), run.provenance}; }
    REQUIRE(run.image() == whole);
  }
}

TEST_CASE("a day without requests, legs and shuttles makes a file that opens") {
  const TemporaryFolder folder;
  SampleRun run{0, 1};
  run.shuttles.clear();
  record(run, folder / "out.h5");
  const Hdf5Reader file{folder / "out.h5"};
  CHECK(file.integers("requests", "pickup").empty());
  CHECK(file.strings("requests", "request_id").empty());
  CHECK(file.integers("trajectories", "edge").empty());
}

TEST_CASE("indicators are read back as they were, without those that are not known") {
  const TemporaryFolder folder;
  SampleRun run{20, 1};
  run.indicators.push_back({"cannot_be_known", {}, "1", "never"});
  record(run, folder / "out.h5");
  const auto read = Hdf5Reader{folder / "out.h5"}.indicators();
  std::vector<Indicator> known;
  for (const Indicator& indicator : run.indicators) {
    if (indicator.value) known.push_back(indicator);
  }
  REQUIRE(read.size() == known.size());
  for (std::size_t row = 0; row < read.size(); ++row) {
    CHECK(read[row].name == known[row].name);
    CHECK(*read[row].value == *known[row].value);
    CHECK(read[row].unit == known[row].unit);
    CHECK(read[row].definition == known[row].definition);
  }
}

TEST_CASE("a number that does not fit into its column is an error, not another number") {
  SampleRun run{3, 1};
  run.tables.legs[0].distance = Metres{std::int64_t{1} << 40};
  CHECK_THROWS_AS(run.image(), std::range_error);
}

TEST_CASE("a request without an end is an error") {
  SampleRun run{3, 1};
  run.tables.requests.pop_back();
  CHECK_THROWS_AS(run.image(), std::logic_error);
}

TEST_CASE("a disk that is full leaves no file and an OutputError, at whatever size it fills up") {
  const SampleRun run{40, 5};
  const auto whole = run.image().size();
  for (std::size_t limit = 0; limit <= whole; limit += whole / 12) {
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
      const rlimit size{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &size);
      const ThreadCount alone{0};  // the other threads did not survive the fork
      try {
        record(run, folder / "out.h5");
      } catch (const OutputError&) {
        ::_exit(4);
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    INFO("limit " << limit << " of " << whole);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == (limit < whole ? 4 : 0));
    CHECK((folder.files() == 0) == (limit < whole));
  }
}

TEST_CASE("a missing folder is told before the run") {
  CHECK_THROWS_AS(check_output_name("/no/such/folder/out.h5"), InputError);
}

}  // namespace
}  // namespace navette
