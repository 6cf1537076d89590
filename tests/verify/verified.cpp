#include "verify/verified.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

namespace navette::test {

VerificationReport verified(const HandmadeRun& run) {
  const auto path = std::filesystem::temp_directory_path() / ("navette-verify-" + std::to_string(getpid()) + ".h5");
  run.write(path);
  auto report = verify_file(path);
  std::filesystem::remove(path);
  return report;
}

Names broken_rules(const HandmadeRun& run) {
  Names names;
  for (const auto& violation : verified(run).violations) {
    UNSCOPED_INFO(violation.rule << ": " << violation.what);
    names.insert(violation.rule);
    seen().insert(violation.rule);
  }
  return names;
}

Names& seen() {
  static Names names;
  return names;
}

}  // namespace navette::test
