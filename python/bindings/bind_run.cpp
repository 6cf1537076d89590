#include <fmt/format.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
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
    return run_scenario(scenario, NAVETTE_VERSION, listener, nullptr, own);
  });
}

// A policy in Python, as a run takes it; None: that of the scenario.
class GivenPolicy {
 public:
  explicit GivenPolicy(const py::object& policy) {
    if (policy.is_none()) return;
    name_ = policy.attr("name").cast<std::string>();
    own_.emplace();
    own_->name = "python:" + name_;
    own_->make = [&](const TravelTimeOracle& oracle, WaitingPolicy waiting) {
      return std::make_unique<PythonPolicy>(policy, oracle, waiting, last_asked_);
    };
  }
  GivenPolicy(const GivenPolicy&) = delete;
  GivenPolicy& operator=(const GivenPolicy&) = delete;

  // Runs, and tells with a broken rule who broke it, and when.
  template <class Run>
  auto decides(Run&& run) {
    try {
      return run(own_ ? &*own_ : nullptr);
    } catch (const PolicyError& error) {
      if (!own_) throw;
      throw PolicyError{fmt::format("{}, at {}: {}", name_, shown_time(last_asked_), error.what())};
    }
  }

 private:
  std::string name_;
  std::optional<OwnPolicy> own_;
  Milliseconds last_asked_;
};

py::bytes as_bytes(const std::vector<std::byte>& image) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

py::bytes run(const Path& scenario, const std::vector<std::string>& overrides, const py::function& hear,
              const py::object& progress, const py::object& policy) {
  PythonListener listener{hear, progress};
  GivenPolicy given{policy};
  FinishedRun run;
  {
    const py::gil_scoped_release no_gil;
    run =
        given.decides([&](const OwnPolicy* own) { return run_file(scenario, overrides, std::nullopt, listener, own); });
  }
  return as_bytes(run.image);
}

void run_to_file(const Path& scenario, const std::vector<std::string>& overrides, const Path& out,
                 const py::function& hear, const py::object& progress, const py::object& policy) {
  PythonListener listener{hear, progress};
  GivenPolicy given{policy};
  const py::gil_scoped_release no_gil;
  given.decides([&](const OwnPolicy* own) { return run_file(scenario, overrides, out, listener, own); });
}

py::bytes replicate(const Path& scenario, const std::vector<std::string>& overrides, int count,
                    const py::function& hear, const py::object& progress) {
  PythonListener listener{hear, progress};
  FinishedReplications finished;
  {
    const py::gil_scoped_release no_gil;
    finished = make_of(scenario, overrides, std::nullopt, listener, [&](const Scenario& read) {
      return replicate_scenario(read, count, NAVETTE_VERSION, listener);
    });
  }
  return as_bytes(finished.image);
}

}  // namespace

void bind_run(py::module_& module) {
  module.def("run", &run, py::arg("scenario"), py::arg("overrides"), py::arg("hear"), py::arg("progress"),
             py::arg("policy") = py::none(),
             "Runs a scenario file and returns the results file as bytes.\n\n"
             "overrides: 'key=value' each, the value as TOML. hear(kind, message) is told what the run has to say,\n"
             "progress(share), or None, how far it is (0 to 1), about 20 times a second. policy: a\n"
             "navette.dispatch.Policy that decides in place of the scenario's.\n"
             "Raises InputError, OutputError, PolicyError, KeyboardInterrupt, and what callbacks and policy raise.");
  module.def("run_to_file", &run_to_file, py::arg("scenario"), py::arg("overrides"), py::arg("out"), py::arg("hear"),
             py::arg("progress"), py::arg("policy") = py::none(),
             "As run, into the file `out`, which appears when complete.");
  module.def("replicate", &replicate, py::arg("scenario"), py::arg("overrides"), py::arg("count"), py::arg("hear"),
             py::arg("progress"),
             "Runs a scenario with `count` seeds from run.seed on, over one territory, in parallel, and returns the\n"
             "results file of replications as bytes: the indicators of each seed. Else as run.");
}

}  // namespace navette
