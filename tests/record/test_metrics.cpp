#include "record/metrics.h"

#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "record/code_names.h"

namespace navette {
namespace {

using namespace literals;

const Indicator& named(const std::vector<Indicator>& list, const std::string& name) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Indicator& indicator) { return indicator.name == name; });
  if (found == list.end()) throw std::out_of_range{"no indicator " + name};
  return *found;
}

double value(const std::vector<Indicator>& list, const std::string& name) {
  const auto& indicator = named(list, name);
  INFO(name);
  REQUIRE(indicator.value.has_value());
  return *indicator.value;
}

bool known(const std::vector<Indicator>& list, const std::string& name) { return named(list, name).value.has_value(); }

Shuttle shuttle_with(std::vector<Shift> shifts) {
  Shuttle shuttle;
  shuttle.shifts = std::move(shifts);
  return shuttle;
}

TripRequest asked(Milliseconds submitted_at, Milliseconds earliest, int party) {
  TripRequest request;
  request.submitted_at = submitted_at;
  request.earliest_departure = earliest;
  request.party_size = party;
  return request;
}

RequestRecord served(int id, Milliseconds pickup, Milliseconds boarded, Milliseconds dropoff, Milliseconds direct,
                     Metres distance, bool shared) {
  RequestRecord record;
  record.request = RequestId{id};
  record.end = RequestEnd::served;
  record.heard_at = id == 0 ? 8_h : 7_h;
  record.direct_time = direct;
  record.direct_distance = distance;
  record.promise.pickup = pickup - 10_s;
  record.pickup = pickup;
  record.boarded = boarded;
  record.dropoff = dropoff;
  record.shared = shared;
  return record;
}

StopRecord stop_with(int shuttle, int seats, int wheelchairs = 0) {
  StopRecord stop;
  stop.shuttle = ShuttleId{shuttle};
  stop.load = Load::of(seats, wheelchairs);
  return stop;
}

LegRecord leg_for(LegPurpose purpose, Metres distance, Load load) {
  LegRecord leg;
  leg.shuttle = ShuttleId{0};
  leg.purpose = purpose;
  leg.distance = distance;
  leg.load = load;
  return leg;
}

/// Two served together (parties of 2 and 1), one refused, one no-show; two shuttles, one of them idle.
std::vector<Indicator> small_day(const Costs& costs) {
  const std::vector<TripRequest> requests{asked(8_h, 8_h, 2), asked(7_h, 9_h, 1), asked(9_h, 9_h, 1),
                                          asked(9_h, 9_h, 4)};
  const std::vector<Shuttle> shuttles{shuttle_with({{6_h, 10_h}, {14_h, 16_h}}),
                                      shuttle_with({{6_h, 10_h}, {30_h, 34_h}})};
  Metrics metrics{requests, shuttles, costs};
  for (const int seats : {2, 3, 1, 0, 1, 0}) metrics.stop(stop_with(0, seats));
  metrics.stop(stop_with(1, 0, 1));
  metrics.leg(leg_for(LegPurpose::depot, 1_km, Load{}), {});
  metrics.leg(leg_for(LegPurpose::approach, 2_km, Load{}), {});
  metrics.leg(leg_for(LegPurpose::occupied, 10_km, Load::of(2, 0)), {});
  metrics.leg(leg_for(LegPurpose::occupied, 4_km, Load::of(2, 1)), {});
  metrics.leg(leg_for(LegPurpose::repositioning, 3_km, Load{}), {});
  Event broken;
  broken.kind = EventKind::promise_broken;
  metrics.event(broken);
  metrics.event(Event{});

  metrics.request(served(0, 8_h + 60_s, 8_h + 120_s, 8_h + 720_s, 400_s, 8_km, true));
  metrics.request(served(1, 9_h + 200_s, 9_h + 260_s, 9_h + 760_s, 500_s, 7_km, true));
  RequestRecord refused;
  refused.request = RequestId{2};
  refused.reason = RefusalReason::shuttle_full;
  metrics.request(refused);
  RequestRecord absent;
  absent.request = RequestId{3};
  absent.end = RequestEnd::no_show;
  metrics.request(absent);
  return metrics.indicators();
}

