#include <hdf5.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "hdf5_sample_run.h"
#include "io/hdf5/file.h"

namespace navette {
namespace {

struct Column {
  std::string type;
  std::string units;
  std::string missing;
  std::string meaning;
  std::string codes;  // "0 served, 1 refused"; empty: none
};
/// Tables by path, columns by name; attributes of a group as columns with a type only.
using Layout = std::map<std::string, std::map<std::string, Column>>;

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(" `"));
  text.erase(text.find_last_not_of(" `") + 1);
  return text;
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream stream{line.substr(1)};
  for (std::string cell; std::getline(stream, cell, '|');) found.push_back(trimmed(cell));
  return found;
}

/// The tables of docs/results-format.md.
Layout documented() {
  Layout layout;
  std::ifstream file{NAVETTE_SOURCE_DIR "/docs/results-format.md"};
  REQUIRE(file);
  std::string table;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("## ", 0) == 0) {
      const auto begin = line.find("`/");
      table = begin == std::string::npos ? "" : line.substr(begin + 1, line.find('`', begin + 1) - begin - 1);
      if (line.find("Attributes") != std::string::npos) table += "@";
    } else if (!table.empty() && line.rfind("| `", 0) == 0) {
      const auto found = cells(line);
      if (found.size() == 3) layout[table][found[0]] = {found[1], "", "", found[2], ""};
      if (found.size() == 5) layout[table][found[0]] = {found[1], found[2], found[3], found[4], ""};
    }
  }
  return layout;
}

std::string type_name(hid_t type) {
  if (H5Tget_class(type) == H5T_STRING) return "string";
  if (H5Tget_class(type) == H5T_FLOAT) return "double";
  return "int" + std::to_string(8 * H5Tget_size(type));
}

std::string text_attribute(hid_t object, const char* name) {
  if (H5Aexists(object, name) <= 0) return "";
  const hdf5::Object attribute{H5Aopen(object, name, H5P_DEFAULT), H5Aclose, name};
  const hdf5::Object type{H5Aget_type(attribute.id()), H5Tclose, name};
  char* text = nullptr;
  hdf5::check(H5Aread(attribute.id(), type.id(), &text), name);
  std::string value = text;
  H5free_memory(text);
  return value;
}

std::string missing_value(hid_t dataset) {
  if (H5Aexists(dataset, "_FillValue") <= 0) return "none";
  const hdf5::Object attribute{H5Aopen(dataset, "_FillValue", H5P_DEFAULT), H5Aclose, "_FillValue"};
  std::int64_t value = 0;
  hdf5::check(H5Aread(attribute.id(), H5T_NATIVE_INT64, &value), "_FillValue");
  return value == std::numeric_limits<std::int64_t>::min() ? "INT64_MIN" : std::to_string(value);
}

std::string codes_of(hid_t dataset) {
  if (H5Aexists(dataset, "flag_values") <= 0) return "";
  const hdf5::Object attribute{H5Aopen(dataset, "flag_values", H5P_DEFAULT), H5Aclose, "flag_values"};
  std::vector<std::int8_t> values(H5Aget_storage_size(attribute.id()));
  hdf5::check(H5Aread(attribute.id(), H5T_NATIVE_INT8, values.data()), "flag_values");
  std::istringstream meanings{text_attribute(dataset, "flag_meanings")};
  std::string codes;
  for (const auto value : values) {
    std::string meaning;
    meanings >> meaning;
    codes += (codes.empty() ? "" : ", ") + std::to_string(value) + " " + meaning;
  }
  return codes;
}

herr_t add_attribute(hid_t object, const char* name, const H5A_info_t* /*info*/, void* layout) {
  const hdf5::Object attribute{H5Aopen(object, name, H5P_DEFAULT), H5Aclose, name};
  const hdf5::Object type{H5Aget_type(attribute.id()), H5Tclose, name};
  (*static_cast<std::map<std::string, Column>*>(layout))[name].type = type_name(type.id());
  return 0;
}

herr_t add_object(hid_t root, const char* path, const H5O_info_t* info, void* layout) {
  if (info->type != H5O_TYPE_DATASET) return 0;
  const hdf5::Object dataset{H5Dopen2(root, path, H5P_DEFAULT), H5Dclose, path};
  const hdf5::Object type{H5Dget_type(dataset.id()), H5Tclose, path};
  const std::string full = "/" + std::string{path};
  const auto slash = full.rfind('/');
  (*static_cast<Layout*>(layout))[full.substr(0, slash)][full.substr(slash + 1)] = {
      type_name(type.id()), text_attribute(dataset.id(), "units"), missing_value(dataset.id()),
      text_attribute(dataset.id(), "long_name"), codes_of(dataset.id())};
  return 0;
}

