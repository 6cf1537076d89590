#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "verify/areas.h"
#include "verify/checks/checks.h"
#include "verify/limits.h"
#include "verify/service_days.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kDayLength = 86'400'000;
constexpr double kMetresPerUnit = 0.0111194927;   // of 1e-7 degree along a meridian
constexpr double kRadiansPerUnit = 1.7453292e-9;  // of 1e-7 degree

/// Metres between two points less than a few kilometres apart, on a flat map.
double metres(std::int64_t lon, std::int64_t lat, std::int64_t other_lon, std::int64_t other_lat) {
  const double east =
      static_cast<double>(other_lon - lon) * std::cos(static_cast<double>(lat + other_lat) / 2 * kRadiansPerUnit);
  return kMetresPerUnit * std::hypot(east, static_cast<double>(other_lat - lat));
}

class ServiceCheck {
 public:
  ServiceCheck(const Run& run, const Roads& roads, Findings& findings)
      : run_{run}, roads_{roads}, areas_{run}, findings_{findings} {}

  void request(std::size_t i) {
    const auto& r = run_.requests;
    const bool accepted = r.promised_pickup[i] != kNone;
    if (accepted != (r.service[i] >= 0)) {
      findings_.add("services.known", "{}: accepted or not, but names service {}", run_.name(i), r.service[i]);
    }
    if (!accepted || r.service[i] < 0) return;
    const auto s = static_cast<std::size_t>(r.service[i]);
    if (r.shuttle[i] >= 0 && run_.shuttles.service[static_cast<std::size_t>(r.shuttle[i])] != r.service[i]) {
      findings_.add("services.own_shuttle", "{}: accepted by {}, promised to {}, which works for another", run_.name(i),
                    run_.services.name[s], run_.shuttle_name(r.shuttle[i]));
    }
    places(i, s);
    area(i, s);
    hours(i, s);
    notice(i, s);
    course(i, s);
  }

 private:
  void places(std::size_t i, std::size_t s) {
    const auto& r = run_.requests;
    const std::int64_t kind = run_.services.kind[s];
    const int halts = (r.pickup_stop[i] >= 0 ? 1 : 0) + (r.dropoff_stop[i] >= 0 ? 1 : 0);
    const bool fits = kind == kDoorToDoor ? halts == 0 : kind == kHubAndSpoke ? halts >= 1 : halts == 2;
    if (!fits) {
      findings_.add("services.places", "{}: stops {} and {} of a service of kind {}", run_.name(i), r.pickup_stop[i],
                    r.dropoff_stop[i], kind);
    }
    permission(i, r.pickup_stop[i], run_.service_stops.pickup, "boards");
    permission(i, r.dropoff_stop[i], run_.service_stops.dropoff, "alights");
    end(i, s, r.pickup_stop[i], r.pickup_place[i], r.origin[i], r.walk_to_pickup[i], r.origin_lon[i], r.origin_lat[i]);
    end(i, s, r.dropoff_stop[i], r.dropoff_place[i], r.destination[i], r.walk_from_dropoff[i], r.destination_lon[i],
        r.destination_lat[i]);
  }

  void permission(std::size_t i, std::int64_t stop, const Column& allowed, const char* what) {
    if (stop < 0 || allowed[static_cast<std::size_t>(stop)] == 1) return;
    findings_.add("services.permissions", "{}: {} at stop {}, where nobody may", run_.name(i), what, stop);
  }

  void end(std::size_t i, std::size_t s, std::int64_t stop, Place place, Place door, std::int64_t walk,
           std::int64_t lon, std::int64_t lat) {
    if (stop < 0) {
      if (!roads_.same(place, door)) {
        findings_.add("services.places", "{}: an end is neither at the door nor at a stop", run_.name(i));
      }
      if (walk != 0) findings_.add("services.walks", "{}: walks {} ms from the door to the door", run_.name(i), walk);
      return;
    }
    const auto row = static_cast<std::size_t>(stop);
    const auto& halts = run_.service_stops;
    if (halts.service[row] != static_cast<std::int64_t>(s) || !roads_.same(place, halts.place[row])) {
      findings_.add("services.places", "{}: stop {} is another service's, or elsewhere", run_.name(i), stop);
    }
    const double crow_fly = metres(lon, lat, halts.lon[row], halts.lat[row]);
    const double on_foot = crow_fly * run_.services.walking_detour_factor[s];
    const double takes = on_foot / run_.services.walking_speed[s] * 1'000;
    // A hundredth and a metre for the flat map.
    const bool hub = run_.services.kind[s] == kHubAndSpoke;
    const double reach = hub ? halts.radius[row] : run_.services.max_walk_distance[s];
    if ((hub ? crow_fly : on_foot) > 1.01 * reach + 1 ||
        std::abs(static_cast<double>(walk) - takes) > 0.01 * takes + 1'000) {
      findings_.add("services.walks", "{}: {:.0f} m on foot in {} ms to stop {}", run_.name(i), on_foot, walk, stop);
    }
  }

