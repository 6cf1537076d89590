#include <hdf5.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "io/hdf5/file.h"
#include "io/thread_count.h"

using namespace navette;

namespace {

// Around the size of a chunk, and of several.
const std::vector<std::size_t> kRows{1, 7, 16'383, 16'384, 16'385, 50'000};

// Some values repeat, some do not.
std::int64_t value_at(std::size_t row, std::size_t rows) {
  return static_cast<std::int64_t>(row % 3 == 0 ? rows : (row * 2'654'435'761U) % 100);
}

std::size_t threads_of_this_process() {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator{"/proc/self/task"}, std::filesystem::directory_iterator{}));
}

// Columns of all widths.
std::vector<std::byte> file_of(int threads) {
  const ThreadCount wanted{threads};
  hdf5::Image image;
  for (const std::size_t count : kRows) {
    hdf5::Group group = image.root().group("rows_" + std::to_string(count));
    hdf5::Rows rows{group, "row", count, "row"};
    const auto value = [&](std::size_t row) { return value_at(row, 1); };
    rows.column<std::int8_t>({.name = "int8", .units = "1", .long_name = "one byte"}, value);
    rows.column<std::int16_t>({.name = "int16", .units = "1", .long_name = "two"}, value);
    rows.column<std::int32_t>({.name = "int32", .units = "1", .long_name = "four"}, value);
    rows.column<std::int64_t>({.name = "int64", .units = "1", .long_name = "eight"},
                              [&](std::size_t row) { return value_at(row, count) << 20; });
  }
  return image.finish();
}

std::vector<std::int64_t> column(const std::vector<std::byte>& file, const std::string& name, std::size_t rows) {
  std::vector<std::byte> bytes = file;
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  REQUIRE(H5Pset_fapl_core(access, 1 << 20, 0) >= 0);
  REQUIRE(H5Pset_file_image(access, bytes.data(), bytes.size()) >= 0);
  const hid_t opened = H5Fopen("packed", H5F_ACC_RDONLY, access);
  REQUIRE(opened >= 0);
  const hid_t dataset = H5Dopen2(opened, name.c_str(), H5P_DEFAULT);
  REQUIRE(dataset >= 0);
  std::vector<std::int64_t> values(rows);
  REQUIRE(H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
  H5Dclose(dataset);
  H5Fclose(opened);
  H5Pclose(access);
  return values;
}

}  // namespace

TEST_CASE("a file's bytes do not depend on how many threads pack its columns") {
  const std::vector<std::byte> alone = file_of(1);
  CHECK(file_of(2) == alone);
  CHECK(file_of(8) == alone);
}

TEST_CASE("the library reads what was packed, chunks full or not") {
  const std::vector<std::byte> file = file_of(4);
  for (const std::size_t count : kRows) {
    INFO(count << " rows");
    const std::string group = "/rows_" + std::to_string(count);
    std::vector<std::int64_t> small(count);
    std::vector<std::int64_t> large(count);
    for (std::size_t row = 0; row < count; ++row) {
      small[row] = value_at(row, 1);
      large[row] = value_at(row, count) << 20;
    }
    CHECK(column(file, group + "/int8", count) == small);
    CHECK(column(file, group + "/int16", count) == small);
    CHECK(column(file, group + "/int32", count) == small);
    CHECK(column(file, group + "/int64", count) == large);
  }
}

TEST_CASE("a file that is given up while its columns are being packed ends its threads") {
  const ThreadCount wanted{4};
  const std::size_t before = threads_of_this_process();
  for (int k = 0; k < 20; ++k) {
    std::optional<hdf5::Image> image{std::in_place};
    hdf5::Group group = image->root().group("rows");
    hdf5::Rows rows{group, "row", 200'000, "row"};
    rows.column<std::int64_t>({.name = "value", .units = "1", .long_name = "value"},
                              [](std::size_t row) { return row * row; });
  }
  CHECK(threads_of_this_process() <= before);
}
