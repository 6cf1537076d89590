#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <string>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

TEST_CASE("promises follow from the rules, and are kept or told as broken") {
  CHECK(broken(add("/requests/latest_pickup", 0, 1)) == Names{"promises.limits"});
  CHECK(broken(add("/requests/latest_dropoff", 1, -1)) == Names{"promises.limits"});
  CHECK(broken(add("/requests/max_ride_time", 3, 1)) == Names{"promises.limits"});
  CHECK(broken([](auto& run) { run.at("/services/max_wait_time")[0] += 1; }) == Names{"promises.limits"});
  CHECK(broken(set("/requests/promised_pickup", 0, kEight + 901'000)).contains("promises.offered"));
  CHECK(broken(set("/requests/promised_dropoff", 0, kEight + 1'336'000)) ==
        Names{"promises.as_planned", "promises.offered"});
  CHECK(broken(set("/requests/promised_dropoff", 0, kEight + 179'999)) == Names{"promises.offered"});

  // Less time for everybody: r0 rides 210 s, which is 120 s of detour.
  const auto less = [](std::int64_t detour) {
    return [=](HandmadeRun& run) {
      run.at("/services/max_absolute_detour") = {detour};
      run.at("/requests/max_ride_time") = {90'000 + detour, 30'000 + detour, kNone, 120'000 + detour};
    };
  };
  CHECK(broken(less(120'000)).empty());
  CHECK(broken(less(119'000)) == Names{"promises.kept", "promises.cause"});
  const auto tell = [](std::int64_t value) {
    return [=](HandmadeRun& run) {
      const std::array<std::int64_t, 7> row{run.at("/events/time").at(18), 14, 0, 0, 2, 60'000, value};
      const std::array names{"time", "kind", "request", "shuttle", "edge", "offset", "value"};
      for (std::size_t c = 0; c < row.size(); ++c) {
        auto& column = run.at(std::string{"/events/"} + names[c]);
        column.insert(column.begin() + 19, row[c]);
      }
      run.indicator("promises_broken") = 1;
    };
  };
  CHECK(broken(all({less(119'000), tell(1'000)})) == Names{"promises.cause"});
  CHECK(broken(all({less(119'000), tell(999)})) == Names{"promises.told", "promises.cause"});
  CHECK(broken(tell(1'000)) == Names{"promises.told"});
  // The pickup may drift by 10 s from what was promised at most: all are picked up when promised.
  const auto drift = [](HandmadeRun& run) {
    run.at("/services/max_allowed_pickup_delay") = {10'000};
    run.at("/requests/latest_pickup") = {kEight + 40'000, kEight + 130'000, kNone, kEight + 610'000};
  };
  CHECK(broken(drift).empty());
  CHECK(broken(all({drift, add("/requests/latest_pickup", 0, 1)})) == Names{"promises.limits"});
  CHECK(broken(all({drift, add("/requests/promised_pickup", 3, -10'001), add("/requests/latest_pickup", 3, -10'001)}))
            .contains("promises.kept"));
  CHECK(broken(add("/requests/earliest_departure", 0, 31'000)).contains("promises.kept"));
}

TEST_CASE("the log is in order, and agrees with the legs") {
  CHECK(broken(set("/events/request", 7, -1)).contains("events.concern"));
  CHECK(broken(set("/events/shuttle", 9, -1)).contains("events.concern"));
  CHECK(broken(add("/events/time", 8, -29'000)).contains("events.order"));
  CHECK(broken([](auto& run) {  // accepted before it was submitted
          for (const auto* name : {"kind", "shuttle"}) {
            auto& column = run.at(std::string{"/events/"} + name);
            std::swap(column[4], column[5]);
          }
        }) == Names{"events.trip_order"});
  CHECK(broken([](auto& run) {  // boards before it arrives
          for (const auto* name : {"kind", "request"}) {
            auto& column = run.at(std::string{"/events/"} + name);
            std::swap(column[8], column[9]);
          }
        }) == Names{"events.shuttle_order"});
  CHECK(broken(set("/events/kind", 22, 12)).contains("events.legs"));
  CHECK(broken(set("/events/offset", 10, 31'000)) == Names{"events.legs"});
  CHECK(broken(set("/events/value", 9, 1)) == Names{"events.value"});
}

TEST_CASE("shuttles work in their shifts") {
  CHECK(
      broken(all({set("/shuttles/depot_edge", 0, -1), set("/shuttles/depot_offset", 0, -1)})).contains("fleet.depot"));
  CHECK(broken(set("/shifts/end", 0, kEight)).contains("fleet.shifts"));
  const auto to = [](std::int64_t start, std::int64_t end) {
    return broken(all({set("/shifts/start", 0, start), set("/shifts/end", 0, end)}));
  };
  constexpr std::int64_t kHour = 3'600'000;
  CHECK_FALSE(to(24 * kHour, 48 * kHour).contains("fleet.shifts"));  // of the evening before
  CHECK(to(24 * kHour + 1, 48 * kHour + 1).contains("fleet.shifts"));
  CHECK(to(-1, 14 * kHour).contains("fleet.shifts"));
  CHECK(broken([](auto& run) {
          run.at("/shifts/shuttle").push_back(0);
          run.at("/shifts/start").push_back(kEight + 3'600'000);
          run.at("/shifts/end").push_back(kEight + 7'200'000);
        }).contains("fleet.shifts"));
  CHECK(broken(set("/shifts/end", 0, kEight + 830'000)).contains("fleet.in_shift"));
  CHECK(broken(set("/events/kind", 29, 3)).contains("fleet.shift_events"));
  CHECK(broken(add("/events/time", 0, -1)) == Names{"fleet.shift_events"});
  CHECK(broken(set("/legs/purpose", 0, 0)).contains("fleet.purpose"));
  CHECK(broken(set("/legs/purpose", 3, 1)).contains("fleet.purpose"));
  CHECK(broken(set("/stops/kind", 1, 2)).contains("fleet.waiting"));
}

TEST_CASE("Little's identity holds between the log and the requests") {
  CHECK(broken(add("/events/time", 28, 1)).contains("little.riding"));
  CHECK(broken(add("/events/time", 28, 1)).contains("little.in_system"));
  CHECK(broken(add("/requests/decided_at", 3, 1)).contains("little.in_system"));
}

TEST_CASE("indicators are computed anew from the tables") {
  CHECK(broken([](auto& run) { run.indicator("wait_mean") += 0.001; }) == Names{"indicators.recomputed"});
  CHECK(broken([](auto& run) { run.texts.at("/kpi/name").front() = "happiness"; }) == Names{"indicators.known"});
  CHECK(broken([](auto& run) { run.texts.at("/kpi/unit").front() = "km"; }) == Names{"indicators.known"});
  CHECK(broken([](auto& run) { run.real_attributes.erase("/rules@costs_per_vehicle_km"); }) ==
        Names{"indicators.recomputed"});
  // Each of them, one after the other: none is taken on trust.
  const HandmadeRun good = handmade_run();
  for (const auto& name : good.texts.at("/kpi/name")) {
    INFO(name);
    CHECK(broken([&](auto& run) { run.indicator(name) += 1; }) == Names{"indicators.recomputed"});
  }
}

TEST_CASE("the canonical hash is the documented one") {
  // Computed from docs/verification.md by another program in another language.
  CHECK(verified(handmade_run()).canonical_hash == "f2223030014d088ce619453b9295a943318d9fdc29c1c713e3064506b12f1d6c");
}

TEST_CASE("the canonical hash knows what happened, and nothing of the file") {
  const auto hash = verified(handmade_run()).canonical_hash;
  const auto hash_after = [](const Break& what) {
    HandmadeRun run = handmade_run();
    what(run);
    return verified(run).canonical_hash;
  };
  CHECK(hash_after([](auto& run) { run.text_attributes["/@navette_version"] = "9.9"; }) == hash);
  CHECK(hash_after([](auto& run) { run.indicator("wait_mean") = 1; }) == hash);
  for (const auto* column : {"/events/time", "/requests/dropoff", "/stops/end", "/legs/distance"}) {
    INFO(column);
    CHECK(hash_after(add(column, 1, 1)) != hash);
  }
}

TEST_CASE("only the first few violations of a rule are kept, all are counted") {
  HandmadeRun run = handmade_run();
  for (int i = 0; i < 50; ++i) run.texts.at("/kpi/name").push_back("more " + std::to_string(i));
  run.reals.at("/kpi/value").resize(run.texts.at("/kpi/name").size());
  run.texts.at("/kpi/unit").resize(run.texts.at("/kpi/name").size());
  const auto report = verified(run);
  CHECK(report.violations.size() == 20);
  CHECK(report.totals == std::map<std::string, std::int64_t>{{"indicators.known", 50}});
  CHECK(report.total() == 50);
}

namespace {

// Of /services/weekdays.
constexpr std::int64_t kMonday = 1;
constexpr std::int64_t kSunday = 64;

// r1 as a ride on a line: from a stop at B, 60 m on foot, to a stop where it alights, at 8:02 and 8:03:30.
void on_line(HandmadeRun& run) {
  auto& i = run.integers;
  i["/services/kind"] = {2};
  i["/service_stops/service"] = {0, 0};
  i["/service_stops/lon"] = {90'000, 135'000};
  i["/service_stops/lat"] = {460'000'000, 460'000'000};
  i["/service_stops/edge"] = {0, 2};
  i["/service_stops/offset"] = {60'000, 30'000};
  run.reals["/service_stops/radius"] = {0, 0};
  i["/course_visits/service"] = {0, 0};
  i["/course_visits/course"] = {0, 0};
  i["/course_visits/stop"] = {0, 1};
  i["/course_visits/time"] = {kEight + 120'000, kEight + 200'000};
  i["/requests/pickup_stop"][1] = 0;
  i["/requests/dropoff_stop"][1] = 1;
  i["/requests/course"][1] = 0;
  i["/requests/latest_pickup"][1] = kEight + 420'000;
  i["/requests/latest_dropoff"][1] = kEight + 500'000;
}

// The rules of services broken, on top of what the others lack who do not ride the line.
Names on_line_broken(const Break& what) {
  HandmadeRun run = handmade_run();
  on_line(run);
  what(run);
  Names names = broken_rules(run);
  return names;
}

}  // namespace

TEST_CASE("a passenger belongs to a service and rides in its shuttles, from its places") {
  CHECK(broken(set("/requests/service", 0, -1)) == Names{"services.known"});
  CHECK(broken(set("/requests/service", 2, 0)) == Names{"services.known"});
  CHECK(broken([](auto& run) {
          HandmadeRun& r = run;
          for (auto& [name, column] : r.integers) {
            if (name.rfind("/services/", 0) == 0) column.push_back(column[0]);
          }
          for (auto& [name, column] : r.reals) {
            if (name.rfind("/services/", 0) == 0) column.push_back(column[0]);
          }
          r.texts["/services/name"].emplace_back("other");
          r.at("/requests/service")[0] = 1;
        }) == Names{"scenario.services", "services.own_shuttle"});  // nor has it fares
  CHECK(broken(set("/services/kind", 0, 1)) == Names{"services.places"});
  CHECK(broken(set("/services/kind", 0, 3)) == Names{"services.places"});
  CHECK(broken(set("/requests/walk_to_pickup", 1, 5'000)) ==
        Names{"services.walks", "promises.offered", "promises.kept"});
}

TEST_CASE("nobody is accepted from, or to, beyond the area of the service") {
  // A border between C, 180'000, and the rest; r0 goes to C. At 46 degrees a metre is 129 units.
  const auto ends_at = [](std::int64_t lon) {
    return [=](HandmadeRun& run) { run.at("/service_areas/lon")[1] = run.at("/service_areas/lon")[2] = lon; };
  };
  CHECK(broken(ends_at(181'000)).empty());
  CHECK(broken(ends_at(179'900)).empty());  // on the border, as far as anybody can tell
  CHECK(broken(ends_at(179'000)) == Names{"services.area"});
  // From D, in the south, r3 sets out.
  CHECK(broken([](HandmadeRun& run) {
          run.at("/service_areas/lat")[0] = run.at("/service_areas/lat")[1] = 459'915'000;
        }) == Names{"services.area"});
  CHECK(broken([](HandmadeRun& run) {  // a hole around C
          for (const std::int64_t lon : {170'000, 190'000, 190'000, 170'000}) {
            run.at("/service_areas/service").push_back(0);
            run.at("/service_areas/polygon").push_back(0);
            run.at("/service_areas/ring").push_back(1);
            run.at("/service_areas/lon").push_back(lon);
          }
          for (const std::int64_t lat : {459'990'000, 459'990'000, 460'010'000, 460'010'000}) {
            run.at("/service_areas/lat").push_back(lat);
          }
        }) == Names{"services.area"});
  CHECK(broken([](HandmadeRun& run) {  // the same as a polygon of its own is no hole
          for (const std::int64_t lon : {170'000, 190'000, 190'000, 170'000}) {
            run.at("/service_areas/service").push_back(0);
            run.at("/service_areas/polygon").push_back(1);
            run.at("/service_areas/ring").push_back(1);
            run.at("/service_areas/lon").push_back(lon);
          }
          for (const std::int64_t lat : {459'990'000, 459'990'000, 460'010'000, 460'010'000}) {
            run.at("/service_areas/lat").push_back(lat);
          }
        })
            .empty());
  CHECK(broken([](HandmadeRun& run) {  // no area: anywhere
          for (const auto* name : {"service", "polygon", "ring", "lon", "lat"})
            run.at(std::string{"/service_areas/"} + name) = {};
        })
            .empty());
  CHECK(broken(set("/service_areas/service", 0, 1)) == Names{"tables.rows"});
  CHECK(broken([](auto& run) { run.remove("/service_areas/lat"); }) == Names{"tables.present"});
  // A file of an earlier version has none of it.
  HandmadeRun earlier = handmade_run();
  for (const auto* name :
       {"/service_areas/service", "/service_areas/polygon", "/service_areas/ring", "/service_areas/lon",
        "/service_areas/lat", "/service_fares/service", "/service_fares/age_band", "/service_fares/share",
        "/services/fare", "/services/fare_impaired", "/services/taxi_above", "/services/way_back",
        "/requests/least_added_time"}) {
    earlier.remove(name);
  }
  const auto report = verified(earlier);
  CHECK(report.total() == 0);
  CHECK(report.notes.size() == 1);
}

TEST_CASE("what passengers pay is that of their service") {
  const Names wrong{"indicators.recomputed"};
  CHECK(broken([](auto& run) { run.reals["/services/fare"][0] = 2.5; }) == wrong);
  CHECK(broken([](auto& run) { run.reals["/services/fare"][0] = -1; }) == Names{"tables.values"});
  const auto reduced = [](const char* column, std::size_t row, double share) {
    return [=](HandmadeRun& run) {
      run.reals[column][row] = share;
      run.integers["/requests/resident"] = {0, 1, 1, 1};
      run.integers["/requests/purpose"] = {0, 0, 0, 0};
      run.integers["/residents/age_band"] = {3, 4};
      run.integers["/residents/impaired"] = {1, 0};
    };
  };
  CHECK(broken(reduced("/services/fare_impaired", 0, 1)).empty());
  CHECK(broken(reduced("/services/fare_impaired", 0, 0.5)) == wrong);
  CHECK(broken(reduced("/services/fare_impaired", 0, 1.5)) == Names{"tables.values"});
  CHECK(broken(reduced("/service_fares/share", 3, 0.5)) == wrong);
  CHECK(broken(reduced("/service_fares/share", 7, 0.5)).empty());  // nobody is so old
  CHECK(broken(reduced("/service_fares/share", 3, -0.5)) == Names{"tables.values"});
  CHECK(broken(set("/service_fares/age_band", 3, 8)) == Names{"tables.codes"});
}

TEST_CASE("nobody is accepted when the service does not run, or against its notice") {
  CHECK(broken(set("/services/weekdays", 0, 126)) == Names{"services.hours"});
  const auto open = [](std::int64_t from, std::int64_t until) {
    return [=](HandmadeRun& run) {
      run.at("/service_hours/service") = {0};
      run.at("/service_hours/from") = {from};
      run.at("/service_hours/until") = {until};
    };
  };
  CHECK(broken(open(kEight, kEight + 450'000)).empty());
  CHECK(broken(open(kEight, kEight + 449'999)) == Names{"services.hours"});
  CHECK(broken(open(kEight + 1, kEight + 450'000)) == Names{"services.hours"});
  // Day 0 is a Monday; its morning may belong to the Sunday before.
  const std::int64_t morning = 86'400'000 + kEight;
  CHECK(broken(all({open(morning, morning + 450'000), set("/services/weekdays", 0, kSunday)})).empty());
  CHECK(broken(all({open(morning, morning + 450'000), set("/services/weekdays", 0, kMonday)})) ==
        Names{"services.hours"});
  // Booked until the end of the day before: of Sunday's morning after, that is too late by a day more.
  CHECK(broken(all({open(morning, morning + 450'000), set("/services/booking_type", 0, 2),
                    set("/services/prior_notice_last_day", 0, 0)})) == Names{"services.notice"});
  CHECK(broken(all({open(kEight, kEight + 450'000), set("/services/booking_type", 0, 2),
                    set("/services/prior_notice_last_day", 0, 0)}))
            .empty());
  CHECK(broken(all({set("/services/booking_type", 0, 1), set("/services/prior_notice_duration_max", 0, 119'000)}))
            .empty());
  CHECK(broken(all({set("/services/booking_type", 0, 1), set("/services/prior_notice_duration_max", 0, 118'999)})) ==
        Names{"services.notice"});
  CHECK(broken(all({set("/services/booking_type", 0, 1), set("/services/prior_notice_duration_min", 0, 1)})) ==
        Names{"services.notice"});
  CHECK(broken(set("/services/booking_type", 0, 2)) == Names{"services.notice"});
  CHECK(
      broken(all({set("/services/prior_notice_start_day", 0, 0), set("/services/prior_notice_start_time", 0, kEight)}))
          .empty());
  CHECK(broken(all({set("/services/prior_notice_start_day", 0, 0),
                    set("/services/prior_notice_start_time", 0, kEight + 1)})) == Names{"services.notice"});
}

TEST_CASE("a ride on a line keeps to its course, its stops and one shuttle") {
  // The two others go from door to door, which a line does not.
  const Names others{"services.places", "services.courses"};
  CHECK(on_line_broken([](auto&) {}) == others);
  const auto with = [&](std::initializer_list<const char*> names) {
    Names all_of = others;
    for (const char* name : names) all_of.insert(name);
    return all_of;
  };
  CHECK(on_line_broken(set("/service_stops/lon", 0, 91'000)) == with({"services.walks", "requests.on_road"}));
  CHECK(on_line_broken(set("/service_stops/offset", 1, 29'999)) == with({}));  // one more reason for services.places
  CHECK(on_line_broken(set("/course_visits/time", 0, kEight + 121'000)) ==
        with({"promises.limits", "promises.offered", "promises.kept"}));
  CHECK(on_line_broken(set("/services/max_course_delay", 0, 200'000)) == with({"promises.limits"}));
  const auto allowed = [](const char* column, std::int64_t first) {
    return [=](HandmadeRun& run) {
      run.integers[column] = {first, 1};
      run.codes[column] = {{0, 1}, "no yes"};
    };
  };
  CHECK(on_line_broken(allowed("/service_stops/pickup", 1)) == others);
  CHECK(on_line_broken(allowed("/service_stops/pickup", 0)) == with({"services.permissions"}));
  CHECK(on_line_broken(allowed("/service_stops/dropoff", 0)) == others);
  CHECK(on_line_broken(allowed("/course_visits/pickup", 0)).contains("promises.limits"));  // as if on no course
  CHECK(on_line_broken(allowed("/course_visits/dropoff", 0)) == others);
  const auto only_on = [](std::int64_t day) {
    return [day](HandmadeRun& run) {
      run.integers["/course_days/service"] = {0};
      run.integers["/course_days/course"] = {0};
      run.integers["/course_days/day"] = {day};
    };
  };
  CHECK(on_line_broken(only_on(0)) == others);
  // Of the evening before, a Sunday.
  const auto night = [&](std::int64_t weekdays) {
    return all({only_on(0), set("/services/weekdays", 0, weekdays),
                [](HandmadeRun& run) { run.integers["/course_days/service_day"] = {-1}; }});
  };
  CHECK(on_line_broken(night(kSunday + kMonday)) == others);
  CHECK(on_line_broken(night(kMonday)) == with({}));  // one more reason for services.courses
  CHECK_FALSE(broken(night(127)).contains("tables.values"));
  CHECK(broken(all({night(127), [](HandmadeRun& run) { run.integers["/course_days/service_day"] = {1}; }})) ==
        Names{"tables.values"});
  CHECK(on_line_broken(only_on(1)) == with({}));  // one more reason for services.courses
  CHECK(on_line_broken(set("/requests/course", 1, 1)) ==
        with({"promises.limits", "promises.offered", "promises.kept"}));  // the course of tomorrow
}

TEST_CASE("every rule listed has caught something above") {
  if (seen().empty()) return;  // run alone
  for (const auto& rule : verification_rules()) {
    INFO(rule.name);
    CHECK(seen().contains(rule.name));
  }
}
