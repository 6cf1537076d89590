#pragma once

#include <string>

namespace navette {

/// Who follows a run from outside and may end it: the command on a terminal, or Python. By default it hears nothing.
class RunListener {
 public:
  RunListener() = default;
  RunListener(const RunListener&) = delete;
  RunListener& operator=(const RunListener&) = delete;
  virtual ~RunListener() = default;

  virtual void info(const std::string& /*message*/) {}
  virtual void warning(const std::string& /*message*/) {}
  /// Asked between the steps of the preparation (share 0) and after each step of the clock, very often.
  /// share: of the simulated time, 0 to 1. False ends the run: Interrupted is thrown.
  virtual bool go_on(double /*share*/) { return true; }
};

/// Throws Interrupted if the listener wants no more. Between two steps of the preparation.
void ask_to_go_on(RunListener& listener);

}  // namespace navette
