#include "bindings/bindings.h"

PYBIND11_MODULE(_core, module) {
  module.doc() = "The simulation, compiled. Use it through navette.run and navette.open.";
  module.attr("__version__") = NAVETTE_VERSION;
  navette::bind_errors(module);
  navette::bind_scenario(module);
  navette::bind_run(module);
  navette::bind_verify(module);
  navette::bind_explain(module);
  navette::bind_files(module);
  navette::bind_dispatch(module);
  navette::bind_view(module);
  navette::bind_forecast(module);
  navette::bind_network(module);
  navette::bind_board(module);
}
