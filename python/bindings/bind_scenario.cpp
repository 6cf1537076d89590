#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "bindings/bindings.h"
#include "bindings/python_listener.h"
#include "core/errors.h"
#include "io/load_world.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/read_scenario.h"

namespace navette {
namespace {

using Path = std::filesystem::path;

std::pair<std::string, std::vector<std::string>> read(const Path& scenario, const std::vector<std::string>& overrides) {
  std::vector<std::string> warnings;
  std::string effective = read_scenario(scenario, overrides, warnings).effective_toml;
  return {std::move(effective), std::move(warnings)};
}

void check(const Path& scenario, const std::vector<std::string>& overrides, const py::function& hear) {
  const py::object no_progress = py::none();
  PythonListener listener{hear, no_progress};
  const py::gil_scoped_release no_gil;
  std::vector<std::string> warnings;
  const Scenario read = read_scenario(scenario, overrides, warnings);
  for (const auto& warning : warnings) listener.warning(warning);
  try {
    load_world(read, listener);
    listener.finish();
  } catch (const Interrupted&) {
    listener.throw_what_was_raised();
    throw;
  }
}

std::vector<std::string> path_keys() {
  std::vector<std::string> keys;
  for (const auto& key : scenario_keys()) {
    if (key.kind == KeyKind::path) keys.emplace_back(key.path);
  }
  return keys;
}

}  // namespace

void bind_scenario(py::module_& module) {
  module.def("read_scenario", &read, py::arg("scenario"), py::arg("overrides"),
             "Reads a scenario file and returns it as TOML with all defaults, and what has no effect.\n\n"
             "overrides: 'key=value' each, the value as TOML. Raises InputError with all that is wrong.");
  module.def("check_scenario", &check, py::arg("scenario"), py::arg("overrides"), py::arg("hear"),
             "Reads a scenario and all the files it names, as `navette validate`. hear(kind, message) is told what\n"
             "there is to say. Raises InputError with all that is wrong.");
  module.def("path_keys", &path_keys, "The keys of a scenario that name a file.");
}

}  // namespace navette
