#include <pybind11/stl/filesystem.h>

#include <pybind11/stl.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bindings/bindings.h"
#include "core/input_file.h"
#include "io/results/atomic_file.h"
#include "io/results/results_image.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

void write_file(const std::filesystem::path& path, const py::bytes& content) {
  const std::string_view bytes{content};
  const py::gil_scoped_release no_gil;
  check_output_name(path, kHdf5Signature);
  write_file_atomically(path, std::as_bytes(std::span{bytes}));
}

py::bytes read_file(const std::filesystem::path& path, std::uintmax_t most_bytes) {
  return py::bytes{read_input_file(path, {most_bytes})};
}

using Rows = std::vector<std::vector<std::string>>;

// The header, and the fields of each row in its order.
std::pair<std::vector<std::string>, Rows> read_table(const std::filesystem::path& path) {
  CsvErrors wrong{path.string()};
  const CsvText text = read_csv_text(path, wrong);
  std::vector<std::string> header;
  Rows rows;
  if (wrong.empty()) {
    header = read_csv_header(text);
    std::vector<CsvColumn> columns;
    for (const std::string& name : header) columns.push_back({name, false});
    read_csv(text, columns, wrong, [&](const CsvRow& row) {
      auto& fields = rows.emplace_back();
      for (std::size_t column = 0; column < columns.size(); ++column) fields.emplace_back(row.text(column));
    });
  }
  InputErrors errors;
  wrong.move_to(errors);
  errors.throw_if_any();
  return {std::move(header), std::move(rows)};
}

}  // namespace

void bind_files(py::module_& module) {
  module.def("read_file", &read_file, py::arg("path"), py::arg("most_bytes"),
             "The bytes of a regular file. Raises InputError if it is none, is larger, or cannot be read.");
  module.def("read_table", &read_table, py::arg("path"),
             "The header and the rows of a CSV file as texts, as strictly as requests.csv is read. Raises InputError.");
  module.def(
      "number_cure", [](const std::string& text) { return number_habit(text, false).cure; }, py::arg("text"),
      "What to write in place of a text that is no number, where a spreadsheet's habit is known; else empty.");
  module.def("write_file", &write_file, py::arg("path"), py::arg("content"),
             "Writes a file that appears under its name only when complete. Raises InputError or OutputError.");
}

}  // namespace navette