TEST_CASE("the indicators of a small day are those computed by hand") {
  const auto list = small_day({});
  CHECK(value(list, "requests") == 4);
  CHECK(value(list, "served") == 2);
  CHECK(value(list, "refused") == 1);
  CHECK(value(list, "no_shows") == 1);
  CHECK(value(list, "cancelled") == 0);
  CHECK(value(list, "refused_shuttle_full") == 1);
  CHECK(value(list, "refused_too_far_away") == 0);
  CHECK(value(list, "refusal_rate") == Approx(1.0 / 3));
  CHECK(value(list, "passengers") == 3);
  CHECK(value(list, "promises_broken") == 1);
  CHECK(value(list, "wait_mean") == 130);
  CHECK(value(list, "wait_median") == 60);
  CHECK(value(list, "wait_p95") == 200);
  CHECK(value(list, "wait_max") == 200);
  CHECK(value(list, "prebooked_wait_mean") == 10);  // the second request only
  CHECK(value(list, "ride_mean") == 550);
  CHECK(value(list, "travel_time_mean") == 740);
  CHECK(value(list, "detour_ratio") == Approx(200.0 / 900));
  CHECK(value(list, "detour_time_mean") == 100);
  CHECK(value(list, "pooling_rate") == 1);
  CHECK(value(list, "courses") == 3);
  CHECK(value(list, "trips_per_course") == 1);
  CHECK(value(list, "vehicle_distance") == 20);
  CHECK(value(list, "occupied_distance") == 14);
  CHECK(value(list, "empty_distance") == 6);
  CHECK(value(list, "empty_share") == Approx(0.3));
  CHECK(value(list, "approach_share") == Approx(0.1));
  CHECK(value(list, "depot_distance") == 1);
  CHECK(value(list, "repositioning_distance") == 3);
  CHECK(value(list, "commercial_distance") == 16);
  CHECK(value(list, "passenger_distance") == 32);
  CHECK(value(list, "direct_passenger_distance") == 23);
  CHECK(value(list, "occupancy") == Approx(1.6));
  CHECK(value(list, "distance_per_direct_distance") == Approx(20.0 / 15));
  CHECK(value(list, "saved_distance") == Approx(-5.0 / 15));
  CHECK(value(list, "shift_hours") == 14);
  CHECK(value(list, "productivity") == Approx(3.0 / 14));
}

TEST_CASE("costs appear only when all they need is given") {
  CHECK_FALSE(known(small_day({}), "cost"));
  CHECK_FALSE(known(small_day({}), "revenue"));

  Costs costs;
  costs.fare.per_trip = 2;
  costs.per_vehicle_day = 100;
  costs.per_driver_hour = 30;
  CHECK_FALSE(known(small_day(costs), "cost"));
  CHECK_FALSE(known(small_day(costs), "subsidy_per_trip"));
  CHECK(value(small_day(costs), "revenue") == 6);

  costs.per_vehicle_km = 0.5;
  const auto list = small_day(costs);
  CHECK(value(list, "cost") == Approx(3 * 100 + 14 * 30 + 20 * 0.5));  // two shifts on one day are one vehicle-day
  CHECK(value(list, "cost_per_trip") == Approx(730.0 / 3));
  CHECK(value(list, "revenue_per_cost") == Approx(6.0 / 730));
  CHECK(value(list, "subsidy_per_trip") == Approx(724.0 / 3));
}

TEST_CASE("what is paid by the year is spread over the days of service") {
  Costs costs;
  costs.per_driver_hour = 30;
  costs.per_vehicle_km = 0.5;
  costs.per_vehicle_year = 12'000;
  CHECK_FALSE(known(small_day(costs), "cost"));  // of how many days?
  costs.days_per_year = {140, 60, 40, 0};
  // Three days of shuttles; two days on which any is out.
  CHECK(value(small_day(costs), "cost") == Approx(3 * 50 + 14 * 30 + 20 * 0.5));
  costs.booking_centre_per_year = 24'000;
  CHECK(value(small_day(costs), "cost") == Approx(3 * 50 + 2 * 100 + 14 * 30 + 20 * 0.5));
  costs.per_vehicle_day = 10;
  CHECK(value(small_day(costs), "cost") == Approx(3 * 60 + 2 * 100 + 14 * 30 + 20 * 0.5));
}