  void hours(std::size_t i, std::size_t s) {
    const std::int64_t departure = run_.requests.departure(i);
    if (runs_at(run_, s, departure)) return;
    findings_.add("services.hours", "{}: departs at {}, when {} does not run", run_.name(i), clock(departure),
                  run_.services.name[s]);
  }

  void area(std::size_t i, std::size_t s) {
    if (side_of_request(areas_, run_, i, s) != Areas::Side::outside) return;
    findings_.add("services.area", "{}: an end lies outside the area of {}, which accepted it", run_.name(i),
                  run_.services.name[s]);
  }

  // The moment of booking lies between being heard and the decision.
  void notice(std::size_t i, std::size_t s) {
    const auto& r = run_.requests;
    const auto& rule = run_.services;
    const std::int64_t departure = r.departure(i);
    const bool on_line = rule.kind[s] == kVirtualLine;
    const auto day = on_line ? day_of_course(run_, i) : service_day(run_, s, departure);
    if (!day) return;  // told by the rules of hours and courses
    const std::int64_t midnight = *day * kDayLength;
    std::optional<std::int64_t> opens;
    std::optional<std::int64_t> closes;
    if (rule.booking_type[s] == kSameDay) {
      closes = departure - rule.prior_notice_duration_min[s];
      if (rule.prior_notice_duration_max[s] != kNone) opens = departure - rule.prior_notice_duration_max[s];
    }
    if (rule.booking_type[s] == kPriorDays) {
      closes = midnight - rule.prior_notice_last_day[s] * kDayLength + rule.prior_notice_last_time[s];
    }
    if (rule.prior_notice_start_day[s] >= 0) {
      const std::int64_t start =
          midnight - rule.prior_notice_start_day[s] * kDayLength + rule.prior_notice_start_time[s];
      opens = opens ? std::max(*opens, start) : start;
    }
    if ((closes && r.heard_at[i] > *closes) || (opens && r.decided_at[i] < *opens)) {
      findings_.add("services.notice", "{}: booked from {} to {} for {}", run_.name(i), clock(r.heard_at[i]),
                    clock(r.decided_at[i]), clock(departure));
    }
  }

  void course(std::size_t i, std::size_t s) {
    const auto& r = run_.requests;
    const bool on_line = run_.services.kind[s] == kVirtualLine;
    if (on_line != (r.course[i] >= 0) || (on_line && !visits_of(run_, i))) {
      findings_.add("services.courses", "{}: course {} does not call at its stops in this order, and in time",
                    run_.name(i), r.course[i]);
      return;
    }
    if (!on_line) return;
    if (!day_of_course(run_, i)) {
      findings_.add("services.courses", "{}: course {} does not run on its day", run_.name(i), r.course[i]);
    }
    const auto [entry, first] = shuttle_of_.emplace(std::pair{r.service[i], r.course[i]}, r.shuttle[i]);
    if (!first && entry->second != r.shuttle[i]) {
      findings_.add("services.courses", "{}: course {} is run by shuttle {} and by shuttle {}", run_.name(i),
                    r.course[i], entry->second, r.shuttle[i]);
    }
  }

  const Run& run_;
  const Roads& roads_;
  Areas areas_;
  Findings& findings_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> shuttle_of_;  // by service and course
};

}  // namespace

void check_services(const Run& run, const Roads& roads, Findings& findings) {
  if (!run.service_areas.known) findings.note("the file does not tell where services run: that was not checked");
  ServiceCheck check{run, roads, findings};
  for (std::size_t i = 0; i < run.requests.size(); ++i) check.request(i);
}

}  // namespace navette::verify
