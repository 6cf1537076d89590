#include <catch2/catch.hpp>
#include <string>

#include "verify/breaks.h"

using namespace navette;
using namespace navette::test;

namespace {

Break rule(const char* name, std::int64_t value) {
  return [=](HandmadeRun& run) { run.integer_attributes["/rules@booking_" + std::string{name}] = value; };
}

/// How each request was made: 0 app, 1 phone.
Break by(const std::vector<std::int64_t>& channels) {
  return [=](HandmadeRun& run) { run.integers["/requests/channel"] = channels; };
}

Break answered(double from, double until) {
  return [=](HandmadeRun& run) {
    run.real_attributes["/rules@booking_phone_from"] = from;
    run.real_attributes["/rules@booking_phone_until"] = until;
  };
}

/// An event about r0 put in behind the first, which hears of it.
Break told(std::int64_t kind, std::int64_t time, std::int64_t value) {
  return [=](HandmadeRun& run) {
    const auto put = [&](const char* column, std::int64_t what) {
      auto& values = run.at(column);
      std::size_t row = 0;
      while (run.at("/events/kind")[row] != 0 || run.at("/events/request")[row] != 0) ++row;
      values.insert(values.begin() + static_cast<std::ptrdiff_t>(row) + 1, what);
    };
    // The kind last, since the place is found by it.
    put("/events/time", time);
    put("/events/shuttle", -1);
    put("/events/edge", 0);
    put("/events/offset", 0);
    put("/events/value", value);
    auto& requests = run.at("/events/request");
    auto& kinds = run.at("/events/kind");
    std::size_t row = 0;
    while (kinds[row] != 0 || requests[row] != 0) ++row;
    requests.insert(requests.begin() + static_cast<std::ptrdiff_t>(row) + 1, 0);
    kinds.insert(kinds.begin() + static_cast<std::ptrdiff_t>(row) + 1, kind);
  };
}

std::int64_t heard(std::size_t request) { return handmade_run().at("/requests/submitted_at")[request]; }

}  // namespace

TEST_CASE("callers get through on a free line, in the hours of the phone") {
  const std::int64_t first = heard(0);
  const std::int64_t second = heard(1);
  REQUIRE(second > first);
  const auto lines = [&](std::int64_t count, std::int64_t length) {
    return all({by({1, 1, 0, 0}), rule("phone_lines", count), rule("call_length", length)});
  };
  CHECK(broken(lines(1, second - first)).empty());
  CHECK(broken(lines(1, second - first + 1)) == Names{"booking.phone"});
  CHECK(broken(lines(2, second - first + 1)).empty());
  CHECK(broken(lines(0, second - first + 1)).empty());
  const auto hours = [&](double from, double until) { return all({by({1, 1, 0, 0}), answered(from, until)}); };
  CHECK(broken(hours(static_cast<double>(first), static_cast<double>(second))).empty());
  CHECK(broken(hours(static_cast<double>(first) + 1, static_cast<double>(second))) == Names{"booking.phone"});
  CHECK(broken(hours(0, static_cast<double>(second) - 1)) == Names{"booking.phone"});
}

TEST_CASE("only a caller of a phone that may be busy never gets through") {
  // r2, which was refused, was never heard of.
  const auto never = [](HandmadeRun& run) {
    auto& r = run.integers;
    r["/requests/heard_at"] = r["/requests/submitted_at"];
    r["/requests/heard_at"][2] = kNone;
    r["/requests/end"][2] = 4;
  };
  // As in files of earlier versions, which tell no causes.
  const auto no_causes = [](HandmadeRun& run) { run.remove("/requests/never_made_cause"); };
  const auto names = [&](std::vector<Break> more) {
    more.insert(more.begin(), {never, no_causes});
    return broken(all(more));
  };
  CHECK_FALSE(names({by({0, 0, 1, 0}), rule("phone_lines", 1)}).contains("booking.never_made"));
  CHECK(names({by({0, 0, 1, 0})}).count("booking.never_made") == 1);
  CHECK(names({by({0, 0, 0, 0}), rule("phone_lines", 1)}).count("booking.never_made") == 1);
}

