#include <fmt/format.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/bindings.h"
#include "bindings/python_listener.h"
#include "bindings/python_policy.h"
#include "core/errors.h"
#include "io/replicate_scenario.h"
#include "io/results/atomic_file.h"
#include "io/run_scenario.h"
#include "io/scenario/parse_time.h"
#include "io/scenario/read_scenario.h"

namespace navette {
namespace {

using Path = std::filesystem::path;

// Reads a scenario, makes what `make(scenario)` makes of it, and writes its image if there is a file to write. Without
// the GIL, but for the listener.
template <class Make>
auto make_of(const Path& file, const std::vector<std::string>& overrides, const std::optional<Path>& out,
             PythonListener& listener, Make&& make) {
  InputErrors errors;
  Scenario scenario;
  std::vector<std::string> warnings;
  if (out) errors.collect([&] { check_output_name(*out); });
  errors.collect([&] { scenario = read_scenario(file, overrides, warnings); });
  errors.throw_if_any();
  for (const auto& warning : warnings) listener.warning(warning);
  try {
    auto made = make(scenario);
    listener.finish();
    if (out) write_file_atomically(*out, made.image);
    return made;
  } catch (const Interrupted&) {
    listener.throw_what_was_raised();  // what raised it says more
    throw;
  }
}

FinishedRun run_file(const Path& file, const std::vector<std::string>& overrides, const std::optional<Path>& out,
                     PythonListener& listener, const OwnPolicy* own) {
  return make_of(file, overrides, out, listener, [&](const Scenario& scenario) {
    return run_scenario(scenario, NAVETTE_VERSION, listener, nullptr, own, DecisionClock::on);
  });
}

// Policies in Python, as runs take them; None: that of the scenario. `make` has a name, and returns one for each run.
std::optional<OwnPolicy> own_policy(const py::object& make) {
  if (make.is_none()) return std::nullopt;
  const auto told = make.attr("name").cast<std::string>();
  OwnPolicy own;
  own.name = "python:" + told;
  own.make = [&make](const TravelTimeOracle& oracle, WaitingPolicy waiting, const DispatchSettings& settings) {
    const py::gil_scoped_acquire gil;
    return std::make_unique<PythonPolicy>(make(), oracle, waiting, settings.objective);
  };
  own.blame = [told](const Dispatcher& policy, const std::string& broken) {
    const Milliseconds asked = dynamic_cast<const PythonPolicy&>(policy).last_asked();
    return fmt::format("{}, at {}: {}", told, shown_time(asked), broken);
  };
  return own;
}

const OwnPolicy* pointer(const std::optional<OwnPolicy>& own) { return own ? &*own : nullptr; }

py::bytes as_bytes(const std::vector<std::byte>& image) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

std::pair<std::optional<py::bytes>, double> run(const Path& scenario, const std::vector<std::string>& overrides,
                                                const py::function& hear, const py::object& progress,
                                                const py::object& make, const std::optional<Path>& out) {
  PythonListener listener{hear, progress};
  const auto own = own_policy(make);
  FinishedRun run;
  {
    const py::gil_scoped_release no_gil;
    run = run_file(scenario, overrides, out, listener, pointer(own));
  }
  std::optional<py::bytes> image;
  if (!out) image = as_bytes(run.image);
  return {std::move(image), run.decision_seconds};
}

py::bytes replicate(const Path& scenario, const std::vector<std::string>& overrides, int count,
                    const py::function& hear, const py::object& progress, const py::object& make) {
  PythonListener listener{hear, progress};
  const auto own = own_policy(make);
  FinishedReplications finished;
  {
    const py::gil_scoped_release no_gil;
    finished = make_of(scenario, overrides, std::nullopt, listener, [&](const Scenario& read) {
      return replicate_scenario(read, count, NAVETTE_VERSION, listener, nullptr, pointer(own));
    });
  }
  return as_bytes(finished.image);
}

}  // namespace

void bind_run(py::module_& module) {
  const auto make = py::arg("make") = py::none();
  module.def(
      "run", &run, py::arg("scenario"), py::arg("overrides"), py::arg("hear"), py::arg("progress"), make,
      py::arg("out") = py::none(),
      "Runs a scenario file; returns the results file as bytes, or None if it was written to `out`, which appears "
      "when\n"
      "complete; and the processor time of the decisions [s].\n\n"
      "overrides: 'key=value' each, the value as TOML. hear(kind, message) is told what the run has to say,\n"
      "progress(share), or None, how far it is (0 to 1), about 20 times a second. make: has a name, and returns\n"
      "for each run a navette.dispatch.Policy that decides in place of the scenario's.\n"
      "Raises InputError, OutputError, PolicyError, KeyboardInterrupt, and what callbacks and policy raise.");
  module.def("replicate", &replicate, py::arg("scenario"), py::arg("overrides"), py::arg("count"), py::arg("hear"),
             py::arg("progress"), make,
             "Runs a scenario with `count` seeds from run.seed on, over one territory, in parallel, and returns the\n"
             "results file of replications as bytes: the indicators of each seed. Else as run.");
}

}  // namespace navette
