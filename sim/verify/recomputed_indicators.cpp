#include "verify/recomputed_indicators.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace navette::verify {
namespace {

using Known = std::optional<double>;

constexpr std::array<const char*, 10> kReasonNames{
    "same_place",   "too_far_from_road", "party_too_large", "arrival_too_early",  "no_shuttle_in_service",
    "too_far_away", "shuttle_full",      "trip_too_long",   "promises_to_others", "shift_ends"};

Known over(Known a, Known b) { return a && b && *b != 0 ? Known{*a / *b} : Known{}; }
Known given(double value) { return std::isnan(value) ? Known{} : Known{value}; }

/// The served requests and their times.
struct Served {
  std::vector<double> wait, prebooked_wait, ride, travel, detour;  // [s], detour: share
  double passengers = 0, shared = 0, detour_time = 0;              // detour_time: summed [s]
  double direct_km = 0, direct_passenger_km = 0;
  bool direct_km_known = true;
};

Served served_of(const Run& run) {
  const auto& r = run.requests;
  Served all;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.end[i] != kServed) continue;
    const auto seconds = [](std::int64_t from, std::int64_t to) { return static_cast<double>(to - from) / 1e3; };
    const auto people = static_cast<double>(r.party_size[i]);
    all.passengers += people;
    all.shared += static_cast<double>(r.shared[i]);
    all.direct_km_known = all.direct_km_known && r.direct_distance[i] >= 0;
    all.direct_km += static_cast<double>(r.direct_distance[i]) / 1e3;
    all.direct_passenger_km += people * static_cast<double>(r.direct_distance[i]) / 1e3;
    // Where a time is missing, requests.complete tells.
    if (r.pickup[i] == kNone || r.boarded[i] == kNone || r.dropoff[i] == kNone || r.direct_time[i] == kNone) continue;
    all.wait.push_back(seconds(r.earliest_departure[i], r.pickup[i]));
    if (r.submitted_at[i] < r.earliest_departure[i] && r.promised_pickup[i] != kNone) {
      all.prebooked_wait.push_back(seconds(r.promised_pickup[i], r.pickup[i]));
    }
    const double ride = seconds(r.boarded[i], r.dropoff[i]);
    const double direct = seconds(0, r.direct_time[i]);
    all.ride.push_back(ride);
    all.travel.push_back(seconds(r.earliest_departure[i], r.dropoff[i]));
    all.detour_time += ride - direct;
    if (direct > 0) all.detour.push_back((ride - direct) / direct);
  }
  return all;
}

/// What the shuttles drove and carried.
struct Driven {
  std::array<double, 4> km{};  // by purpose
  double total = 0, passenger_km = 0, courses = 0, shift_hours = 0, shuttle_days = 0;
};

Driven driven_of(const Run& run) {
  Driven all;
  const auto& l = run.legs;
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    const double km = static_cast<double>(l.distance[k]) / 1e3;
    all.km[static_cast<std::size_t>(l.purpose[k])] += km;
    all.total += km;
    all.passenger_km += km * static_cast<double>(l.seats[k] + l.wheelchairs[k]);
  }
  const auto& v = run.stops;
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) {
    const bool first = k == 0 || v.shuttle[k - 1] != v.shuttle[k];
    const bool was_empty = first || v.seats[k - 1] + v.wheelchairs[k - 1] == 0;
    if (was_empty && v.seats[k] + v.wheelchairs[k] > 0) ++all.courses;
  }
  std::set<std::pair<std::int64_t, std::int64_t>> days;
  for (std::size_t k = 0; k < run.shifts.shuttle.size(); ++k) {
    all.shift_hours += static_cast<double>(run.shifts.end[k] - run.shifts.start[k]) / 3.6e6;
    days.emplace(run.shifts.shuttle[k], run.shifts.start[k] / 86'400'000);
  }
  all.shuttle_days = static_cast<double>(days.size());
  return all;
}

class List {
 public:
  explicit List(const Run& run) : run_{run}, served_{served_of(run)}, driven_{driven_of(run)} {}

  std::vector<Recomputed> all() {
    ends();
    distribution("wait", served_.wait);
    distribution("prebooked_wait", served_.prebooked_wait);
    distribution("ride", served_.ride);
    distribution("travel_time", served_.travel);
    add("detour_mean", mean(served_.detour), "1");
    add("detour_time_mean", over(served_.detour_time, static_cast<double>(served_.ride.size())), "s");
    sharing();
    distances();
    costs();
    return std::move(list_);
  }