namespace {

/// r2 was never made, for this cause; the log tells it at `time` in place of hearing of it and of refusing it.
Break never_made(std::int64_t cause, std::int64_t time) {
  return [=](HandmadeRun& run) {
    auto& kinds = run.at("/events/kind");
    auto& requests = run.at("/events/request");
    for (std::size_t row = kinds.size(); row-- > 0;) {
      if (requests[row] != 2) continue;
      if (kinds[row] == 0) {
        kinds[row] = 16;
        run.at("/events/value")[row] = cause;
        run.at("/events/time")[row] = time;
      } else {
        for (const char* column : {"time", "kind", "request", "shuttle", "edge", "offset", "value"}) {
          auto& values = run.at(std::string{"/events/"} + column);
          values.erase(values.begin() + static_cast<std::ptrdiff_t>(row));
        }
      }
    }
    run.integers["/requests/heard_at"] = run.at("/requests/submitted_at");
    run.at("/requests/heard_at")[2] = kNone;
    run.at("/requests/decided_at")[2] = kNone;
    run.at("/requests/end")[2] = 4;
    run.at("/requests/reason")[2] = -1;
    run.at("/requests/never_made_cause")[2] = cause;
  };
}

/// r2 is a resident's.
void drawn(HandmadeRun& run) { run.integers["/requests/purpose"] = {-1, -1, 0, -1}; }

/// The same, within the area.
void drawn_in_area(HandmadeRun& run) {
  drawn(run);
  for (const char* column : {"origin_lon", "origin_lat"}) {
    auto& values = run.at(std::string{"/requests/"} + column);
    values[2] = values[0];
  }
}

}  // namespace

TEST_CASE("a request has a cause only if it was never made, the same in the log") {
  const std::int64_t wanted = handmade_run().at("/requests/submitted_at")[2];
  const auto made = all({never_made(3, wanted), by({0, 0, 1, 0}), rule("phone", 0)});
  CHECK_FALSE(broken(made).contains("booking.never_made"));
  CHECK_FALSE(broken(made).contains("booking.never_made_cause"));
  CHECK_FALSE(broken(made).contains("events.value"));
  CHECK(broken(all({made, set("/requests/never_made_cause", 2, -1)})).contains("booking.never_made"));
  CHECK(broken(all({made, set("/requests/never_made_cause", 2, 0)})).contains("booking.never_made"));
  CHECK(broken(set("/requests/never_made_cause", 0, 0)).contains("booking.never_made"));
  CHECK(broken(set("/requests/never_made_cause", 0, 4)).contains("tables.codes"));
}

