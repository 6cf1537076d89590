#include "verify/recomputed_indicators.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "verify/service_days.h"

namespace navette::verify {
namespace {

using Known = std::optional<double>;

constexpr std::array<const char*, 20> kReasonNames{
    "same_place",       "too_far_from_road", "party_too_large", "arrival_too_early",  "no_shuttle_in_service",
    "too_far_away",     "shuttle_full",      "trip_too_long",   "promises_to_others", "shift_ends",
    "outside_area",     "outside_hours",     "booked_too_late", "booked_too_early",   "no_stop_in_reach",
    "way_back_refused", "offer_declined",    "too_costly",      "driver_rules",       "no_boarding_in_reach"};

constexpr std::array<const char*, 4> kCauseNames{"busy", "closed", "no_notice", "no_app"};

Known over(Known a, Known b) { return a && b && *b != 0 ? Known{*a / *b} : Known{}; }
Known given(double value) { return std::isnan(value) ? Known{} : Known{value}; }

/// The served requests and their times.
struct Served {
  std::vector<double> wait, prebooked_wait, ride, travel;          // [s]
  double passengers = 0, shared = 0, detour_time = 0, direct = 0;  // the times summed [s]
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
    all.wait.push_back(seconds(r.departure(i), r.pickup[i]));
    if (r.heard_at[i] < r.departure(i) && r.promised_pickup[i] != kNone) {
      all.prebooked_wait.push_back(seconds(r.promised_pickup[i], r.pickup[i]));
    }
    const double ride = seconds(r.boarded[i], r.dropoff[i]);
    const double direct = seconds(0, r.direct_time[i]);
    all.ride.push_back(ride);
    all.travel.push_back(seconds(r.departure(i), r.dropoff[i]));
    all.detour_time += ride - direct;
    all.direct += direct;
  }
  return all;
}

/// What the shuttles drove and carried.
struct Driven {
  std::array<double, 4> km{};  // by purpose
  double total = 0, passenger_km = 0, courses = 0, shift_hours = 0, pause_hours = 0, shuttle_days = 0, days = 0;
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
    if (v.kind[k] == kPause) all.pause_hours += static_cast<double>(v.end[k] - v.begin[k]) / 3.6e6;
    if (was_empty && v.seats[k] + v.wheelchairs[k] > 0) ++all.courses;
  }
  std::set<std::pair<std::int64_t, std::int64_t>> days;
  const auto day_of_shift = shift_days(run);
  for (std::size_t k = 0; k < run.shifts.shuttle.size(); ++k) {
    all.shift_hours += static_cast<double>(run.shifts.end[k] - run.shifts.start[k]) / 3.6e6;
    days.emplace(run.shifts.shuttle[k], day_of_shift[k]);
  }
  all.shuttle_days = static_cast<double>(days.size());
  std::set<std::int64_t> any;
  for (const auto& [shuttle, day] : days) any.insert(day);
  all.days = static_cast<double>(any.size());
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
    add("detour_ratio", over(served_.detour_time, served_.direct), "1");
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
    add("requests", static_cast<double>(run_.requests.size()) - ended(kNeverMade), "1");
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
    const auto events = [&](EventCode kind) {
      return static_cast<double>(std::count(kinds.begin(), kinds.end(), static_cast<std::int64_t>(kind)));
    };
    add("promises_broken", events(kPromiseBrokenEvent), "1");
    const auto& agreed = run_.requests.agreed_departure;
    const auto asked_times = std::count(agreed.begin(), agreed.end(), kNone);
    add("requests_never_made", ended(kNeverMade), "1");
    const auto& causes = run_.requests.never_made_cause;
    for (std::size_t code = 0; code < kCauseNames.size(); ++code) {
      const auto count = std::count(causes.begin(), causes.end(), static_cast<std::int64_t>(code));
      const Known told = run_.never_made_causes_known ? Known{static_cast<double>(count)} : Known{};
      add(std::string{"requests_never_made_"} + kCauseNames[code], told, "1");
    }
    add("offers_made", events(kOfferedEvent), "1");
    add("offers_taken", static_cast<double>(static_cast<std::ptrdiff_t>(agreed.size()) - asked_times), "1");
    add("asked_again", events(kAskedAgainEvent), "1");
    add("breakdowns", events(kBrokeDownEvent), "1");
    add("went_round", run_.closures.edge.empty() ? Known{} : Known{events(kWentRoundEvent)}, "1");
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
    add("shift_hours", driven_.shift_hours, "h");
    add("pause_hours", driven_.pause_hours > 0 ? Known{driven_.pause_hours} : Known{}, "h");
    add("productivity", over(served_.passengers, driven_.shift_hours), "1/h");
    money_and_energy();
  }

  /// What passengers pay.
  struct Fare {
    Known per_trip;              // [EUR]
    std::vector<double> by_age;  // share of it
    double impaired = 1;         // the same, at most
  };
  [[nodiscard]] Fare common_fare() const {
    return {given(run_.rules.fare_per_trip), run_.rules.fare_by_age, run_.rules.fare_impaired};
  }
  [[nodiscard]] Fare fare_of_service(std::size_t service) const {
    Fare fare{given(run_.services.fare[service]), run_.rules.fare_by_age, run_.services.fare_impaired[service]};
    const auto& own = run_.service_fares;
    for (std::size_t k = 0; k < own.service.size(); ++k) {
      if (own.service[k] != static_cast<std::int64_t>(service)) continue;
      fare.by_age[static_cast<std::size_t>(own.age_band[k])] = own.share[k];
    }
    return fare;
  }

  /// What the people of one request pay together, in whole fares.
  [[nodiscard]] double fares_of(std::size_t request, const Fare& fare) const {
    const auto people = static_cast<double>(run_.requests.party_size[request]);
    const auto& resident = run_.requests.resident;
    if (resident.empty() || run_.requests.purpose[request] < 0) return people;  // none reduced, or given demand
    const auto row = static_cast<std::size_t>(resident[request]);
    const auto& who = run_.residents;
    if (resident[request] < 0 || row >= who.age_band.size() || row >= who.impaired.size()) return people;
    const auto band = static_cast<std::size_t>(who.age_band[row]);
    if (band >= fare.by_age.size()) return people;
    const double share = fare.by_age[band];
    return people - 1 + (who.impaired[row] != 0 ? std::min(share, fare.impaired) : share);
  }

  void money_and_energy() {
    const auto& r = run_.rules;
    const auto& asked = run_.requests;
    const Fare common = common_fare();
    std::vector<Fare> fares;
    for (std::size_t s = 0; s < run_.services.size(); ++s) fares.push_back(fare_of_service(s));
    const Known base = given(r.taxi_base);
    const Known per_km = given(r.taxi_per_km);
    const auto& limits = run_.services.taxi_above;
    const bool costly_go = std::any_of(limits.begin(), limits.end(), [](auto limit) { return limit != kNone; });
    const bool taxis = (r.taxi_share > 0 || costly_go) && base && per_km;
    Known revenue = 0.0;
    const auto pay = [&](const Fare& fare, double whole_fares) {
      revenue = revenue && fare.per_trip ? Known{*revenue + *fare.per_trip * whole_fares} : Known{};
    };
    for (const Fare& fare : fares) pay(fare, 0);
    if (taxis) pay(common, 0);
    double taxi_km = 0, taxi_people = 0, taxi_requests = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (asked.end[i] == kServed) {
        const bool known = asked.service[i] >= 0;  // else services.known tells
        const Fare& fare = known ? fares[static_cast<std::size_t>(asked.service[i])] : common;
        pay(fare, fares_of(i, fare));
      }
      if (!taxis || asked.end[i] != kRefused || asked.direct_distance[i] <= 0) continue;
      const double share = asked.reason[i] == kTooCostly ? 1 : r.taxi_share;
      taxi_requests += share;
      taxi_km += share * static_cast<double>(asked.direct_distance[i]) / 1e3;
      taxi_people += share * static_cast<double>(asked.party_size[i]);
      pay(common, share * fares_of(i, common));
    }
    const Known taxi_cost = taxis ? Known{*base * taxi_requests + *per_km * taxi_km} : Known{};
    const double trips = served_.passengers + taxi_people;

    const Known by_year = given(r.cost_per_vehicle_year);
    const Known by_day = given(r.cost_per_vehicle_day);
    const Known centre = given(r.booking_centre_per_year);
    const bool known = (by_day || by_year) && (r.service_days_per_year > 0 || !(by_year || centre));
    double fixed = by_day.value_or(0) * driven_.shuttle_days;
    if (by_year) fixed += *by_year * driven_.shuttle_days / r.service_days_per_year;
    if (centre) fixed += *centre * driven_.days / r.service_days_per_year;
    const Known moving = given(r.cost_per_driver_hour * driven_.shift_hours + r.cost_per_vehicle_km * driven_.total);
    const Known cost = known && moving ? Known{fixed + *moving + taxi_cost.value_or(0)} : Known{};
    add("cost", cost, "EUR");
    add("cost_per_trip", over(cost, trips), "EUR");
    add("revenue", revenue, "EUR");
    add("revenue_per_cost", over(revenue, cost), "1");
    add("subsidy_per_trip", cost && revenue ? over(*cost - *revenue, trips) : Known{}, "EUR");
    add("taxi_passengers", taxis ? Known{taxi_people} : Known{}, "1");
    add("taxi_cost", taxi_cost, "EUR");
    const Known direct = served_.direct_km_known ? Known{served_.direct_passenger_km} : Known{};
    const Known co2e = given(driven_.total / 100 * r.consumption_per_100km * r.energy_co2e);
    add("co2e", co2e, "kg");
    add("co2e_per_passenger_km", over(co2e, direct), "kg");
    add("co2e_of_cars", direct ? given(*direct * r.car_co2e_per_passenger_km) : Known{}, "kg");
    const auto& who = run_.residents;
    const Known all = run_.communes.elsewhere.empty() ? Known{} : Known{static_cast<double>(who.commune.size())};
    double elsewhere = 0;
    for (const std::int64_t commune : who.commune) {
      const auto row = static_cast<std::size_t>(commune);
      if (commune >= 0 && row < run_.communes.elsewhere.size() && run_.communes.elsewhere[row] == 1) ++elsewhere;
    }
    add("residents", all, "1");
    add("residents_elsewhere", all ? Known{elsewhere} : Known{}, "1");
  }

  const Run& run_;
  Served served_;
  Driven driven_;
  std::vector<Recomputed> list_;
};

}  // namespace

std::vector<Recomputed> recomputed_indicators(const Run& run) { return List{run}.all(); }

}  // namespace navette::verify
