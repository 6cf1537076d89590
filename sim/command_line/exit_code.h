#pragma once

namespace navette {

/// How the command ends. Documented in docs/command-line.md.
enum ExitCode : int {
  exit_good = 0,
  exit_internal_error = 1,
  exit_bad_input = 2,
  exit_not_verified = 3,
  exit_not_written = 4,
  exit_interrupted = 130,
};

}  // namespace navette
