#include "verify/read_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "verify/columns.h"
#include "verify/plausible_values.h"
#include "verify/service_days.h"

namespace navette::verify {
namespace {

/// Keeps the length that the columns of one table share.
class TableLengths {
 public:
  void add(const std::string& table, const char* column, std::size_t rows, Findings& findings) {
    const auto [entry, first] = rows_.try_emplace(table, rows);
    if (!first && entry->second != rows) {
      findings.add("tables.lengths", "{}/{} has {} rows, the columns before it {}", table, column, rows, entry->second);
    }
  }

 private:
  std::map<std::string, std::size_t> rows_;
};

class Reader {
 public:
  Reader(const Hdf5File& file, Findings& findings) : file_{file}, findings_{findings} {}

  template <class Values>
  void read(const std::string& table, const char* column, Values& into, const std::string& length_of = {}) {
    try {
      const std::string path = table + "/" + column;
      if constexpr (std::is_same_v<Values, Column>) into = file_.integers(path);
      if constexpr (std::is_same_v<Values, std::vector<double>>) into = file_.reals(path);
      if constexpr (std::is_same_v<Values, std::vector<std::string>>) into = file_.texts(path);
      lengths_.add(length_of.empty() ? table : length_of, column, into.size(), findings_);
    } catch (const ReadFailure& failure) {
      findings_.add(failure.missing ? "tables.present" : "tables.readable", "{}", failure.what);
    }
  }

  template <class Values>
  void read_if_there(const std::string& table, const char* column, Values& into) {
    if (file_.has(table + "/" + column)) read(table, column, into);
  }

  template <class Value>
  void require(const std::optional<Value>& found, const char* object, const char* name, Value& into) {
    if (found) {
      into = *found;
    } else {
      findings_.add("tables.present", "attribute {} of {} is missing, or of another type", name, object);
    }
  }
  void attribute(const char* object, const char* name, std::string& into) {
    require(file_.text_attribute(object, name), object, name, into);
  }
  void attribute(const char* object, const char* name, std::int64_t& into) {
    require(file_.integer_attribute(object, name), object, name, into);
  }
  void attribute(const char* object, const char* name, double& into) {
    require(file_.real_attribute(object, name), object, name, into);
  }

  void codes_described(const ColumnSpec& spec) {
    const std::string path = std::string{spec.table} + "/" + spec.name;
    const auto values = file_.integers_attribute(path, "flag_values");
    const auto meanings = file_.text_attribute(path, "flag_meanings");
    const bool none = spec.domain == Domain::code_or_none;
    const std::string documented = (none ? spec.none + std::string{" "} : "") + std::string{spec.codes};
    const auto words = words_of(documented);
    const auto found = words_of(meanings.value_or(""));
    // A file of an earlier version may know fewer codes: those added since stand behind them.
    bool right = values && !found.empty() && found.size() <= words.size() && values->size() == found.size();
    for (std::size_t k = 0; right && k < found.size(); ++k) {
      right = found[k] == words[k] && (*values)[k] == static_cast<std::int64_t>(k) - (none ? 1 : 0);
    }
    if (!right) {
      findings_.add("tables.codes", "flag_values and flag_meanings of {} are not the documented '{}'", path,
                    documented);
    }
  }

 private:
  static std::vector<std::string> words_of(const std::string& text) {
    std::istringstream list{text};
    return {std::istream_iterator<std::string>{list}, {}};
  }

