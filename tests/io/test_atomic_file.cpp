#include "io/results/atomic_file.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/errors.h"
#include "support/skip.h"
#include "support/temporary_folder.h"

namespace navette {
namespace {

namespace fs = std::filesystem;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span{text.data(), text.size()});
}

std::string content(const fs::path& name) {
  std::ifstream file{name, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void put(const fs::path& name, const std::string& text) { std::ofstream{name, std::ios::binary} << text; }

/// Runs `step` in a child process; its exit code, or minus the signal that killed it.
template <class Step>
int in_child(Step&& step) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(step());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST_CASE("a file has its name only after commit, and replaces the one that had it") {
  const TemporaryFolder folder;
  const auto name = folder / "out.h5";
  put(name, "old");
  {
    AtomicFile file{name};
    file.write(bytes_of("new "));
    file.write(bytes_of("content"));
    CHECK(content(name) == "old");
    file.commit();
  }
  CHECK(content(name) == "new content");
  CHECK(folder.files() == 1);
}

TEST_CASE("a file that is not committed leaves nothing behind") {
  const TemporaryFolder folder;
  {
    AtomicFile file{folder / "out.h5"};
    file.write(bytes_of("half"));
    CHECK(folder.files() == 1);
  }
  CHECK(folder.files() == 0);
}

TEST_CASE("a file that passes the size limit is an OutputError, and the old file stays") {
  for (const bool old_file : {false, true}) {
    const TemporaryFolder folder;
    const auto name = folder / "out.h5";
    if (old_file) put(name, "old");
    const int code = in_child([&] {
      const rlimit limit{100'000, 100'000};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      try {
        write_file_atomically(name, bytes_of(std::string(300'000, 'x')));
      } catch (const OutputError& error) {
        return std::string{error.what()}.find("File too large") != std::string::npos ? 4 : 5;
      }
      return 0;
    });
    CHECK(code == 4);
    CHECK(folder.files() == (old_file ? 1 : 0));
    if (old_file) CHECK(content(name) == "old");
  }
}

TEST_CASE("a full device is an OutputError") {
  if (test::skipped_without({"/dev/full"})) return;
  const TemporaryFolder folder;
  // The temporary name leads to a device that is always full, were links followed; they are not.
  const auto name = folder / "out.h5";
  fs::create_symlink("/dev/full", name.string() + ".tmp-" + std::to_string(::getpid()));
  CHECK_THROWS_AS(AtomicFile{name}, OutputError);
  CHECK_FALSE(fs::exists(name));
}

TEST_CASE("what a killed writer left is removed at the next start, what others own is not") {
  const TemporaryFolder folder;
  const auto name = folder / "out.h5";
  const int code = in_child([&] {
    AtomicFile file{name};
    file.write(bytes_of("half"));
    ::raise(SIGKILL);
    return 0;
  });
  CHECK(code == -SIGKILL);
  CHECK(folder.files() == 1);
  CHECK_FALSE(fs::exists(name));

  const std::string living = name.string() + ".tmp-" + std::to_string(::getppid());
  for (const std::string& kept :
       {living, name.string() + ".tmp-", name.string() + ".tmp-12x", name.string() + ".tmp--5",
        (folder / "other.h5").string() + ".tmp-999999999", (folder / "xout.h5").string() + ".tmp-999999999"}) {
    put(kept, "mine");
  }
  check_output_name(name);
  CHECK(folder.files() == 6);
  CHECK(fs::exists(living));
}

TEST_CASE("a leftover that somebody has locked is not removed") {
  const TemporaryFolder folder;
  const auto name = folder / "out.h5";
  // A writer whose process number is not known here, as one on another machine of a cluster.
  const AtomicFile writer{name};
  const fs::path foreign = name.string() + ".tmp-999999999";
  fs::rename(name.string() + ".tmp-" + std::to_string(::getpid()), foreign);
  check_output_name(name);
  CHECK(fs::exists(foreign));
  fs::remove(foreign);
}

TEST_CASE("two writers of one name in one process do not mix") {
  const TemporaryFolder folder;
  AtomicFile first{folder / "out.h5"};
  first.write(bytes_of("first"));
  CHECK_THROWS_AS((AtomicFile{folder / "out.h5"}), OutputError);
  first.commit();
  CHECK(content(folder / "out.h5") == "first");
}

TEST_CASE("killed at any moment, the final name is absent or complete") {
  const TemporaryFolder folder;
  const auto name = folder / "out.h5";
  const std::string whole(2'000'000, 'w');
  int complete = 0;
  for (int round = 0; round < 40; ++round) {
    fs::remove(name);
    const pid_t child = ::fork();
    if (child == 0) {
      for (;;) write_file_atomically(name, bytes_of(whole));
    }
    ::usleep(static_cast<useconds_t>(200 + 531 * round));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    if (!fs::exists(name)) continue;
    ++complete;
    REQUIRE(content(name) == whole);
  }
  CHECK(complete > 0);
  check_output_name(name);
  CHECK(folder.files() <= 1);
}

TEST_CASE("a folder that is missing or a name that is a folder is bad input, told before the run") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(check_output_name(folder / "no such folder/out.h5"), InputError);
  fs::create_directory(folder / "out.h5");
  CHECK_THROWS_AS(check_output_name(folder / "out.h5"), InputError);
  if (::geteuid() != 0) CHECK_THROWS_AS(check_output_name("/proc/out.h5"), InputError);  // root may write everywhere
  const std::size_t files = folder.files();
  check_output_name(folder / "fine.h5");
  CHECK(folder.files() == files);  // looked at, and left as it was
}

}  // namespace
}  // namespace navette
