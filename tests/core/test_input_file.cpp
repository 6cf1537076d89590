#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "core/errors.h"
#include "core/input_file.h"
#include "support/temporary_folder.h"

using namespace navette;
namespace fs = std::filesystem;

TEST_CASE("a regular file is read, also by a link") {
  const TemporaryFolder folder;
  const fs::path file = folder.write("a.txt", std::string(200'000, 'x'));
  fs::create_symlink(file, folder.path() / "link");
  CHECK(why_unreadable(file).empty());
  CHECK(read_input_file(folder.path() / "link", kAnySize).size() == 200'000);
  CHECK(read_input_file(folder.write("empty", ""), kAnySize).empty());
}

TEST_CASE("what may never end is refused at once, by its kind") {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", folder.path() / "link");
  CHECK(why_unreadable(pipe) == "is a named pipe; a regular file is needed");
  CHECK(why_unreadable("/dev/zero") == "is a device; a regular file is needed");
  CHECK(why_unreadable(folder.path() / "link") == "is a device; a regular file is needed");
  CHECK(why_unreadable(folder.path()) == "is a folder; a regular file is needed");
  CHECK(why_unreadable(folder.path() / "nothing") == "there is no such file");
  CHECK_THROWS_WITH(check_input_file(pipe), pipe.string() + ": is a named pipe; a regular file is needed");
  CHECK_THROWS_WITH(read_input_file("/dev/zero", kAnySize), Catch::StartsWith("/dev/zero: is a device"));
}

TEST_CASE("a file has a largest size, which its message names with the cure") {
  const TemporaryFolder folder;
  const fs::path file = folder.write("a.txt", std::string(3'000, 'x'));
  CHECK(why_unreadable(file, {3'000}).empty());
  CHECK(why_unreadable(file, {2'000, "cut it"}) == "is larger than 2 kB; cut it");
  CHECK_THROWS_WITH(read_input_file(file, {2'999}), Catch::StartsWith(file.string() + ": is larger than"));
  // /proc says that its files are empty.
  CHECK_FALSE(read_input_file("/proc/self/maps", {10'000'000}).empty());
  CHECK_THROWS_WITH(read_input_file("/proc/self/maps", {10}), Catch::Contains("is larger than"));
}
