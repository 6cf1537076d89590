#include "record/indicators.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "record/money.h"
#include "record/recorder.h"

namespace navette {
namespace {

using Value = std::optional<double>;

constexpr double kMetresPerKm = 1e3;
constexpr double kMsPerSecond = 1e3;
constexpr double kMsPerHour = 3.6e6;

Value ratio(Value numerator, Value denominator) {
  if (!numerator || !denominator || *denominator == 0) return {};
  return *numerator / *denominator;
}
Value share(std::int64_t numerator, std::int64_t denominator) {
  return ratio(Value{static_cast<double>(numerator)}, Value{static_cast<double>(denominator)});
}
std::int64_t sum(const std::vector<std::int64_t>& values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}
Value seconds(std::optional<std::int64_t> ms) {
  if (!ms) return {};
  return static_cast<double>(*ms) / kMsPerSecond;
}
Value mean_seconds(const std::vector<std::int64_t>& values) {
  return ratio(share(sum(values), static_cast<std::int64_t>(values.size())), kMsPerSecond);
}
double km(std::int64_t metres) { return static_cast<double>(metres) / kMetresPerKm; }

template <class T>
std::optional<T> nearest_rank(std::vector<T>& values, int percent) {
  if (values.empty()) return {};
  const std::size_t rank = (values.size() * static_cast<std::size_t>(percent) + 99) / 100;  // from 1, rounded up
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

/// Writes the list from top to bottom.
class List {
 public:
  explicit List(const RunFigures& figures, const Costs& costs) : f_{figures}, costs_{costs} {}

  std::vector<Indicator> all() && {
    ends();
    times();
    sharing();
    distances();
    productivity_and_costs();
    return std::move(list_);
  }

 private:
  void add(std::string name, Value value, std::string unit, std::string definition) {
    list_.push_back({std::move(name), value, std::move(unit), std::move(definition)});
  }
  void count(std::string name, std::int64_t value, std::string definition) {
    add(std::move(name), static_cast<double>(value), "1", std::move(definition));
  }
  [[nodiscard]] std::int64_t ended(RequestEnd end) const { return f_.requests_by_end[static_cast<std::size_t>(end)]; }
  [[nodiscard]] std::int64_t driven(LegPurpose purpose) const { return f_.driven[static_cast<std::size_t>(purpose)]; }

  void ends() {
    const auto& by_end = f_.requests_by_end;
    count("requests", std::accumulate(by_end.begin(), by_end.end(), -ended(RequestEnd::never_made)),
          "requests that reached the service");
    count("served", ended(RequestEnd::served), "requests brought to their destination");
    count("refused", ended(RequestEnd::refused), "requests refused");
    count("cancelled", ended(RequestEnd::cancelled), "requests cancelled by the passenger before pickup");
    count("no_shows", ended(RequestEnd::no_show), "requests whose passenger was not there");
    for (std::size_t code = 0; code < f_.refused_by_reason.size(); ++code) {
      const auto reason = to_string(static_cast<RefusalReason>(code));
      count(fmt::format("refused_{}", reason), f_.refused_by_reason[code],
            fmt::format("requests refused with reason {}", reason));
    }
    add("refusal_rate", share(ended(RequestEnd::refused), ended(RequestEnd::refused) + ended(RequestEnd::served)), "1",
        "refused / (served + refused)");
    count("passengers", f_.passengers, "people in the served requests");
    count("promises_broken", f_.promises_broken, "times a promised latest time was passed");
    count("requests_never_made", ended(RequestEnd::never_made), "requests that residents wanted to make and could not");
    for (std::size_t cause = 0; cause < kNeverMadeCauses; ++cause) {
      const auto name = kNeverMadeCauseNames[cause + 1];
      count(fmt::format("requests_never_made_{}", name), f_.never_by_cause[cause],
            fmt::format("requests never made for the cause {}", name));
    }
    count("offers_made", f_.offers_made, "times that another departure was offered");
    count("offers_taken", f_.offers_taken, "requests accepted at another departure than asked for");
    count("asked_again", f_.asked_again, "times that somebody asked again after a refusal");
    count("breakdowns", f_.breakdowns, "times that a shuttle broke down");
    add("went_round", f_.roads_close ? Value{static_cast<double>(f_.went_round)} : Value{}, "1",
        "times that closed roads made a shuttle go round, or wait for them; known if roads are closed");
  }

  void distribution(const std::string& name, const std::vector<std::int64_t>& values, const std::string& definition) {
    add(name + "_mean", mean_seconds(values), "s", "mean of " + definition);
    add(name + "_median", seconds(percentile(values, 50)), "s", "median (nearest rank) of " + definition);
    add(name + "_p95", seconds(percentile(values, 95)), "s", "95th percentile (nearest rank) of " + definition);
    add(name + "_max", seconds(percentile(values, 100)), "s", "maximum of " + definition);
  }

  void times() {
    distribution("wait", f_.wait, "pickup - departure agreed (asked for, or offered and taken), over served requests");
    distribution("prebooked_wait", f_.prebooked_wait,
                 "pickup - pickup promised at acceptance, over served requests heard of before the departure agreed");
    distribution("ride", f_.ride, "time in the shuttle (drop-off - end of boarding), over served requests");
    distribution("travel_time", f_.travel, "drop-off - departure agreed, over served requests");
    detour();
  }

  void detour() {
    const std::int64_t longer = sum(f_.ride) - sum(f_.direct);
    // Of sums: in a mean of ratios a trip of a second would weigh more than all the others.
    add("detour_ratio", share(longer, sum(f_.direct)), "1",
        "(sum of rides - sum of direct times) / sum of direct times, over served requests");
    add("detour_time_mean", ratio(share(longer, static_cast<std::int64_t>(f_.ride.size())), kMsPerSecond), "s",
        "mean of ride - direct time, over served requests");
  }

  void sharing() {
    add("pooling_rate", share(f_.shared, ended(RequestEnd::served)), "1",
        "served requests that rode at least one leg together with another request / served requests");
    count("courses", f_.courses, "times that a shuttle was occupied from one empty state to the next");
    add("trips_per_course", share(f_.passengers, f_.courses), "1",
        "passengers / courses, a course being the time between two empty states of a shuttle");
  }

  void distances() {
    const std::int64_t total = std::accumulate(f_.driven.begin(), f_.driven.end(), std::int64_t{0});
    const std::int64_t empty = total - driven(LegPurpose::occupied);
    add("vehicle_distance", km(total), "km", "distance driven by all shuttles");
    add("occupied_distance", km(driven(LegPurpose::occupied)), "km", "distance driven with somebody on board");
    add("empty_distance", km(empty), "km", "distance driven empty: approach + repositioning + depot");
    add("approach_distance", km(driven(LegPurpose::approach)), "km", "distance driven empty to a pickup");
    add("repositioning_distance", km(driven(LegPurpose::repositioning)), "km",
        "distance driven empty to wait elsewhere");
    add("depot_distance", km(driven(LegPurpose::depot)), "km",
        "distance driven empty from the depot at the start of a shift or back to it");
    add("empty_share", share(empty, total), "1", "empty distance / vehicle distance");
    add("approach_share", share(driven(LegPurpose::approach), total), "1", "approach distance / vehicle distance");
    add("repositioning_share", share(driven(LegPurpose::repositioning), total), "1",
        "repositioning distance / vehicle distance");
    add("depot_share", share(driven(LegPurpose::depot), total), "1", "depot distance / vehicle distance");
    add("commercial_distance", km(total - driven(LegPurpose::depot) - driven(LegPurpose::repositioning)), "km",
        "vehicle distance - depot distance - repositioning distance");

    Value direct;
    Value direct_passengers;
    if (f_.direct_distance_known) {
      direct = km(f_.direct_distance);
      direct_passengers = km(f_.direct_passenger_distance);
    }
    add("passenger_distance", km(f_.passenger_distance), "passenger-km", "sum over legs of people on board * distance");
    add("direct_passenger_distance", direct_passengers, "passenger-km",
        "sum over served requests of party size * direct distance");
    add("direct_distance", direct, "km", "sum over served requests of direct distance");
    add("occupancy", share(f_.passenger_distance, total), "1", "passenger distance / vehicle distance (d_p/d_t)");
    add("distance_per_direct_distance", ratio(km(total), direct), "1",
        "vehicle distance / direct distance of served requests (l_det)");
    add("saved_distance", ratio(direct ? Value{*direct - km(total)} : Value{}, direct), "1",
        "(direct distance - vehicle distance) / direct distance, served requests; negative: more was driven than "
        "saved");
  }

  void productivity_and_costs() {
    const double hours = static_cast<double>(f_.shift_time) / kMsPerHour;
    add("shift_hours", hours, "h", "time in service: sum of the shuttles' shifts, pauses included");
    const Value paused = static_cast<double>(f_.pause_time) / kMsPerHour;
    add("pause_hours", f_.pause_time > 0 ? paused : Value{}, "h", "of the shift hours, pauses of drivers");
    add("productivity", ratio(static_cast<double>(f_.passengers), hours), "1/h", "passengers / shift hours");

    const Money money = money_of(f_, costs_);
    const Value trips = money.trips;
    add("cost", money.cost, "EUR",
        "per_vehicle_day * days on which a shuttle has a shift + per_driver_hour * shift hours + per_vehicle_km * "
        "vehicle distance + the share of the day in what is paid by the year + taxi_cost; known if the first or "
        "per_vehicle_year, and the next two are given");
    add("cost_per_trip", ratio(money.cost, trips), "EUR", "cost / passengers, those of taxis included");
    add("revenue", money.revenue, "EUR",
        "the fare of the service, of taxis fare_per_trip, * passengers, less reductions");
    add("revenue_per_cost", ratio(money.revenue, money.cost), "1", "revenue / cost (R/D)");
    add("subsidy_per_trip", ratio(money.cost && money.revenue ? Value{*money.cost - *money.revenue} : Value{}, trips),
        "EUR", "(cost - revenue) / passengers, those of taxis included");
    add("taxi_passengers", money.taxi_passengers, "1",
        "people in requests too costly + taxi_share * people in others refused; of those whose way is known");
    add("taxi_cost", money.taxi_cost, "EUR",
        "taxi_base * requests that a taxi takes + taxi_per_km * their direct distance; it takes those too costly, and "
        "taxi_share of the others refused, whose way is known");
    const Value direct = f_.direct_distance_known ? Value{km(f_.direct_passenger_distance)} : Value{};
    add("co2e", money.co2e, "kg", "vehicle distance * consumption_per_100km / 100 * energy_co2e");
    add("co2e_per_passenger_km", ratio(money.co2e, direct), "kg", "co2e / direct passenger distance");
    add("co2e_of_cars", money.co2e_of_cars, "kg",
        "direct passenger distance * car_co2e_per_passenger_km: had all who were served gone by car");
    const auto people = [&](std::int64_t count) {
      return f_.residents_known ? Value{static_cast<double>(count)} : Value{};
    };
    add("residents", people(f_.residents), "1", "people who live in the territory; known if they were made");
    add("residents_elsewhere", people(f_.residents_elsewhere), "1",
        "residents where a census was given, but neither it nor the map tells how many live; known if they were made");
  }

  const RunFigures& f_;
  const Costs& costs_;
  std::vector<Indicator> list_;
};

}  // namespace

std::optional<std::int64_t> percentile(std::vector<std::int64_t> values, int percent) {
  return nearest_rank(values, percent);
}

std::optional<double> percentile(std::vector<double> values, int percent) { return nearest_rank(values, percent); }

std::vector<Indicator> indicators(const RunFigures& figures, const Costs& costs) { return List{figures, costs}.all(); }

}  // namespace navette