  const Hdf5File& file_;
  Findings& findings_;
  TableLengths lengths_;
};

/// 0 is Monday.
std::int64_t weekday_of(const std::string& date, Findings& findings) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  std::istringstream text{date};
  char dash = 0;
  text >> year >> dash >> month >> dash >> day;
  const std::chrono::year_month_day found{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!text || !found.ok()) {
    findings.add("tables.values", "attribute first_day is '{}'", date);
    return 0;
  }
  return static_cast<std::int64_t>(std::chrono::weekday{std::chrono::sys_days{found}}.iso_encoding()) - 1;
}

void read_booking_rules(const Hdf5File& file, Run& run) {
  auto& booking = run.rules.booking;
  const auto number = [&](const char* name) { return file.integer_attribute("/rules", name).value_or(0); };
  booking.known = file.integer_attribute("/rules", "booking_offers").has_value();
  booking.phone = file.integer_attribute("/rules", "booking_phone").value_or(1) == 1;
  booking.offers = number("booking_offers") == 1;
  booking.offer_step = number("booking_offer_step");
  booking.max_offer_shift = number("booking_max_offer_shift");
  booking.retry_interval = number("booking_retry_interval");
  booking.max_request_age = number("booking_max_request_age");
  booking.phone_lines = number("booking_phone_lines");
  booking.call_length = number("booking_call_length");
  booking.phone_from = file.reals_attribute("/rules", "booking_phone_from").value_or(std::vector<double>{});
  booking.phone_until = file.reals_attribute("/rules", "booking_phone_until").value_or(std::vector<double>{});
}

void read_attributes(Reader& reader, const Hdf5File& file, Run& run, Findings& findings) {
  reader.attribute("/", "scenario", run.scenario);
  reader.attribute("/", "scenario_sha256", run.scenario_sha256);
  reader.attribute("/", "days", run.days);
  std::string first_day;
  reader.attribute("/", "first_day", first_day);
  run.weekday_of_day_0 = weekday_of(first_day, findings);
  auto& r = run.rules;
  reader.attribute("/rules", "max_snap_distance", r.max_snap_distance);
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  r.cost_per_vehicle_day = file.real_attribute("/rules", "costs_per_vehicle_day").value_or(unknown);
  r.cost_per_driver_hour = file.real_attribute("/rules", "costs_per_driver_hour").value_or(unknown);
  r.cost_per_vehicle_km = file.real_attribute("/rules", "costs_per_vehicle_km").value_or(unknown);
  r.fare_per_trip = file.real_attribute("/rules", "costs_fare_per_trip").value_or(unknown);
  r.cost_per_vehicle_year = file.real_attribute("/rules", "costs_per_vehicle_year").value_or(unknown);
  r.booking_centre_per_year = file.real_attribute("/rules", "costs_booking_centre_per_year").value_or(unknown);
  r.taxi_base = file.real_attribute("/rules", "costs_taxi_base").value_or(unknown);
  r.taxi_per_km = file.real_attribute("/rules", "costs_taxi_per_km").value_or(unknown);
  r.consumption_per_100km = file.real_attribute("/rules", "costs_consumption_per_100km").value_or(unknown);
  r.energy_co2e = file.real_attribute("/rules", "costs_energy_co2e").value_or(unknown);
  r.car_co2e_per_passenger_km = file.real_attribute("/rules", "costs_car_co2e_per_passenger_km").value_or(unknown);
  const auto share = [&](const char* name) { return file.real_attribute("/rules", name).value_or(0); };
  r.patience = file.integer_attribute("/rules", "patience").value_or(0);
  r.lateness = share("late_share") > 0 ? r.patience : 0;
  r.no_shows = share("no_show_share") > 0 || share("late_share") > 0;
  r.driving_noise = share("driving_noise");
  r.dwell_noise = share("dwell_noise");
  r.breakdowns_per_1000_h = share("breakdowns_per_1000_h");
  r.breakdown_duration = file.integer_attribute("/rules", "breakdown_duration").value_or(0);
  r.given_breakdowns = file.integer_attribute("/rules", "given_breakdowns").value_or(0);
  r.cancellations = share("cancelled_share") > 0;
  r.policy = file.text_attribute("/rules", "policy").value_or("");
  read_booking_rules(file, run);
  r.way_back_in_contract = file.integer_attribute("/rules", "way_back_in_contract").value_or(0) == 1;
  r.service_days_per_year = file.real_attribute("/rules", "costs_service_days_per_year").value_or(0);
  r.taxi_share = file.real_attribute("/rules", "costs_taxi_share").value_or(0);
  r.fare_impaired = file.real_attribute("/rules", "costs_fare_impaired").value_or(1);
  r.fare_by_age = file.reals_attribute("/rules", "costs_fare_by_age").value_or(std::vector<double>(kAgeBands, 1));
}

// How the request reached the service: not in the first files of this version.
void read_booking(Reader& reader, Run& run) {
  auto& r = run.requests;
  r.heard_at = r.submitted_at;
  r.agreed_departure.assign(r.size(), kNone);
  r.tour.assign(r.size(), -1);
  r.way_back.assign(r.size(), 0);
  reader.read_if_there("/requests", "heard_at", r.heard_at);
  reader.read_if_there("/requests", "agreed_departure", r.agreed_departure);
  reader.read_if_there("/requests", "tour", r.tour);
  reader.read_if_there("/requests", "way_back", r.way_back);
  r.channel.assign(r.size(), kApp);
  reader.read_if_there("/requests", "channel", r.channel);
}

// What the first files of this version lack, all of it but `way_back`: where services run, what they are paid, and what
// they spend on a trip.
std::vector<ColumnSpec> read_added(Reader& reader, const Hdf5File& file, Run& run) {
  auto& services = run.services;
  const auto& rules = run.rules;
  services.taxi_above.assign(services.size(), kNone);
  services.way_back.assign(services.size(), rules.way_back_in_contract ? 1 : 0);
  services.fare.assign(services.size(), rules.fare_per_trip);
  services.fare_impaired.assign(services.size(), rules.fare_impaired);
  run.requests.least_added_time.assign(run.requests.size(), kNone);
  run.service_areas.known = file.has("/service_areas/service");
  std::vector<ColumnSpec> there;
  const auto specs = added_column_specs(run);
  const auto is_there = [&](const ColumnSpec& spec) { return file.has(std::string{spec.table} + "/" + spec.name); };
  const bool any = std::any_of(specs.begin(), specs.end(), [&](const ColumnSpec& spec) {
    return spec.column != &services.way_back && is_there(spec);
  });
  for (const ColumnSpec& spec : specs) {
    if (!any && !is_there(spec)) continue;
    reader.read(spec.table, spec.name, *spec.column);
    if (*spec.codes != '\0') reader.codes_described(spec);
    there.push_back(spec);
  }
  if (!any) return there;
  reader.read("/service_fares", "share", run.service_fares.share);
  reader.read("/services", "fare", services.fare);
  reader.read("/services", "fare_impaired", services.fare_impaired);
  return there;
}

// The two ways of each tour that has one of each.
void pair_ways(Run& run) {
  auto& r = run.requests;
  std::map<std::int64_t, std::vector<std::size_t>> tours;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.tour[i] >= 0) tours[r.tour[i]].push_back(i);
  }
  r.other_way.assign(r.size(), -1);
  for (const auto& [tour, ways] : tours) {
    if (ways.size() != 2 || r.way_back[ways[0]] == r.way_back[ways[1]]) continue;
    r.other_way[ways[0]] = static_cast<std::int64_t>(ways[1]);
    r.other_way[ways[1]] = static_cast<std::int64_t>(ways[0]);
  }
}

