#include "io/hdf5/reader.h"

#include <unistd.h>

#include <fstream>
#include <random>
#include <span>
#include <string>

#include <catch2/catch.hpp>

#include "core/errors.h"
#include "hdf5_sample_run.h"

namespace navette {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

/// A file for one test.
class File {
 public:
  explicit File(std::span<const std::byte> bytes)
      : path_{fs::temp_directory_path() / ("navette-reader-" + std::to_string(::getpid()) + ".h5")} {
    std::ofstream stream{path_, std::ios::binary};
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());  // NOLINT(*-reinterpret-cast)
    stream << text;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { fs::remove(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// What the reader says about a file, or "" if it reads all that `navette kpi` needs.
std::string complaint(std::span<const std::byte> bytes) {
  const File file{bytes};
  try {
    if (Hdf5Reader{file.path()}.indicators().empty()) return "no indicators";
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// A file with the given schema version, of no other content.
std::vector<std::byte> with_version(std::int32_t version) {
  hdf5::Image image;
  image.root().attribute("navette_schema_version", version);
  return image.finish();
}

TEST_CASE("a file that is not HDF5 is refused with its name") {
  CHECK_THAT(complaint({}), Contains("not an HDF5 file") && Contains("navette-reader-"));
  std::mt19937 random{7};
  for (int round = 0; round < 20; ++round) {
    std::vector<std::byte> bytes(random() % 4'000);
    for (auto& byte : bytes) byte = static_cast<std::byte>(random());
    INFO("seed 7, round " << round);
    CHECK_THAT(complaint(bytes), Contains("not an HDF5 file"));
  }
  CHECK_THROWS_WITH(Hdf5Reader{"/no/such/file.h5"}, Contains("there is no such file"));
  CHECK_THROWS_WITH(Hdf5Reader{"/tmp"}, Contains("is a folder"));
}

TEST_CASE("an HDF5 file that is not ours, or of an unknown version, is refused") {
  hdf5::Image foreign;
  foreign.root().attribute("title", "measurements");
  CHECK_THAT(complaint(foreign.finish()), Contains("not one of Navette's"));
  CHECK_THAT(complaint(with_version(3)), Contains("schema version 3") && Contains("reads version 2"));
  CHECK_THAT(complaint(with_version(0)), Contains("schema version 0"));

  hdf5::Image text;
  text.root().attribute("navette_schema_version", "1");
  CHECK_THAT(complaint(text.finish()), Contains("not a whole number"));
}

TEST_CASE("a file of ours that lacks its tables is refused") {
  CHECK_THAT(complaint(with_version(2)), Contains("not a whole Navette results file"));
}

TEST_CASE("columns of another type or of unequal length are refused") {
  for (const bool unequal : {false, true}) {
    hdf5::Image image;
    image.root().attribute("navette_schema_version", std::int32_t{2});
    hdf5::Group kpi = image.root().group("kpi");
    hdf5::Rows rows{kpi, "indicator", 2, "row"};
    rows.strings({.name = "name", .units = "", .long_name = "n"}, {"a", "b"});
    rows.strings({.name = "unit", .units = "", .long_name = "n"}, {"a", "b"});
    rows.strings({.name = "definition", .units = "", .long_name = "n"}, {"a", "b"});
    if (unequal) {
      hdf5::Rows others{kpi, "other", 3, "row"};
      others.column<double>({.name = "value", .units = "1", .long_name = "v"}, [](std::size_t) { return 1.0; });
    } else {
      rows.column<std::int32_t>({.name = "value", .units = "1", .long_name = "v"}, [](std::size_t) { return 1; });
    }
    CHECK_THAT(complaint(image.finish()), Contains(unequal ? "not equally long" : "not of the type"));
  }
}

TEST_CASE("a file cut off anywhere is refused") {
  const auto whole = test::SampleRun{10, 2}.image();
  CHECK(complaint(whole).empty());
  for (std::size_t size = 1; size < whole.size(); size += whole.size() / 150) {
    INFO("cut off at " << size << " of " << whole.size());
    CHECK_FALSE(complaint(std::span{whole}.first(size)).empty());
  }
}

TEST_CASE("a changed byte in a column's data is caught by its checksum") {
  const auto whole = test::SampleRun{300, 2}.image();
  const File original{whole};
  const auto right = Hdf5Reader{original.path()}.integers("requests", "pickup");
  int refused = 0;
  const auto signature = std::byte{0x78};  // a zlib stream at level 1 begins 78 01
  for (std::size_t at = 0; at + 1 < whole.size(); ++at) {
    if (whole[at] != signature || whole[at + 1] != std::byte{0x01}) continue;
    auto changed = whole;
    changed[at + 20] ^= std::byte{0x10};
    const File file{changed};
    try {
      const auto read = Hdf5Reader{file.path()}.integers("requests", "pickup");
      REQUIRE(read == right);
    } catch (const InputError&) {
      ++refused;
    }
  }
  CHECK(refused >= 1);  // the signature may stand inside the column by chance
}

}  // namespace
}  // namespace navette