TEST_CASE("the cause told is true at the moment of giving up") {
  const std::int64_t wanted = handmade_run().at("/requests/submitted_at")[2];
  const auto untrue = [&](std::int64_t cause, std::vector<Break> more) {
    more.insert(more.begin(), never_made(cause, wanted));
    return broken(all(more)).contains("booking.never_made_cause");
  };
  const Break phoned = by({1, 1, 1, 0});  // r1 a second before r2, r0 two
  const auto lines = [&](std::int64_t count) { return all({rule("phone_lines", count), rule("call_length", 2'001)}); };
  CHECK_FALSE(untrue(0, {phoned, lines(2)}));
  CHECK(untrue(0, {phoned, lines(3)}));
  CHECK(untrue(0, {phoned, lines(2), rule("call_length", 2'000)}));
  CHECK(untrue(0, {phoned}));
  CHECK(untrue(0, {by({1, 1, 0, 0}), lines(2)}));

  const auto now = static_cast<double>(wanted);
  CHECK_FALSE(untrue(1, {phoned, answered(0, now - 1)}));
  CHECK(untrue(1, {phoned, answered(0, now)}));
  CHECK(untrue(0, {phoned, lines(2), answered(0, now - 1)}));

  const auto notice = [](std::int64_t duration) {
    return all({set("/services/booking_type", 0, 1), set("/services/prior_notice_duration_min", 0, duration)});
  };
  const std::int64_t ahead = handmade_run().at("/requests/earliest_departure")[2] - wanted;
  CHECK_FALSE(untrue(2, {drawn_in_area, notice(ahead + 1)}));
  CHECK(untrue(2, {drawn_in_area, notice(ahead)}));
  CHECK(untrue(2, {drawn_in_area}));
  CHECK(untrue(2, {drawn_in_area, notice(ahead + 1), set("/requests/purpose", 2, -1)}));
  CHECK(untrue(2, {drawn, notice(ahead + 1)}));  // outside the area of the only service

  CHECK_FALSE(untrue(3, {by({0, 0, 1, 0}), rule("phone", 0)}));
  CHECK(untrue(3, {by({0, 0, 1, 0})}));
  CHECK(untrue(3, {by({0, 0, 0, 0}), rule("phone", 0)}));
  CHECK(broken(all({by({1, 0, 0, 0}), rule("phone", 0)})) == Names{"booking.phone"});
}

TEST_CASE("another departure is offered in steps, not too far, and not in the past") {
  const std::int64_t wanted = handmade_run().at("/requests/earliest_departure")[0];
  const std::int64_t now = heard(0);
  const auto offered = [&](std::int64_t departure, std::int64_t offers = 1) {
    return broken(all(
        {rule("offers", offers), rule("offer_step", 1'000), rule("max_offer_shift", 20'000), told(4, now, departure)}));
  };
  // Nobody took it, which another rule tells.
  CHECK_FALSE(offered(wanted + 20'000).contains("booking.offers"));
  CHECK(offered(wanted + 21'000).count("booking.offers") == 1);
  CHECK(offered(wanted + 500).count("booking.offers") == 1);
  CHECK(offered(wanted).count("booking.offers") == 1);
  CHECK(offered(wanted + 1'000, 0).count("booking.offers") == 1);
  if (now > wanted - 20'000) CHECK(offered(wanted - 20'000).count("booking.offers") == 1);
}

TEST_CASE("whoever asks again waits for it, and not for long") {
  const std::int64_t now = heard(0);
  const auto asks = [&](std::int64_t after, std::int64_t interval, std::int64_t age) {
    return broken(all({rule("retry_interval", interval), rule("max_request_age", age), told(18, now + after, 5)}))
        .count("booking.asked_again");
  };
  CHECK(asks(100, 100, 100) == 0);
  CHECK(asks(99, 100, 100) == 1);
  CHECK(asks(100, 100, 99) == 1);
  CHECK(asks(100, 0, 100) == 1);
}

TEST_CASE("nobody is visited before a passenger who was close to arriving") {
  // r0 is on board from 8:00:30 and arrives at 8:05; r1 is accepted meanwhile, and visited before.
  HandmadeRun run = handmade_run();
  const std::int64_t accepted = run.at("/requests/decided_at")[1];
  const std::int64_t arrives = run.at("/requests/dropoff")[0];
  const auto threshold = [](std::int64_t value) { return set("/services/late_diversion_threshold", 0, value); };
  const bool on_board = run.at("/requests/pickup")[0] < accepted;
  const auto names = [&](std::int64_t value) {
    return broken(all({threshold(value), set("/requests/decided_at", 1, kEight + 100'000)}));
  };
  INFO("accepted " << accepted << ", on board " << on_board << ", arrives " << arrives);
  const std::int64_t ahead = arrives - (kEight + 100'000);
  CHECK_FALSE(names(ahead - 1).contains("promises.diversion"));
  CHECK(names(ahead).count("promises.diversion") == 1);
  const auto replanned = [&](HandmadeRun& other) { other.text_attributes["/rules@policy"] = "rolling_plan"; };
  CHECK_FALSE(broken(all({threshold(ahead), set("/requests/decided_at", 1, kEight + 100'000), replanned}))
                  .contains("promises.diversion"));
}
