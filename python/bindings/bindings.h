#pragma once

#include <pybind11/pybind11.h>

namespace navette {

namespace py = pybind11;

/// Each binds one thing into `navette._core` and adds no logic; python/navette/_core.pyi is what they add up to.
void bind_errors(py::module_& module);
void bind_scenario(py::module_& module);
void bind_run(py::module_& module);
void bind_verify(py::module_& module);
void bind_explain(py::module_& module);
void bind_files(py::module_& module);
void bind_dispatch(py::module_& module);
void bind_view(py::module_& module);
void bind_forecast(py::module_& module);
void bind_network(py::module_& module);
void bind_board(py::module_& module);

}  // namespace navette
