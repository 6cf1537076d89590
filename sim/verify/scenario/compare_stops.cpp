// Where the scenario says that services run and call, against /service_areas, /service_stops and /course_visits.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.stops";
constexpr std::int64_t kDay = 86'400'000;
constexpr double kHubRadius = 400;  // [m] where the scenario gives none
constexpr std::size_t kMostCourses = 10'000;

/// Within the rounding of a coordinate.
bool near(std::int64_t units, const ScenarioValue& degrees) {
  const auto value = degrees.as_number();
  return value && std::abs(static_cast<double>(units) - *value * 1e7) <= 1;
}

class StopComparison {
 public:
  StopComparison(const Statements& statements, const DescribedService& service, std::size_t row,
                 const std::vector<std::string>& names)
      : s_{statements}, service_{service}, row_{static_cast<std::int64_t>(row)}, names_{names} {
    const auto& halts = s_.run.service_stops;
    for (std::size_t k = 0; k < halts.service.size(); ++k) {
      if (halts.service[k] == row_) rows_.push_back(k);
    }
  }

  void area() const {
    const auto& areas = s_.run.service_areas;
    if (!areas.known) return;
    const bool somewhere = service_.value("area").there() || service_.value("communes").there();
    const bool in_file = std::find(areas.service.begin(), areas.service.end(), row_) != areas.service.end();
    if (somewhere != in_file) {
      s_.findings.add(kRule, "{}: the scenario has {} area, /service_areas {}", service_.name(),
                      somewhere ? "an" : "no", in_file ? "one" : "none");
    }
  }

  void halts() const {
    const std::string kind = service_.value("kind").as_text().value_or("");
    const bool by_stops = kind == "stop_based" || kind == "virtual_line";
    if (by_stops && service_.stop_source() != "given") return;  // by the map, or by a file
    const bool hubs = kind == "hub_and_spoke";
    if (!by_stops && !hubs) return compare_halts({}, false);
    compare_halts(service_.value(hubs ? "hubs" : "stops").list, hubs);
  }

  void courses() const {
    const auto& v = s_.run.course_visits;
    std::vector<std::vector<std::size_t>> found;  // rows, by course
    for (std::size_t k = 0; k < v.service.size(); ++k) {
      if (v.service[k] != row_) continue;
      const auto course = static_cast<std::size_t>(v.course[k]);
      // Courses are counted from 0, each with its visits in order.
      if (course >= found.size()) {
        if (course != found.size()) return tell_courses();
        found.emplace_back();
      } else if (course + 1 != found.size()) {
        return tell_courses();
      }
      found.back().push_back(k);
    }
    if (service_.value("kind").as_text() != "virtual_line") {
      if (!found.empty()) tell_courses();
      return;
    }
    const ScenarioValue& list = service_.value("courses");
    if (service_.stop_source() != "given" || list.kind == ScenarioValue::Kind::text) return;
    std::size_t next = 0;
    for (const ScenarioValue& one : list.list) {
      if (!runs(one, found, next)) return tell_courses();
    }
    // Nights of an evening before the run come behind all courses.
    while (next < found.size() && of_evening_before(next)) ++next;
    if (next != found.size()) tell_courses();
  }

 private:
  static std::int64_t allowed(const ScenarioValue& flag) { return flag.as_flag().value_or(true) ? 1 : 0; }
  static std::int64_t allowed(const ScenarioValue& flags, std::size_t rank) {
    return rank < flags.list.size() ? allowed(flags.list[rank]) : 1;
  }

  [[nodiscard]] bool of_evening_before(std::size_t course) const {
    const auto& on = s_.run.course_days;
    for (std::size_t k = 0; k < on.service.size(); ++k) {
      if (on.service[k] == row_ && on.course[k] == static_cast<std::int64_t>(course)) {
        return on.service_day[k] < on.day[k];
      }
    }
    return false;
  }

  void compare_halts(const std::vector<ScenarioValue>& wanted, bool hubs) const {
    const auto& halts = s_.run.service_stops;
    if (wanted.size() != rows_.size()) {
      s_.findings.add(kRule, "{}: {} rows of /service_stops, {} stops or hubs in the scenario", service_.name(),
                      rows_.size(), wanted.size());
      return;
    }
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      const std::size_t row = rows_[k];
      const double radius = hubs ? wanted[k].at("radius").as_number().value_or(kHubRadius) : 0;
      if (names_[row] == wanted[k].at("name").text && near(halts.lon[row], wanted[k].at("lon")) &&
          near(halts.lat[row], wanted[k].at("lat")) && halts.radius[row] == radius &&
          halts.pickup[row] == allowed(wanted[k].at("pickup")) &&
          halts.dropoff[row] == allowed(wanted[k].at("dropoff"))) {
        continue;
      }
      s_.findings.add(kRule, "{}: {}, row {} of /service_stops, is not that of the scenario", service_.name(),
                      names_[row], row);
    }
  }

  /// A course, and those that follow it every so often: all are found, in this order.
  bool runs(const ScenarioValue& course, const std::vector<std::vector<std::size_t>>& found, std::size_t& next) const {
    const auto& stops = course.at("stops").list;
    const auto& times = course.at("times").list;
    if (stops.empty() || stops.size() != times.size()) return false;
    const auto first = times.front().as_time();
    const bool again = course.at("every").there();
    const auto every = again ? course.at("every").as_time() : std::optional{kDay};
    const auto until = again ? course.at("until").as_time() : first;
    if (!first || !every || !until || *every < 1) return false;
    for (std::int64_t shift = 0; *first + shift <= *until && next < kMostCourses; shift += *every, ++next) {
      if (next >= found.size() || found[next].size() != stops.size()) return false;
      for (std::size_t k = 0; k < stops.size(); ++k) {
        const auto time = times[k].as_time();
        const std::size_t row = found[next][k];
        const auto& visits = s_.run.course_visits;
        const auto stop = static_cast<std::size_t>(visits.stop[row]);
        if (visits.pickup[row] != allowed(course.at("pickup"), k)) return false;
        if (visits.dropoff[row] != allowed(course.at("dropoff"), k)) return false;
        if (!time || visits.time[row] != *time + shift || names_[stop] != stops[k].text) return false;
      }
    }
    return true;
  }

  void tell_courses() const {
    s_.findings.add(kRule, "{}: the courses in /course_visits are not those of the scenario", service_.name());
  }

  const Statements& s_;
  const DescribedService& service_;
  std::int64_t row_;
  const std::vector<std::string>& names_;
  std::vector<std::size_t> rows_;  // of /service_stops
};

}  // namespace

void compare_stops(const Statements& s, const std::vector<DescribedService>& services) {
  std::vector<std::string> names;
  try {
    names = s.file.texts("/service_stops/name");
  } catch (const ReadFailure& failure) {
    return s.findings.add("tables.present", "{}", failure.what);
  }
  if (names.size() != s.run.service_stops.service.size()) {
    return s.findings.add("tables.lengths", "/service_stops/name has {} rows", names.size());
  }
  for (std::size_t k = 0; k < services.size(); ++k) {
    const StopComparison service{s, services[k], k, names};
    service.area();
    service.halts();
    service.courses();
  }
}

}  // namespace navette::verify
