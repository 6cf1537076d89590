#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <string>
#include <utility>

#include "bindings/bindings.h"
#include "bindings/python_listener.h"
#include "core/errors.h"
#include "io/explain/explained_run.h"

namespace navette {
namespace {

std::pair<std::string, std::string> explain(const std::filesystem::path& file, const std::string& request,
                                            const py::function& hear) {
  const py::object no_progress = py::none();
  PythonListener listener{hear, no_progress};
  const py::gil_scoped_release no_gil;
  try {
    const ExplainedRequest explained = explain_request(file, request, listener);
    listener.finish();
    return {print_explanation(explained, ExplanationFormat::json),
            print_explanation(explained, ExplanationFormat::table)};
  } catch (const Interrupted&) {
    listener.throw_what_was_raised();
    throw;
  }
}

}  // namespace

void bind_explain(py::module_& module) {
  module.def("explain", &explain, py::arg("path"), py::arg("request"), py::arg("hear"),
             "Replays a results file up to the decision on one request, and returns what was found there, as JSON and\n"
             "for people. hear(kind, message) is told what there is to say. Raises InputError.");
}

}  // namespace navette
