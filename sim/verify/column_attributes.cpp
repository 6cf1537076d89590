// The results format as readers meet it: units, missing values and scales of every column; the checker's own list.
#include "verify/column_attributes.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "verify/run.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "tables.attributes";
constexpr double kScale = 1e-7;  // of coordinates

struct Described {
  const char* table;
  const char* units;
  std::optional<std::int64_t> missing;
  const char* columns;
};

const std::vector<Described>& described() {
  static const std::vector<Described> kColumns{
      {"/inputs", "", {}, "key path sha256"},
      {"/network/nodes", "degrees_east", {}, "lon"},
      {"/network/nodes", "degrees_north", {}, "lat"},
      {"/network/edges", "1", {}, "tail head boarding shape_begin"},
      {"/network/edges", "1", -1, "twin"},
      {"/network/edges", "ms", {}, "duration"},
      {"/network/edges", "m", {}, "length"},
      {"/network/shape", "degrees_east", {}, "lon"},
      {"/network/shape", "degrees_north", {}, "lat"},
      {"/network/shape", "ms", {}, "time"},
      {"/network/shape", "m", {}, "distance"},
      {"/requests", "", {}, "request_id"},
      {"/requests", "ms", {}, "submitted_at earliest_departure boarding_time walk_to_pickup walk_from_dropoff"},
      {"/requests", "ms", kNone,
       "latest_arrival asked_boarding_time direct_time decided_at least_added_time promised_pickup promised_dropoff "
       "latest_pickup "
       "latest_dropoff max_ride_time pickup boarded dropoff heard_at agreed_departure"},
      {"/requests", "degrees_east", {}, "origin_lon destination_lon"},
      {"/requests", "degrees_north", {}, "origin_lat destination_lat"},
      {"/requests", "1", -1,
       "origin_edge destination_edge resident tour shuttle service pickup_stop dropoff_stop pickup_edge dropoff_edge "
       "course asked_service"},
      {"/requests", "ms", -1, "origin_offset destination_offset pickup_offset dropoff_offset"},
      {"/requests", "1", {}, "party_size wheelchairs channel way_back purpose end reason never_made_cause shared"},
      {"/requests", "m", -1, "direct_distance"},
      {"/earlier_requests", "ms", {}, "earliest_departure origin_offset destination_offset"},
      {"/earlier_requests", "1", {}, "origin_edge destination_edge"},
      {"/services", "", {}, "name"},
      {"/services",
       "1",
       {},
       "kind weekdays max_travel_time_alpha max_detour_alpha booking_type prior_notice_last_day way_back "
       "walking_detour_factor fare_impaired"},
      {"/services", "ms", kNone,
       "stop_duration max_wait_time max_travel_time_beta max_absolute_detour max_detour_beta minimum_allowed_detour "
       "max_allowed_pickup_delay late_diversion_threshold taxi_above prior_notice_duration_max"},
      {"/services",
       "ms",
       {},
       "largest_excess prior_notice_duration_min prior_notice_last_time prior_notice_start_time max_course_delay"},
      {"/services", "1", -1, "prior_notice_start_day"},
      {"/services", "m", {}, "max_walk_distance"},
      {"/services", "m s-1", {}, "walking_speed"},
      {"/services", "EUR", {}, "fare"},
      {"/service_fares", "1", {}, "service age_band share"},
      {"/service_areas", "1", {}, "service polygon ring"},
      {"/service_areas", "degrees_east", {}, "lon"},
      {"/service_areas", "degrees_north", {}, "lat"},
      {"/service_hours", "1", {}, "service"},
      {"/service_hours", "ms", {}, "from until"},
      {"/service_stops", "1", {}, "service edge pickup dropoff"},
      {"/service_stops", "", {}, "name"},
      {"/service_stops", "degrees_east", {}, "lon"},
      {"/service_stops", "degrees_north", {}, "lat"},
      {"/service_stops", "ms", {}, "offset"},
      {"/service_stops", "m", {}, "radius"},
      {"/course_visits", "1", {}, "service course stop pickup dropoff"},
      {"/course_visits", "ms", {}, "time"},
      {"/course_days", "1", {}, "service course day service_day"},
      {"/shuttles", "", {}, "shuttle_id"},
      {"/shuttles", "1", {}, "service seats wheelchairs"},
      {"/shuttles", "degrees_east", {}, "depot_lon"},
      {"/shuttles", "degrees_north", {}, "depot_lat"},
      {"/shuttles", "1", -1, "depot_edge"},
      {"/shuttles", "ms", -1, "depot_offset"},
      {"/shuttles", "ms", kNone, "max_spread max_continuous_driving"},
      {"/shifts", "1", {}, "shuttle"},
      {"/shifts", "ms", {}, "start end"},
      {"/pauses", "1", {}, "shuttle"},
      {"/pauses", "ms", {}, "earliest latest duration"},
      {"/closures", "1", {}, "edge"},
      {"/closures", "ms", {}, "from until announced"},
      {"/stops", "1", {}, "shuttle kind edge seats wheelchairs"},
      {"/stops", "1", -1, "request"},
      {"/stops", "ms", {}, "offset arrival begin end"},
      {"/stops", "ms", kNone, "planned_begin"},
      {"/legs", "1", {}, "shuttle purpose diverted from_edge to_edge seats wheelchairs requests samples"},
      {"/legs", "ms", {}, "from_offset to_offset departure arrival"},
      {"/legs", "m", {}, "distance"},
      {"/legs", "1", -1, "first_sample"},
      {"/events", "ms", {}, "time"},
      {"/events", "1", {}, "kind value"},
      {"/events", "1", -1, "request shuttle edge"},
      {"/events", "ms", -1, "offset"},
      {"/trajectories", "", {}, "trajectory_id"},
      {"/trajectories", "1", {}, "row_size edge load"},
      {"/trajectories", "ms", {}, "entry"},
      {"/communes", "", {}, "name code"},
      {"/communes", "1", -1, "asked"},
      {"/communes",
       "1",
       {},
       "made largest_age_gap buildings elsewhere households largest_size_gap households_of_1_asked "
       "households_of_1_made households_of_2_asked households_of_2_made households_of_3_asked households_of_3_made "
       "households_of_4_asked households_of_4_made households_of_5_asked households_of_5_made"},
      {"/residents", "1", {}, "household age_band licence car_access impaired wheelchair commune"},
      {"/residents", "degrees_east", {}, "home_lon"},
      {"/residents", "degrees_north", {}, "home_lat"},
      {"/residents", "1", -1, "home_edge"},
      {"/residents", "ms", -1, "home_offset"},
      {"/facilities", "1", {}, "kind size outside"},
      {"/facilities", "degrees_east", {}, "lon"},
      {"/facilities", "degrees_north", {}, "lat"},
      {"/facilities", "1", -1, "edge"},
      {"/facilities", "ms", -1, "offset"},
      {"/travel", "1", {}, "day age_band residents went_out trips"},
      {"/kpi", "", {}, "name unit definition"},
      {"/kpi", "1", {}, "value"},
  };
  return kColumns;
}