TEST_CASE("reductions go by the resident who asks; companions pay all; a taxi takes its share of the refused") {
  Population residents;
  for (const AgeBand band : {AgeBand::from_75, AgeBand::from_6_to_10, AgeBand::from_40_to_64}) {
    residents.household.push_back(0);
    residents.age_band.push_back(band);
    residents.impaired.push_back(band == AgeBand::from_75 ? 1 : 0);
  }
  std::vector<TripRequest> requests;
  for (const int row : {0, 1, 2, 2, 7}) {
    TripRequest request = asked(8_h, 8_h, row == 1 ? 3 : 1);
    request.resident = ResidentId{row};
    request.purpose = 0;
    requests.push_back(request);
  }
  Costs costs;
  costs.fare.per_trip = 2;
  costs.fare.by_age[static_cast<std::size_t>(AgeBand::from_6_to_10)] = 0.5;
  costs.fare.by_age[static_cast<std::size_t>(AgeBand::from_75)] = 0.8;
  costs.fare.impaired = 0.25;
  costs.taxi_share = 0.5;
  costs.taxi_base = 4;
  costs.taxi_per_km = 1.5;
  costs.consumption_per_100km = 10;
  costs.energy_co2e = 3;
  costs.car_co2e_per_passenger_km = 0.1;
  const auto run_with = [&](const Population* people) {
    Metrics metrics{requests, {}, costs, people};
    for (const int id : {0, 1, 4}) metrics.request(served(id, 9_h, 9_h, 9_h, 60_s, 2_km, false));
    for (const int id : {2, 3}) {
      RequestRecord refused;
      refused.request = RequestId{id};
      refused.end = RequestEnd::refused;
      refused.direct_distance = id == 2 ? 10_km : Metres{-1};  // the other has no known way
      metrics.request(refused);
    }
    return metrics.indicators();
  };
  const auto list = run_with(&residents);
  // Served: impaired 0.25; child 0.5 with two companions; somebody unknown 1. Half a taxi passenger.
  CHECK(value(list, "revenue") == Approx(2 * (0.25 + 2.5 + 1 + 0.5)));
  CHECK(value(list, "taxi_passengers") == Approx(0.5));
  CHECK(value(list, "taxi_cost") == Approx(0.5 * (4 + 15)));
  CHECK(value(list, "co2e_of_cars") == Approx(0.1 * 2 * 5));
  CHECK(value(list, "co2e") == 0);  // nothing was driven
  CHECK(value(run_with(nullptr), "revenue") == Approx(2 * (5 + 0.5)));
}

TEST_CASE("each service has its fare and reductions; a taxi takes all that are too costly, for the common fare") {
  Population residents;
  residents.household.push_back(0);
  residents.age_band.push_back(AgeBand::from_6_to_10);
  residents.impaired.push_back(0);
  std::vector<TripRequest> requests;
  for (int row = 0; row < 5; ++row) {
    TripRequest request = asked(8_h, 8_h, 1);
    request.resident = ResidentId{0};
    request.purpose = 0;
    requests.push_back(request);
  }
  const auto child = static_cast<std::size_t>(AgeBand::from_6_to_10);
  Costs costs;
  costs.fare.per_trip = 2;
  costs.fare.by_age[child] = 0.5;
  costs.own_fares = {costs.fare, costs.fare};
  const auto list = [&] {
    Metrics metrics{requests, {}, costs, &residents};
    for (const int id : {0, 1, 2}) {
      RequestRecord record = served(id, 9_h, 9_h, 9_h, 60_s, 2_km, false);
      record.service = ServiceId{id == 0 ? 0 : 1};
      metrics.request(record);
    }
    for (const int id : {3, 4}) {
      RequestRecord refused;
      refused.request = RequestId{id};
      refused.end = RequestEnd::refused;
      refused.reason = id == 3 ? RefusalReason::too_costly : RefusalReason::too_far_away;
      refused.direct_distance = 10_km;
      metrics.request(refused);
    }
    return metrics.indicators();
  };
  CHECK(value(list(), "revenue") == Approx(2 * 0.5 * 3));
  costs.own_fares[1].per_trip = 3;
  CHECK(value(list(), "revenue") == Approx(2 * 0.5 + 3 * 0.5 * 2));
  costs.own_fares[1].by_age[child] = 1;
  CHECK(value(list(), "revenue") == Approx(2 * 0.5 + 3 * 2));
  costs.own_fares[1].per_trip.reset();
  CHECK_FALSE(known(list(), "revenue"));
  costs.own_fares = {Fare{1.0}, Fare{3.0}};
  costs.fare.per_trip.reset();
  CHECK(value(list(), "revenue") == Approx(1 + 3 * 2));  // nobody pays the common fare

  costs.taxi_base = 4;
  costs.taxi_per_km = 1.5;
  CHECK_FALSE(known(list(), "taxi_cost"));
  costs.taxi_if_costly = true;
  CHECK_FALSE(known(list(), "revenue"));  // who rides in a taxi does
  costs.fare.per_trip = 2;
  CHECK(value(list(), "revenue") == Approx(1 + 3 * 2 + 2 * 0.5));
  CHECK(value(list(), "taxi_passengers") == 1);
  CHECK(value(list(), "taxi_cost") == Approx(4 + 15));
  costs.taxi_share = 0.25;
  CHECK(value(list(), "taxi_passengers") == Approx(1.25));
  CHECK(value(list(), "taxi_cost") == Approx(1.25 * (4 + 15)));
}

