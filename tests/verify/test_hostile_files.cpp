#include <hdf5.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <string>

#include "core/errors.h"
#include "verify/handmade_run.h"
#include "verify/verify.h"

using namespace navette;
using namespace navette::test;
using Catch::Matchers::Contains;

namespace {

/// A file that is gone when the test ends.
struct TemporaryFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("navette-hostile-" + std::to_string(getpid()) + ".h5");

  TemporaryFile() = default;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::filesystem::remove(path); }

  void fill(const std::string& bytes) const { std::ofstream{path, std::ios::binary} << bytes; }
  [[nodiscard]] std::string bytes() const {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
};

/// Either an InputError or a report; anything else fails the test, a crash most of all.
bool is_refused_or_reported(const std::filesystem::path& path) {
  try {
    return verify_file(path).total() >= 0;
  } catch (const InputError&) {
    return true;
  }
}

}  // namespace

TEST_CASE("what is no results file is refused with one clear message") {
  const TemporaryFile file;
  CHECK_THROWS_WITH(verify_file(file.path), Contains("there is no such file"));
  file.fill("");
  CHECK_THROWS_AS(verify_file(file.path), InputError);
  file.fill("request_id,submitted_at\nr1,8:00\n");
  CHECK_THROWS_WITH(verify_file(file.path), Contains("cannot be opened as HDF5"));
  CHECK_THROWS_AS(verify_file(std::filesystem::temp_directory_path()), InputError);

  HandmadeRun run = handmade_run();
  run.integer_attributes["/@navette_schema_version"] = 3;
  run.write(file.path);
  CHECK_THROWS_WITH(verify_file(file.path), Contains("version 2"));
  run.integer_attributes.erase("/@navette_schema_version");
  run.write(file.path);
  CHECK_THROWS_WITH(verify_file(file.path), Contains("no results file of navette"));
  run.text_attributes["/@navette_schema_version"] = "1";
  run.write(file.path);
  CHECK_THROWS_AS(verify_file(file.path), InputError);
  HandmadeRun{}.write(file.path);
  CHECK_THROWS_AS(verify_file(file.path), InputError);
}

TEST_CASE("each table and column may be missing, empty, or of another type") {
  const TemporaryFile file;
  const HandmadeRun good = handmade_run();
  for (const auto& [name, values] : good.integers) {
    INFO(name);
    HandmadeRun run = good;
    run.remove(name);
    run.write(file.path);
    // Files of this version may lack these; then people board everywhere, an area is one polygon, no cause is told.
    const bool may_lack =
        name == "/network/edges/boarding" || name == "/service_areas/polygon" || name == "/requests/never_made_cause";
    CHECK(verify_file(file.path).totals.contains("tables.present") != may_lack);
    run.texts[name] = std::vector<std::string>(values.size(), "x");
    run.write(file.path);
    CHECK(verify_file(file.path).totals.contains("tables.readable"));
    if (values.empty()) continue;
    run = good;
    run.at(name).clear();
    run.write(file.path);
    CHECK(verify_file(file.path).total() > 0);
  }
  for (const auto& [name, attribute] : good.integer_attributes) {
    HandmadeRun run = good;
    run.integer_attributes.erase(name);
    run.text_attributes[name] = "x";
    run.write(file.path);
    INFO(name);
    CHECK(is_refused_or_reported(file.path));
  }
}

TEST_CASE("a run in which nothing happened is no fault by itself") {
  const TemporaryFile file;
  HandmadeRun run = handmade_run();
  const auto is_of_services = [](const std::string& name) {
    return name.starts_with("/services/") || name.starts_with("/service_fares/");
  };
  for (auto& [name, values] : run.integers) {
    if (!is_of_services(name)) values.clear();
  }
  for (auto& [name, values] : run.texts) {
    if (!is_of_services(name)) values.clear();
  }
  run.reals.at("/kpi/value").clear();
  run.write(file.path);
  const auto report = verify_file(file.path);
  CHECK(report.requests == 0);
  CHECK(report.totals.size() == 1);  // the counts are known to be 0, and should be said
  CHECK(report.totals.contains("indicators.known"));
}

TEST_CASE("any value of any column may be any number") {
  const TemporaryFile file;
  const HandmadeRun good = handmade_run();
  const std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
  for (const auto& [name, values] : good.integers) {
    INFO(name);
    for (const std::int64_t value :
         {std::int64_t{-1}, std::int64_t{0}, std::int64_t{2'147'483'647}, std::int64_t{10'000'000'000'000}, -greatest,
          greatest, std::numeric_limits<std::int64_t>::min()}) {
      INFO(value);
      HandmadeRun run = good;
      run.at(name).assign(values.size(), value);
      run.write(file.path);
      CHECK(is_refused_or_reported(file.path));
    }
  }
}

TEST_CASE("columns that claim more rows than the file holds are refused, not allocated") {
  const TemporaryFile file;
  HandmadeRun run = handmade_run();
  run.remove("/events/time");
  run.write(file.path);
  const hid_t h5 = H5Fopen(file.path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hsize_t rows = 1ULL << 40U;
  const hsize_t chunk = 1'024;
  const hid_t space = H5Screate_simple(1, &rows, nullptr);
  const hid_t chunked = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_chunk(chunked, 1, &chunk);
  H5Dclose(H5Dcreate2(h5, "/events/time", H5T_STD_I64LE, space, H5P_DEFAULT, chunked, H5P_DEFAULT));
  H5Pclose(chunked);
  H5Sclose(space);
  H5Fclose(h5);
  CHECK(verify_file(file.path).totals.contains("tables.readable"));
}

TEST_CASE("a file cut off anywhere is refused") {
  const TemporaryFile file;
  handmade_run().write(file.path);
  const std::string whole = file.bytes();
  for (std::size_t length = 0; length < whole.size(); length += whole.size() / 97) {
    file.fill(whole.substr(0, length));
    INFO(length);
    CHECK_THROWS_AS(verify_file(file.path), InputError);
  }
}

TEST_CASE("random values in random places never crash the check") {
  const TemporaryFile file;
  const HandmadeRun good = handmade_run();
  const unsigned seed = 20'241'122;
  INFO("seed " << seed);
  std::mt19937 random{seed};
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
  for (int round = 0; round < 400; ++round) {
    HandmadeRun run = good;
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      auto column = run.integers.begin();
      std::advance(column, static_cast<std::ptrdiff_t>(below(run.integers.size())));
      auto& values = column->second;
      if (values.empty()) continue;
      // Mostly values that exist elsewhere in the column: those pass the first checks.
      values[below(values.size())] =
          below(3) == 0 ? static_cast<std::int64_t>(below(8)) - 1 : values[below(values.size())];
    }
    run.write(file.path);
    CHECK(is_refused_or_reported(file.path));
  }
}
