#include "bindings/python_listener.h"

#include <algorithm>

namespace navette {
namespace {

constexpr std::chrono::milliseconds kBetweenTwoLooks{50};

}  // namespace

void PythonListener::tell(const char* kind, const std::string& message) {
  if (raised_) return;
  const py::gil_scoped_acquire gil;
  try {
    hear_(kind, message);
  } catch (const py::error_already_set&) {
    raised_ = std::current_exception();
  }
}

bool PythonListener::go_on(double share) {
  if (raised_) return false;
  if (std::chrono::steady_clock::now() < next_) return true;
  look(share);
  next_ = std::chrono::steady_clock::now() + kBetweenTwoLooks;
  return !raised_;
}

void PythonListener::look(double share) {
  const py::gil_scoped_acquire gil;
  try {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set{};
    if (!progress_.is_none()) progress_(std::min(share, 1.0));
  } catch (const py::error_already_set&) {
    raised_ = std::current_exception();
  }
}

void PythonListener::finish() {
  if (!raised_) look(1);
  if (raised_) std::rethrow_exception(raised_);
}

}  // namespace navette