TEST_CASE("one trip of a millisecond does not rule the detour of a day") {
  const std::vector<TripRequest> requests{asked(8_h, 8_h, 1), asked(8_h, 8_h, 1), asked(8_h, 8_h, 1)};
  Metrics metrics{requests, {}, {}};
  metrics.request(served(0, 8_h, 8_h, 8_h + 600_s, 500_s, 8_km, false));
  metrics.request(served(1, 8_h, 8_h, 8_h + 500_s, 500_s, 8_km, false));
  metrics.request(served(2, 8_h, 8_h, 8_h + 2_s, 1_ms, 0_km, false));
  const auto list = metrics.indicators();
  CHECK(value(list, "detour_ratio") == Approx(101.999 / 1'000.001));
  CHECK(value(list, "detour_time_mean") == Approx(101.999 / 3));
}

TEST_CASE("what cannot be known is absent, never 0") {
  const Metrics nothing{{}, {}, {}};
  const auto list = nothing.indicators();
  for (const std::string name : {"refusal_rate", "wait_mean", "wait_p95", "prebooked_wait_max", "detour_ratio",
                                 "pooling_rate", "trips_per_course", "empty_share", "occupancy", "saved_distance",
                                 "distance_per_direct_distance", "productivity", "cost"}) {
    INFO(name);
    CHECK_FALSE(known(list, name));
  }
  CHECK(value(list, "requests") == 0);
  CHECK(value(list, "vehicle_distance") == 0);
}

TEST_CASE("one unknown direct distance makes the figures that need it unknown") {
  const std::vector<TripRequest> requests{asked(0_h, 0_h, 1)};
  Metrics metrics{requests, {}, {}};
  metrics.leg(leg_for(LegPurpose::occupied, 1_km, Load::of(1, 0)), {});
  metrics.request(served(0, 1_s, 2_s, 3_s, 1_s, Metres{-1}, false));
  CHECK_FALSE(known(metrics.indicators(), "saved_distance"));
  CHECK(known(metrics.indicators(), "occupancy"));
}

TEST_CASE("every indicator has a name of its own, a unit and a definition") {
  std::set<std::string> names;
  for (const Indicator& indicator : small_day({})) {
    INFO(indicator.name);
    CHECK(names.insert(indicator.name).second);
    CHECK_FALSE(indicator.unit.empty());
    CHECK(indicator.definition.size() > 5);
  }
}

TEST_CASE("a percentile is the smallest value that enough of the values do not exceed") {
  std::mt19937 random{20240607};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::int64_t> values(1 + random() % 60);
    for (auto& one : values) one = static_cast<std::int64_t>(random() % 40) - 20;
    const int percent = 1 + static_cast<int>(random() % 100);
    const auto found = percentile(values, percent);
    REQUIRE(found.has_value());
    const auto share_up_to = [&](std::int64_t limit) {
      return std::count_if(values.begin(), values.end(), [&](std::int64_t one) { return one <= limit; }) * 100;
    };
    const auto needed = static_cast<std::ptrdiff_t>(values.size()) * percent;
    INFO("seed 20240607, round " << round << ", percent " << percent);
    CHECK(std::count(values.begin(), values.end(), *found) > 0);
    CHECK(share_up_to(*found) >= needed);
    CHECK(share_up_to(*found - 1) < needed);
  }
  CHECK_FALSE(percentile(std::vector<std::int64_t>{}, 50).has_value());
}

TEST_CASE("codes are called as they are written in the code") {
  CHECK(kEventKindNames[static_cast<std::size_t>(EventKind::promise_broken)] == "promise_broken");
  CHECK(kEventKindNames[static_cast<std::size_t>(EventKind::alighting)] == "alighting");
  CHECK(kRequestEndNames[static_cast<std::size_t>(RequestEnd::no_show)] == "no_show");
  CHECK(kLegPurposeNames[static_cast<std::size_t>(LegPurpose::depot)] == "depot");
  CHECK(kStopKindNames[static_cast<std::size_t>(StopKind::timetable)] == "timetable");
}

}  // namespace
TEST_CASE("a shift after midnight is of the vehicle-day of its evening") {
  Costs costs;
  costs.fare.per_trip = 2;
  costs.per_vehicle_day = 100;
  costs.per_driver_hour = 30;
  costs.per_vehicle_km = 0.5;
  // Two evenings from 18:00 to 22:00 and 25:00 to 27:00.
  const std::vector<Shuttle> shuttles{shuttle_with({{18_h, 22_h}, {25_h, 27_h}, {42_h, 46_h}, {49_h, 51_h}})};
  const std::vector<TripRequest> nobody;
  const Metrics metrics{nobody, shuttles, costs};
  const auto list = metrics.indicators();
  CHECK(value(list, "shift_hours") == 12);
  CHECK(value(list, "cost") == Approx(2 * 100 + 12 * 30));
}

}  // namespace navette