/// The tables of a file as written, with every cost given.
Layout written() {
  test::SampleRun run;
  run.earlier = run.requests;
  Costs& costs = run.scenario.costs;
  costs.per_vehicle_day = costs.per_driver_hour = costs.per_vehicle_km = costs.fare.per_trip = 2;
  costs.per_vehicle_year = costs.booking_centre_per_year = 6;
  costs.taxi_base = costs.taxi_per_km = costs.consumption_per_100km = 7;
  costs.energy_co2e = costs.car_co2e_per_passenger_km = 0.1;
  auto image = run.image();
  const hdf5::Object access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "access"};
  hdf5::check(H5Pset_fapl_core(access.id(), 1 << 20, false), "access");
  hdf5::check(H5Pset_file_image(access.id(), image.data(), image.size()), "image");
  const hdf5::Object file{H5Fopen("image", H5F_ACC_RDONLY, access.id()), H5Fclose, "image"};
  Layout layout;
  hdf5::check(H5Ovisit2(file.id(), H5_INDEX_NAME, H5_ITER_NATIVE, add_object, &layout, H5O_INFO_BASIC), "visit");
  for (const std::string group : {"/", "/rules"}) {
    const hdf5::Object opened{H5Gopen2(file.id(), group.c_str(), H5P_DEFAULT), H5Gclose, group};
    hdf5::check(H5Aiterate2(opened.id(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, add_attribute, &layout[group + "@"]),
                "attributes");
  }
  return layout;
}

/// The dimension scales that a table is documented to hang on.
const std::map<std::string, std::vector<std::string>> kDimensions{{"/inputs", {"input"}},
                                                                  {"/network/nodes", {"node"}},
                                                                  {"/network/edges", {"edge"}},
                                                                  {"/network/shape", {"point"}},
                                                                  {"/requests", {"request"}},
                                                                  {"/shuttles", {"shuttle"}},
                                                                  {"/shifts", {"shift"}},
                                                                  {"/stops", {"stop"}},
                                                                  {"/legs", {"leg"}},
                                                                  {"/events", {"event"}},
                                                                  {"/trajectories", {"trajectory", "obs"}},
                                                                  {"/communes", {"commune"}},
                                                                  {"/residents", {"resident"}},
                                                                  {"/travel", {"row"}},
                                                                  {"/facilities", {"facility"}},
                                                                  {"/earlier_requests", {"earlier_request"}},
                                                                  {"/services", {"service"}},
                                                                  {"/service_fares", {"fare"}},
                                                                  {"/service_areas", {"corner"}},
                                                                  {"/service_hours", {"hours"}},
                                                                  {"/service_stops", {"stop"}},
                                                                  {"/course_visits", {"visit"}},
                                                                  {"/course_days", {"course_day"}},
                                                                  {"/pauses", {"pause"}},
                                                                  {"/closures", {"closure"}},
                                                                  {"/kpi", {"indicator"}}};

TEST_CASE("the document lists every table, column and attribute of a file, and no other") {
  const Layout in_document = documented();
  Layout in_file = written();
  for (const auto& [table, dimensions] : kDimensions) {
    for (const std::string& dimension : dimensions) {
      INFO(table << " " << dimension);
      CHECK(in_file[table].erase(dimension) == 1);
    }
  }
  for (const auto& [table, columns] : in_file) {
    INFO(table);
    REQUIRE(in_document.count(table) == 1);
    for (const auto& [name, column] : columns) {
      INFO(table << " " << name);
      REQUIRE(in_document.at(table).count(name) == 1);
      const Column& said = in_document.at(table).at(name);
      CHECK(column.type == said.type);
      CHECK(column.units == said.units);
      if (table.back() == '@') continue;
      CHECK(column.missing == said.missing);
      const bool is_coordinate = column.units.rfind("degrees", 0) == 0;
      CHECK((said.meaning.rfind(column.meaning, 0) == 0 || !column.codes.empty()));
      CHECK(is_coordinate == (said.meaning.find("stored in 1e-7 degree") != std::string::npos));
    }
  }
  for (const auto& [table, columns] : in_document) {
    for (const auto& [name, column] : columns) {
      INFO("documented, but not in the file: " << table << " " << name);
      CHECK(in_file[table].count(name) == 1);
    }
  }
}

TEST_CASE("the document lists every code with its name") {
  std::ifstream file{NAVETTE_SOURCE_DIR "/docs/results-format.md"};
  std::stringstream all;
  all << file.rdbuf();
  std::string document = all.str();
  for (char& c : document) {
    if (c == '\n') c = ' ';
  }
  int codes = 0;
  for (const auto& [table, columns] : written()) {
    for (const auto& [name, column] : columns) {
      if (column.codes.empty()) continue;
      ++codes;
      INFO(table << " " << name << ": " << column.codes);
      if (table == "/events") {  // a table of its own, one code per line
        std::istringstream stream{column.codes};
        for (std::string code; std::getline(stream >> std::ws, code, ',');) {
          const auto space = code.find(' ');
          CHECK(document.find("| " + code.substr(0, space) + " | " + code.substr(space + 1) + " |") !=
                std::string::npos);
        }
      } else {
        CHECK(document.find(column.codes) != std::string::npos);
      }
    }
  }
  CHECK(codes == 29);
}

}  // namespace
}  // namespace navette