 private:
  void add(const std::string& name, Known value, const char* unit) { list_.push_back({name, value, unit}); }

  static Known mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return over(sum, static_cast<double>(values.size()));
  }
  /// The smallest value that at least `percent` % of the values do not exceed.
  static Known nearest_rank(const std::vector<double>& sorted, std::size_t percent) {
    for (std::size_t below = 1; below <= sorted.size(); ++below) {
      if (100 * below >= percent * sorted.size()) return sorted[below - 1];
    }
    return {};
  }
  void distribution(const std::string& name, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    add(name + "_mean", mean(values), "s");
    add(name + "_median", nearest_rank(values, 50), "s");
    add(name + "_p95", nearest_rank(values, 95), "s");
    add(name + "_max", nearest_rank(values, 100), "s");
  }

  [[nodiscard]] double ended(RequestEndCode end) const {
    return static_cast<double>(std::count(run_.requests.end.begin(), run_.requests.end.end(), end));
  }

  void ends() {
    const auto& reasons = run_.requests.reason;
    const auto& kinds = run_.events.kind;
    add("requests", static_cast<double>(run_.requests.size()), "1");
    add("served", ended(kServed), "1");
    add("refused", ended(kRefused), "1");
    add("cancelled", ended(kCancelled), "1");
    add("no_shows", ended(kNoShow), "1");
    for (std::size_t code = 0; code < kReasonNames.size(); ++code) {
      const auto count = std::count(reasons.begin(), reasons.end(), static_cast<std::int64_t>(code));
      add(std::string{"refused_"} + kReasonNames[code], static_cast<double>(count), "1");
    }
    add("refusal_rate", over(ended(kRefused), ended(kServed) + ended(kRefused)), "1");
    add("passengers", served_.passengers, "1");
    add("promises_broken", static_cast<double>(std::count(kinds.begin(), kinds.end(), kPromiseBrokenEvent)), "1");
  }

  void sharing() {
    add("pooling_rate", over(served_.shared, ended(kServed)), "1");
    add("courses", driven_.courses, "1");
    add("trips_per_course", over(served_.passengers, driven_.courses), "1");
  }

  void distances() {
    const double total = driven_.total;
    const auto& km = driven_.km;
    const double empty = km[kApproach] + km[kRepositioning] + km[kDepot];
    add("vehicle_distance", total, "km");
    add("occupied_distance", km[kOccupied], "km");
    add("empty_distance", empty, "km");
    add("approach_distance", km[kApproach], "km");
    add("repositioning_distance", km[kRepositioning], "km");
    add("depot_distance", km[kDepot], "km");
    add("empty_share", over(empty, total), "1");
    add("approach_share", over(km[kApproach], total), "1");
    add("repositioning_share", over(km[kRepositioning], total), "1");
    add("depot_share", over(km[kDepot], total), "1");
    add("commercial_distance", total - km[kDepot] - km[kRepositioning], "km");
    const Known direct = served_.direct_km_known ? Known{served_.direct_km} : Known{};
    add("passenger_distance", driven_.passenger_km, "passenger-km");
    add("direct_passenger_distance", direct ? Known{served_.direct_passenger_km} : Known{}, "passenger-km");
    add("direct_distance", direct, "km");
    add("occupancy", over(driven_.passenger_km, total), "1");
    add("distance_per_direct_distance", over(total, direct), "1");
    add("saved_distance", direct ? over(*direct - total, direct) : Known{}, "1");
  }

  void costs() {
    const auto& r = run_.rules;
    add("shift_hours", driven_.shift_hours, "h");
    add("productivity", over(served_.passengers, driven_.shift_hours), "1/h");
    const Known cost = given(r.cost_per_vehicle_day * driven_.shuttle_days +
                             r.cost_per_driver_hour * driven_.shift_hours + r.cost_per_vehicle_km * driven_.total);
    const Known revenue = given(r.fare_per_trip * served_.passengers);
    add("cost", cost, "EUR");
    add("cost_per_trip", over(cost, served_.passengers), "EUR");
    add("revenue", revenue, "EUR");
    add("revenue_per_cost", over(revenue, cost), "1");
    add("subsidy_per_trip", cost && revenue ? over(*cost - *revenue, served_.passengers) : Known{}, "EUR");
  }

  const Run& run_;
  Served served_;
  Driven driven_;
  std::vector<Recomputed> list_;
};

}  // namespace

std::vector<Recomputed> recomputed_indicators(const Run& run) { return List{run}.all(); }

}  // namespace navette::verify