/// The dimension of each table: a column that counts its rows.
constexpr const char* kDimensions[][2] = {
    {"/inputs", "input"},
    {"/network/nodes", "node"},
    {"/network/edges", "edge"},
    {"/network/shape", "point"},
    {"/requests", "request"},
    {"/services", "service"},
    {"/service_fares", "fare"},
    {"/service_areas", "corner"},
    {"/service_hours", "hours"},
    {"/service_stops", "stop"},
    {"/course_visits", "visit"},
    {"/course_days", "course_day"},
    {"/shuttles", "shuttle"},
    {"/shifts", "shift"},
    {"/pauses", "pause"},
    {"/closures", "closure"},
    {"/stops", "stop"},
    {"/legs", "leg"},
    {"/events", "event"},
    {"/trajectories", "trajectory"},
    {"/trajectories", "obs"},
    {"/replications", "replication"},
    {"/earlier_requests", "earlier_request"},
    {"/communes", "commune"},
    {"/residents", "resident"},
    {"/facilities", "facility"},
    {"/travel", "row"},
    {"/kpi", "indicator"},
};

std::map<std::string, ColumnAttributes> by_column() {
  std::map<std::string, ColumnAttributes> found;
  for (const auto& [table, units, missing, columns] : described()) {
    std::istringstream words{columns};
    for (std::string word; words >> word;) found[std::string{table} + "/" + word] = {units, missing};
  }
  return found;
}

