#include "support/skip.h"

#define CATCH_CONFIG_EXTERNAL_INTERFACES  // listeners
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace navette::test {
namespace {

// Of the running test case.
std::string& reason() {
  static std::string why;
  return why;
}

/// Counts the cases of one executable: passed, failed, skipped. A case that checks nothing and does not say why fails.
/// The counts go to the end of stdout, and line by line into the file that NAVETTE_TEST_COUNTS names, for
/// tests/closing_line.py.
class CaseCounter : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void testRunStarting(const Catch::TestRunInfo& info) override {
    TestEventListenerBase::testRunStarting(info);
    if (file_ != nullptr) std::remove(file_);  // those of a run before, should this one crash
  }

  void testCaseStarting(const Catch::TestCaseInfo& info) override {
    TestEventListenerBase::testCaseStarting(info);
    reason().clear();
  }

  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    TestEventListenerBase::testCaseEnded(stats);
    const auto& assertions = stats.totals.assertions;
    const bool failed = assertions.failed > 0;
    if (failed) {
      ++failed_;
    } else if (!reason().empty()) {
      ++skipped_;
      lines_ += "skipped: " + stats.testInfo.name + ": " + reason() + '\n';
    } else if (assertions.total() == 0) {
      ++failed_;
      lines_ += "checked nothing: " + stats.testInfo.name + '\n';
    } else {
      ++passed_;
    }
  }

  void testRunEnded(const Catch::TestRunStats& stats) override {
    TestEventListenerBase::testRunEnded(stats);
    lines_ += "cases: " + std::to_string(passed_) + " passed, " + std::to_string(failed_) + " failed, " +
              std::to_string(skipped_) + " skipped\n";
    std::cout << lines_ << std::flush;
    if (file_ != nullptr) std::ofstream{file_} << lines_;
  }

 private:
  const char* file_ = std::getenv("NAVETTE_TEST_COUNTS");  // NOLINT(concurrency-mt-unsafe): one thread
  int passed_ = 0;
  int failed_ = 0;
  int skipped_ = 0;
  std::string lines_;
};

CATCH_REGISTER_LISTENER(CaseCounter)

}  // namespace

void skip(const std::string& why) { reason() = why; }

bool skipped_without(std::initializer_list<std::filesystem::path> files) {
  for (const auto& file : files) {
    if (std::filesystem::exists(file)) continue;
    skip(file.lexically_normal().string() + " is not there");
    return true;
  }
  return false;
}

}  // namespace navette::test
