#pragma once

#include <chrono>
#include <exception>
#include <string>

#include "bindings/bindings.h"
#include "io/run_listener.h"

namespace navette {

/// Python as it follows a run that goes on without the GIL: takes it back twenty times a second to ask for Ctrl-C and
/// to tell how far the run is.
class PythonListener final : public RunListener {
 public:
  /// `hear`: called as hear(kind, message), kind "info" or "warning"; `progress`: as progress(share), or None.
  /// Both must outlive this; what they raise ends the run.
  PythonListener(const py::function& hear, const py::object& progress) : hear_{hear}, progress_{progress} {}

  void info(const std::string& message) override { tell("info", message); }
  void warning(const std::string& message) override { tell("warning", message); }
  bool go_on(double share) override;

  /// The run has ended well: a last look, before anything is written.
  void finish();
  /// Throws what Python raised, if that is why the run ended.
  void throw_what_was_raised() const {
    if (raised_) std::rethrow_exception(raised_);
  }

 private:
  void tell(const char* kind, const std::string& message);
  void look(double share);

  const py::function& hear_;
  const py::object& progress_;
  std::exception_ptr raised_;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace navette
