#include <pybind11/stl.h>

#include <exception>

#include "bindings/bindings.h"
#include "core/errors.h"

namespace navette {
namespace {

void raise(const char* type, const py::object& what) {
  const py::object error = py::module_::import("navette.common.errors").attr(type);
  PyErr_SetObject(error.ptr(), error(what).ptr());
}

// The one place where our exceptions become Python's; all others are translated by pybind11.
// NOLINTNEXTLINE(performance-unnecessary-value-param): the type that pybind11 calls
void translate(std::exception_ptr thrown) {
  if (!thrown) return;
  try {
    std::rethrow_exception(thrown);
  } catch (const InputError& error) {
    raise("InputError", py::cast(error.messages()));
  } catch (const OutputError& error) {
    raise("OutputError", py::str(error.what()));
  } catch (const PolicyError& error) {
    raise("PolicyError", py::str(error.what()));
  } catch (const Interrupted&) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
  }
}

}  // namespace

void bind_errors(py::module_& /*module*/) { py::register_local_exception_translator(translate); }

}  // namespace navette
