#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "bindings/bindings.h"
#include "verify/verify.h"

namespace navette {

void bind_verify(py::module_& module) {
  py::class_<Violation>(module, "Violation", "A rule that a run breaks.")
      .def_readonly("rule", &Violation::rule, "The rule, as docs/verification.md names it.")
      .def_readonly("what", &Violation::what, "Where and how it is broken.");
  py::class_<VerificationReport>(module, "VerificationReport", "What an independent check of a results file found.")
      .def_readonly("violations", &VerificationReport::violations, "Broken rules; of each rule the first few.")
      .def_readonly("notes", &VerificationReport::notes, "What could not be checked, and why.")
      .def_readonly("canonical_hash", &VerificationReport::canonical_hash, "SHA-256 of what happened, hexadecimal.")
      .def_readonly("replications", &VerificationReport::replications, "Number of replications; 0: a single run.")
      .def_readonly("requests", &VerificationReport::requests, "Number of requests.")
      .def_readonly("events", &VerificationReport::events, "Number of events.")
      .def_property_readonly("total", &VerificationReport::total, "Number of violations, also those not listed.");
  module.def("verify", &verify_file, py::arg("path"), py::call_guard<py::gil_scoped_release>(),
             "Checks a results file from the file alone. Raises InputError if it cannot be read.");
}

}  // namespace navette
