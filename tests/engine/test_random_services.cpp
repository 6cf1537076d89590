// Laws of the four kinds of services, on random days of all of them side by side.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <optional>

#include "core/errors.h"
#include "engine/run/simulation.h"
#include "support/draws.h"
#include "support/list_recorder.h"
#include "support/random_roads.h"

using namespace navette;
using namespace navette::literals;

namespace {

constexpr int kDays = 2;
constexpr std::size_t kRequests = 60;

struct Day {
  Scenario scenario;
  World world;
  Demand demand;
};

GivenStop stop_at(const std::string& name, Coordinate place) { return {name, place, name}; }

// A line of four stops each way once an hour, stops, a hub and doors; a shuttle each, two for the line.
Day random_day(std::uint64_t seed) {
  RandomStream random{seed, Purpose::given_demand};
  RoadGraph roads = test::random_roads(seed, 40);
  const auto place = [&] { return roads.canonical(test::random_place(roads, random)); };
  Scenario scenario;
  scenario.run.days = kDays;
  scenario.services.resize(4);
  for (std::size_t s = 0; s < 4; ++s) {
    GivenService& service = scenario.services[s];
    service.kind = static_cast<ServiceKind>(s);
    service.name = fmt::format("service {}", s);
    service.rules.max_wait_time = 2_h;
    service.rules.max_travel_time_beta = 4_h;
    service.rules.stop_duration = 30_s;
    service.max_walk_distance = random.uniform(500, 4'000);
    service.walking_speed = 3;
  }
  for (const std::size_t s : {std::size_t{1}, std::size_t{2}}) {
    const int count = s == 1 ? 8 : 4;
    for (int k = 0; k < count; ++k) {
      scenario.services[s].stops.push_back(stop_at(fmt::format("stop {}", k), roads.place(place())));
    }
  }
  for (int hour = 8; hour < 18; ++hour) {
    GivenCourse course;
    for (int k = 0; k < 4; ++k) {
      course.visits.push_back({hour % 2 == 0 ? k : 3 - k, Milliseconds{hour * 3'600'000LL + k * 900'000LL}});
    }
    if (random.below(2) == 0) course.days = {static_cast<std::int32_t>(random.below(kDays))};
    scenario.services[2].courses.push_back(course);
  }
  scenario.services[3].hubs = {{"hub", roads.place(place()), random.uniform(200, 3'000)}};
  std::vector<Shuttle> shuttles;
  for (const int service : {0, 1, 2, 2, 3}) {
    Shuttle shuttle;
    shuttle.name = fmt::format("s{}", shuttles.size());
    shuttle.capacity = Load::of(6, 1);
    shuttle.service = ServiceId{service};
    shuttle.depot = place();
    shuttle.depot_place = roads.place(shuttle.depot);
    for (int day = 0; day < kDays; ++day) shuttle.shifts.push_back({6_h + kDay * day, 21_h + kDay * day});
    shuttles.push_back(std::move(shuttle));
  }
  std::vector<TripRequest> requests;
  for (std::size_t k = 0; k < kRequests; ++k) {
    TripRequest request;
    request.name = fmt::format("r{}", k);
    request.submitted_at = kDay * (k < kRequests / 2 ? 0 : 1) + 7_h +
                           Milliseconds{20LL * 60'000 * static_cast<std::int64_t>(k % (kRequests / 2))};
    request.earliest_departure = request.submitted_at + Milliseconds{random.below(7'200) * 1'000LL};
    request.origin = place();
    request.destination = place();
    request.origin_place = roads.place(request.origin);
    request.destination_place = roads.place(request.destination);
    request.service = ServiceId{static_cast<std::int32_t>(random.below(4))};
    requests.push_back(request);
  }
  return {scenario, World{std::move(roads), std::move(shuttles), scenario.services}, Demand{std::move(requests)}};
}

// How often each law had something to say.
struct Seen {
  std::array<int, 4> served{};
  int idle_line_shuttles = 0;
};

// Whether the end of a trip is within reach of the stop or hub, on foot.
void check_walk(const GivenService& service, Coordinate door, std::int32_t stop, Milliseconds walk) {
  const auto row = static_cast<std::size_t>(stop);
  const bool hub = service.kind == ServiceKind::hub_and_spoke;
  const double crow_fly = distance(door, hub ? service.hubs[row].place : service.stops[row].place);
  const double on_foot = crow_fly * service.walking_detour_factor;
  if (hub) {
    CHECK(crow_fly <= service.hubs[row].radius);
  } else {
    CHECK(on_foot <= service.max_walk_distance);
  }
  CHECK(walk.count == Approx(on_foot / service.walking_speed * 1'000).margin(1));
}

void check_course(const GivenService& line, const RequestRecord& ride) {
  const auto count = static_cast<std::int32_t>(line.courses.size());
  REQUIRE(ride.course >= 0);
  const std::int64_t day = ride.course / count;
  const GivenCourse& course = line.courses[static_cast<std::size_t>(ride.course % count)];
  CHECK(course.runs_on(day));
  const auto visit = [&](std::int32_t stop) {
    const auto found = std::find_if(course.visits.begin(), course.visits.end(),
                                    [&](const GivenCourse::Visit& each) { return each.stop == stop; });
    REQUIRE(found != course.visits.end());
    return found->time + kDay * day;
  };
  const Milliseconds out = visit(ride.pickup_stop);
  const Milliseconds in = visit(ride.dropoff_stop);
  CHECK(out < in);
  CHECK((out <= ride.pickup && ride.pickup <= out + line.max_course_delay));
  CHECK(ride.dropoff <= in + line.max_course_delay);
}

void check(const Day& day, const test::ListRecorder& seen, Seen& told) {
  std::map<ShuttleId, int> visits;  // pickups and drop-offs
  std::map<ShuttleId, int> rides;
  std::map<ShuttleId, int> legs;
  for (const StopRecord& stop : seen.stops) {
    if (stop.kind != StopKind::pickup && stop.kind != StopKind::dropoff) continue;
    CHECK(stop.request.valid());  // nobody halts where nobody booked
    ++visits[stop.shuttle];
  }
  for (const LegRecord& leg : seen.legs) ++legs[leg.shuttle];
  for (const RequestRecord& ride : seen.requests) {
    if (ride.end != RequestEnd::served) continue;
    const TripRequest& asked = day.demand[ride.request];
    const GivenService& service = day.scenario.services[ride.service.index()];
    CHECK(ride.service == asked.service);
    CHECK(day.world.shuttles()[ride.shuttle.index()].service == ride.service);
    ++rides[ride.shuttle];
    ++told.served[ride.service.index()];
    if (ride.pickup_stop >= 0) check_walk(service, asked.origin_place, ride.pickup_stop, ride.walk_to_pickup);
    if (ride.dropoff_stop >= 0) {
      check_walk(service, asked.destination_place, ride.dropoff_stop, ride.walk_from_dropoff);
    }
    const int halts = (ride.pickup_stop >= 0 ? 1 : 0) + (ride.dropoff_stop >= 0 ? 1 : 0);
    if (service.kind == ServiceKind::door_to_door) CHECK(halts == 0);
    if (service.kind == ServiceKind::stop_based) CHECK(halts == 2);
    if (service.kind == ServiceKind::hub_and_spoke) CHECK(halts >= 1);
    if (service.kind == ServiceKind::virtual_line) {
      CHECK(halts == 2);
      check_course(service, ride);
    } else {
      CHECK(ride.course < 0);
    }
    CHECK(ride.pickup >= asked.earliest_departure + ride.walk_to_pickup);
  }
  for (std::size_t s = 0; s < day.world.shuttles().size(); ++s) {
    const ShuttleId shuttle{s};
    CHECK(visits[shuttle] == 2 * rides[shuttle]);
    if (rides[shuttle] > 0) continue;
    CHECK(legs[shuttle] == 0);  // without a booking no course is run
    told.idle_line_shuttles += day.world.shuttles()[s].service == ServiceId{2} ? 1 : 0;
  }
}

}  // namespace

TEST_CASE("lines run only if booked and on their days, walks stay within reach, hubs stand at one end") {
  Seen told;
  int tried = 0;
  for (std::uint64_t seed = 1; seed <= test::draws(150); ++seed) {
    INFO("seed " << seed);
    std::optional<Day> day;
    try {
      day.emplace(random_day(seed));
    } catch (const InputError&) {  // the roads are too long for the timetable
      continue;
    }
    ++tried;
    test::ListRecorder recorder;
    const auto& dispatch = day->scenario.dispatch;
    const auto dispatcher = make_dispatcher(dispatch.policy, day->world.oracle(), dispatch.waiting, dispatch.settings);
    Simulation{day->world, day->demand, day->scenario, *dispatcher, recorder}.run();
    check(*day, recorder, told);
  }
  CHECK(tried > test::seen(100));
  for (const int served : told.served) CHECK(served > test::seen(100));
  CHECK(told.idle_line_shuttles > test::seen(5));
}