void check_column(const Hdf5File& file, const std::string& column, const ColumnAttributes& wanted, Findings& findings) {
  const auto names = file.attribute_names(column);
  const auto has = [&](const char* name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  const auto require = [&](const char* attribute, bool right) {
    if (!right) findings.add(kRule, "attribute {} of {} is not the documented one", attribute, column);
  };
  const auto text_is = [&](const char* attribute, const std::string& text) {
    require(attribute, has(attribute) ? !text.empty() && file.text_attribute(column, attribute) == text : text.empty());
  };
  text_is("units", wanted.units);
  require("_FillValue", has("_FillValue")
                            ? wanted.missing && file.integer_attribute(column, "_FillValue") == wanted.missing
                            : !wanted.missing);
  const bool east = wanted.units == "degrees_east";
  const bool north = wanted.units == "degrees_north";
  text_is("standard_name", east ? "longitude" : north ? "latitude" : "");
  require("scale_factor", has("scale_factor") ? (east || north) && file.real_attribute(column, "scale_factor") == kScale
                                              : !east && !north);
  // No reader may be told to shift values, or to leave some out.
  for (const char* attribute : {"add_offset", "valid_min", "valid_max", "valid_range", "missing_value"}) {
    require(attribute, !has(attribute));
  }
}

void check_dimension(const Hdf5File& file, const std::string& table, const std::string& name, Findings& findings) {
  const std::string path = table + "/" + name;
  if (!file.has(path)) return;  // a table without one can still be read
  if (file.text_attribute(path, "units") != "1") {
    findings.add(kRule, "attribute units of {} is not the documented one", path);
  }
  try {
    const auto rows = file.integers(path);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row] == static_cast<std::int64_t>(row)) continue;
      findings.add("tables.lengths", "{} is {} in row {}: it counts rows", path, rows[row], row);
      break;
    }
    for (const auto& [other, units, missing, columns] : described()) {
      const std::string first = table + "/" + std::string{columns}.substr(0, std::string{columns}.find(' '));
      if (table != other || table == "/trajectories" || !file.has(first)) continue;
      if (file.rows(first) == rows.size()) return;
      findings.add("tables.lengths", "{} counts {} rows, {} has {}", path, rows.size(), first, file.rows(first));
    }
  } catch (const ReadFailure& failure) {
    findings.add("tables.readable", "{}", failure.what);
  }
}

}  // namespace

std::optional<ColumnAttributes> documented_attributes(const std::string& column) {
  static const auto kByColumn = by_column();
  const auto found = kByColumn.find(column);
  if (found == kByColumn.end()) return {};
  return found->second;
}

void check_attributes(const Hdf5File& file, Findings& findings) {
  if (file.text_attribute("/", "Conventions") != "CF-1.11") {
    findings.add(kRule, "attribute Conventions of / is not the documented one");
  }
  for (const std::string& column : file.columns()) {
    // Columns added since are none of this program's.
    if (const auto wanted = documented_attributes(column)) check_column(file, column, *wanted, findings);
  }
  const auto text_is = [&](const char* object, const char* attribute, const char* text) {
    if (file.text_attribute(object, attribute) == text) return;
    findings.add(kRule, "attribute {} of {} is not the documented one", attribute, object);
  };
  if (file.has("/trajectories/row_size")) {
    text_is("/trajectories", "featureType", "trajectory");
    text_is("/trajectories/trajectory_id", "cf_role", "trajectory_id");
    text_is("/trajectories/row_size", "sample_dimension", "obs");
  }
  for (const auto& [table, name] : kDimensions) check_dimension(file, table, name, findings);
}

}  // namespace navette::verify
