#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/bindings.h"
#include "bindings/python_listener.h"
#include "core/errors.h"
#include "io/again/repeat_run.h"
#include "io/hdf5/check_results.h"
#include "verify/compare_files.h"
#include "verify/verify.h"

namespace navette {
namespace {

using Path = std::filesystem::path;

py::bytes run_again(const Path& file, const std::vector<Path>& folders, const py::function& hear) {
  const py::object no_progress = py::none();
  PythonListener listener{hear, no_progress};
  std::vector<std::byte> image;
  {
    const py::gil_scoped_release no_gil;
    try {
      image = repeat_run(file, folders, NAVETTE_VERSION, listener);
      listener.finish();
    } catch (const Interrupted&) {
      listener.throw_what_was_raised();
      throw;
    }
  }
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

std::optional<std::pair<std::string, std::string>> first_difference(const Path& stored, const Path& again) {
  const FileComparison comparison = compare_files(stored, again);
  if (!comparison.first) return std::nullopt;
  return std::pair{comparison.first->table, comparison.first->what};
}

std::string wrong_in(const Path& file, bool values, const std::string& table) {
  return wrong_in_results(file, values ? CheckDepth::values : CheckDepth::structure, table);
}

}  // namespace

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
  module.def("repeat_run", &run_again, py::arg("path"), py::arg("folders"), py::arg("hear"),
             "Runs the scenario that a results file holds anew, and returns the results file that comes of it.\n"
             "folders: where its inputs may be. Raises InputError if it cannot be done.");
  module.def("first_difference", &first_difference, py::arg("stored"), py::arg("again"),
             py::call_guard<py::gil_scoped_release>(),
             "The first table in which two results files of the same run differ, and how; None: they do not.");
  module.def(
      "wrong_in_results", &wrong_in, py::arg("path"), py::arg("values"), py::arg("table") = "",
      py::call_guard<py::gil_scoped_release>(),
      "What is wrong with a results file, with table and column; empty: nothing. values: also of what it holds,\n"
      "or of one table; else only what it is made of.");
}

}  // namespace navette