// Who asked, and what for: needed where a fare is reduced, and where residents are known.
void read_payers(Reader& reader, const Hdf5File& file, Run& run) {
  const auto& rules = run.rules;
  const auto reduces = [](double share) { return share != 1; };
  const auto any = [&](const std::vector<double>& shares) {
    return std::any_of(shares.begin(), shares.end(), reduces);
  };
  const bool needed = reduces(rules.fare_impaired) || any(rules.fare_by_age) || any(run.services.fare_impaired) ||
                      any(run.service_fares.share) || file.has("/residents/household");
  run.requests.resident.assign(run.requests.size(), -1);
  run.requests.purpose.assign(run.requests.size(), -1);
  if (!needed) {
    reader.read_if_there("/requests", "resident", run.requests.resident);
    reader.read_if_there("/requests", "purpose", run.requests.purpose);
    return;
  }
  reader.read("/requests", "resident", run.requests.resident);
  reader.read("/requests", "purpose", run.requests.purpose);
}

// Those who live here: all of their tables or none.
std::vector<ColumnSpec> read_residents(Reader& reader, const Hdf5File& file, Run& run) {
  auto specs = resident_column_specs(run);
  if (!file.has("/communes/name") && !file.has("/residents/household")) {
    reader.read_if_there("/residents", "age_band", run.residents.age_band);
    reader.read_if_there("/residents", "impaired", run.residents.impaired);
    return {};
  }
  for (const ColumnSpec& spec : specs) {
    reader.read(spec.table, spec.name, *spec.column);
    if (*spec.codes != '\0') reader.codes_described(spec);
  }
  reader.read("/communes", "name", run.communes.name);
  reader.read("/communes", "code", run.communes.code);
  reader.read("/communes", "largest_age_gap", run.communes.largest_age_gap);
  reader.read("/facilities", "size", run.facilities.size);
  return specs;
}

void read_population(Reader& reader, Run& run) {
  auto& communes = run.communes;
  reader.read_if_there("/communes", "elsewhere", communes.elsewhere);
  if (communes.elsewhere.empty()) return;
  reader.read("/communes", "households", communes.households);
  for (std::size_t size = 0; size < communes.households_made.size(); ++size) {
    reader.read("/communes", fmt::format("households_of_{}_made", size + 1).c_str(), communes.households_made[size]);
  }
}

}  // namespace

Run read_rules(const Hdf5File& file, Findings& findings) {
  Run run;
  Reader reader{file, findings};
  read_attributes(reader, file, run, findings);
  return run;
}

