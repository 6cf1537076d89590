#include <hdf5.h>

#include <algorithm>
#include <stdexcept>

#include "verify/column_attributes.h"
#include "verify/handmade_run.h"

namespace navette::test {
namespace {

void require(bool good) {
  if (!good) throw std::runtime_error{"the test could not write its HDF5 file"};
}

hid_t text_type() {
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

void write_column(hid_t file, const std::string& path, hid_t file_type, hid_t memory_type, std::size_t rows,
                  const void* values) {
  const hid_t make_groups = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(make_groups, 1);
  const hsize_t count = rows;
  const hid_t space = H5Screate_simple(1, &count, nullptr);
  const hid_t dataset = H5Dcreate2(file, path.c_str(), file_type, space, make_groups, H5P_DEFAULT, H5P_DEFAULT);
  require(dataset >= 0);
  if (rows > 0) require(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
  H5Dclose(dataset);
  H5Sclose(space);
  H5Pclose(make_groups);
}

/// `name` is "/group@attribute".
void write_attribute(hid_t file, const std::string& name, hid_t file_type, hid_t memory_type, hsize_t count,
                     const void* value) {
  const std::size_t sign = name.find('@');
  const std::string object = name.substr(0, sign);
  if (H5Lexists(file, object.c_str(), H5P_DEFAULT) <= 0 && object != "/") {
    H5Gclose(H5Gcreate2(file, object.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  }
  const hid_t space = count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, nullptr);
  const hid_t attribute = H5Acreate_by_name(file, object.c_str(), name.substr(sign + 1).c_str(), file_type, space,
                                            H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  require(attribute >= 0 && H5Awrite(attribute, memory_type, value) >= 0);
  H5Aclose(attribute);
  H5Sclose(space);
}

void write_text_attribute(hid_t file, const std::string& name, const std::string& text) {
  const hid_t type = text_type();
  const char* bytes = text.c_str();
  write_attribute(file, name, type, type, 1, static_cast<const void*>(&bytes));
  H5Tclose(type);
}

void put_attribute(hid_t dataset, const char* name, hid_t type, const void* value) {
  static const hid_t scalar = H5Screate(H5S_SCALAR);
  const hid_t attribute = H5Acreate2(dataset, name, type, scalar, H5P_DEFAULT, H5P_DEFAULT);
  require(attribute >= 0 && H5Awrite(attribute, type, value) >= 0);
  H5Aclose(attribute);
}

/// Units, missing values and scale of a column, as the results format has them. `others`: attributes that tests set.
void describe(hid_t file, const std::string& column, const std::map<std::string, std::string>& others) {
  const auto known = verify::documented_attributes(column);
  if (!known || known->units.empty()) return;
  static const hid_t text = text_type();
  const hid_t dataset = H5Dopen2(file, column.c_str(), H5P_DEFAULT);
  const char* units = known->units.c_str();
  if (!others.contains(column + "@units")) put_attribute(dataset, "units", text, static_cast<const void*>(&units));
  if (known->missing) put_attribute(dataset, "_FillValue", H5T_NATIVE_INT64, &*known->missing);
  if (known->units.starts_with("degrees_")) {
    const char* name = known->units == "degrees_east" ? "longitude" : "latitude";
    const double scale = 1e-7;
    put_attribute(dataset, "standard_name", text, static_cast<const void*>(&name));
    put_attribute(dataset, "scale_factor", H5T_NATIVE_DOUBLE, &scale);
  }
  H5Dclose(dataset);
}

}  // namespace

double& HandmadeRun::indicator(const std::string& name) {
  const auto& names = texts.at("/kpi/name");
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::out_of_range{name};
  return reals.at("/kpi/value")[static_cast<std::size_t>(found - names.begin())];
}

void HandmadeRun::remove(const std::string& column) {
  integers.erase(column);
  texts.erase(column);
  reals.erase(column);
  codes.erase(column);
}

namespace {

/// With the names of its stops, a scenario and words for its codes, where a test gave none.
HandmadeRun completed(HandmadeRun run) {
  const std::map<std::string, HandmadeRun::Codes> codes{
      {"/requests/channel", {{0, 1}, "app phone"}},
      {"/requests/way_back", {{0, 1}, "no yes"}},
      {"/communes/elsewhere", {{0, 1}, "no yes"}},
      {"/requests/purpose",
       {{-1, 0, 1, 2, 3, 4, 5, 6, 7}, "unknown work school shopping health administration leisure market station"}}};
  for (const auto& [column, of_column] : codes) {
    if (run.integers.contains(column)) run.codes.emplace(column, of_column);
  }
  run.text_attributes.emplace("/@Conventions", "CF-1.11");
  run.text_attributes.emplace("/trajectories@featureType", "trajectory");
  run.text_attributes.emplace("/trajectories/trajectory_id@cf_role", "trajectory_id");
  run.text_attributes.emplace("/trajectories/row_size@sample_dimension", "obs");
  auto& names = run.texts["/service_stops/name"];
  const auto stops = run.integers.find("/service_stops/service");
  const std::size_t count = stops == run.integers.end() ? 0 : stops->second.size();
  for (std::size_t k = names.size(); k < count; ++k) names.push_back("stop " + std::to_string(k));
  if (!run.text_attributes.contains("/@scenario")) keep_scenario(run, scenario_of(run));
  return run;
}

}  // namespace

void HandmadeRun::write(const std::filesystem::path& path) const {
  const bool is_run = texts.contains("/services/name") && integer_attributes.contains("/@days");
  if (is_run && !(text_attributes.contains("/@Conventions") && text_attributes.contains("/@scenario")))
    return completed(*this).write(path);
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  require(file >= 0);
  for (const auto& [name, values] : integers) {
    write_column(file, name, codes.contains(name) ? H5T_STD_I8LE : H5T_STD_I64LE, H5T_NATIVE_INT64, values.size(),
                 values.data());
  }
  for (const auto& [name, values] : reals) {
    write_column(file, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values.size(), values.data());
  }
  for (const auto& [name, values] : integers) describe(file, name, text_attributes);
  for (const auto& [name, values] : reals) describe(file, name, text_attributes);
  for (const auto& [name, values] : texts) {
    const hid_t type = text_type();
    std::vector<const char*> rows;
    for (const auto& text : values) rows.push_back(text.c_str());
    write_column(file, name, type, type, rows.size(), static_cast<const void*>(rows.data()));
    H5Tclose(type);
  }
  for (const auto& [name, code] : codes) {
    write_attribute(file, name + "@flag_values", H5T_STD_I8LE, H5T_NATIVE_INT8, code.values.size(), code.values.data());
    write_text_attribute(file, name + "@flag_meanings", code.meanings);
  }
  for (const auto& [name, value] : integer_attributes) {
    write_attribute(file, name, H5T_STD_I64LE, H5T_NATIVE_INT64, 1, &value);
  }
  for (const auto& [name, value] : real_attributes) {
    write_attribute(file, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, 1, &value);
  }
  for (const auto& [name, text] : text_attributes) write_text_attribute(file, name, text);
  require(H5Fclose(file) >= 0);
}

}  // namespace navette::test
