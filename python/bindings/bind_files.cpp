#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <span>
#include <string_view>

#include "bindings/bindings.h"
#include "io/results/atomic_file.h"
#include "io/results/results_image.h"

namespace navette {
namespace {

void write_file(const std::filesystem::path& path, const py::bytes& content) {
  const std::string_view bytes{content};
  const py::gil_scoped_release no_gil;
  check_output_name(path, kHdf5Signature);
  write_file_atomically(path, std::as_bytes(std::span{bytes}));
}

}  // namespace

void bind_files(py::module_& module) {
  module.def("write_file", &write_file, py::arg("path"), py::arg("content"),
             "Writes a file that appears under its name only when complete. Raises InputError or OutputError.");
}

}  // namespace navette