Run read_run(const Hdf5File& file, Findings& findings) {
  Run run;
  Reader reader{file, findings};
  read_attributes(reader, file, run, findings);
  const auto specs = column_specs(run);
  for (const auto& spec : specs) {
    const bool per_sample = spec.table == std::string{"/trajectories"};
    reader.read(spec.table, spec.name, *spec.column, per_sample ? "/trajectories (obs)" : "");
    if (*spec.codes != '\0') reader.codes_described(spec);
  }
  reader.read("/requests", "request_id", run.requests.id);
  reader.read("/shuttles", "shuttle_id", run.shuttles.id);
  reader.read("/services", "name", run.services.name);
  reader.read("/services", "max_travel_time_alpha", run.services.max_travel_time_alpha);
  reader.read("/services", "max_detour_alpha", run.services.max_detour_alpha);
  reader.read("/services", "max_walk_distance", run.services.max_walk_distance);
  reader.read("/services", "walking_speed", run.services.walking_speed);
  reader.read("/services", "walking_detour_factor", run.services.walking_detour_factor);
  reader.read("/service_stops", "radius", run.service_stops.radius);
  reader.read("/trajectories", "trajectory_id", run.trajectories.id);
  reader.read("/trajectories", "row_size", run.trajectories.row_size);
  const auto added = read_added(reader, file, run);
  const auto of_residents = read_residents(reader, file, run);
  if (!run.communes.name.empty()) read_population(reader, run);
  read_payers(reader, file, run);
  read_booking(reader, run);
  run.shuttles.max_spread = run.shuttles.max_continuous_driving = Column(run.shuttles.size(), kNone);
  run.services.largest_excess = Column(run.services.size(), 0);
  const auto of_drivers = driver_column_specs(run);
  const bool any_pauses = file.has("/pauses/shuttle") || file.has("/pauses/earliest") || file.has("/pauses/latest") ||
                          file.has("/pauses/duration");
  for (const auto& spec : of_drivers) {
    if (any_pauses && spec.table == std::string{"/pauses"}) {
      reader.read(spec.table, spec.name, *spec.column);
    } else {
      reader.read_if_there(spec.table, spec.name, *spec.column);
    }
  }
  run.course_days.service_day = run.course_days.day;
  run.service_stops.pickup = run.service_stops.dropoff = Column(run.service_stops.service.size(), 1);
  run.course_visits.pickup = run.course_visits.dropoff = Column(run.course_visits.service.size(), 1);
  const auto of_courses = course_column_specs(run);
  for (const auto& spec : of_courses) {
    if (!file.has(std::string{spec.table} + "/" + spec.name)) continue;
    reader.read(spec.table, spec.name, *spec.column);
    if (*spec.codes != '\0') reader.codes_described(spec);
  }
  const auto of_closures = closure_column_specs(run);
  const bool any_closed = std::any_of(of_closures.begin(), of_closures.end(), [&](const ColumnSpec& spec) {
    return file.has(std::string{spec.table} + "/" + spec.name);
  });
  for (const auto& spec : of_closures) {
    if (!any_closed) continue;
    const bool told = spec.column != &run.closures.announced || file.has("/closures/announced");
    if (told) reader.read(spec.table, spec.name, *spec.column);
    if (!told) run.closures.announced = run.closures.from;  // in files of earlier versions
  }
  run.edges.boarding = Column(run.edges.tail.size(), 0);
  run.service_areas.polygon = Column(run.service_areas.service.size(), 0);
  run.requests.never_made_cause = Column(run.requests.size(), kNoCause);
  run.never_made_causes_known = file.has("/requests/never_made_cause");
  const auto later = later_column_specs(run);
  for (const auto& spec : later) {
    reader.read_if_there(spec.table, spec.name, *spec.column);
    if (*spec.codes != '\0' && file.has(std::string{spec.table} + "/" + spec.name)) reader.codes_described(spec);
  }
  reader.read("/kpi", "name", run.kpi.name);
  reader.read("/kpi", "value", run.kpi.value);
  reader.read("/kpi", "unit", run.kpi.unit);
  if (!findings.empty()) return run;

  check_rules(run, findings);
  for (const auto& columns : {specs, added, of_drivers, of_courses, of_closures, of_residents, later})
    check_values(columns, run, findings);
  if (!findings.empty()) return run;
  check_offsets(run, findings);
  check_samples(run, findings);
  settle_service_days(run);
  pair_ways(run);
  run.edges.shape_begin.push_back(static_cast<std::int64_t>(run.shape.lon.size()));
  return run;
}

}  // namespace navette::verify
