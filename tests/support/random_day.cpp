#include "support/random_day.h"

#include <fmt/format.h>

#include "support/random_roads.h"

namespace navette::test {
namespace {

using namespace literals;

Milliseconds seconds(RandomStream& random, int low, int high) {
  return Milliseconds{(low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)))) * 1'000LL};
}

bool chance(RandomStream& random, double probability) { return random.uniform() < probability; }

ServiceRules random_rules(RandomStream& random) {
  ServiceRules rules;
  rules.max_wait_time = seconds(random, 60, 900);
  rules.max_travel_time_alpha = random.uniform(1, 2.5);
  rules.max_travel_time_beta = seconds(random, 60, 900);
  if (chance(random, 0.5)) rules.max_absolute_detour = seconds(random, 20, 300);
  if (chance(random, 0.4)) {
    rules.max_detour_alpha = random.uniform(1, 2);
    rules.max_detour_beta = seconds(random, 0, 120);
    rules.minimum_allowed_detour = seconds(random, 0, 60);
  }
  if (chance(random, 0.3)) rules.max_allowed_pickup_delay = seconds(random, 0, 240);
  if (chance(random, 0.3)) rules.late_diversion_threshold = seconds(random, 0, 300);
  rules.stop_duration = seconds(random, 0, 90);
  return rules;
}

std::vector<Shuttle> random_shuttles(RandomStream& random, const RoadGraph& roads, int max_shuttles) {
  std::vector<Shuttle> shuttles;
  const auto count = 1 + random.below(static_cast<std::uint32_t>(max_shuttles));
  for (std::uint32_t s = 0; s < count; ++s) {
    Shuttle shuttle;
    shuttle.name = fmt::format("s{}", s);
    shuttle.capacity = Load::of(1 + static_cast<int>(random.below(6)), static_cast<int>(random.below(3)));
    shuttle.depot = roads.canonical(random_place(roads, random));
    shuttle.depot_place = roads.place(shuttle.depot);
    const Milliseconds start = 8_h + seconds(random, 0, 1'800);
    shuttle.shifts.push_back({start, start + seconds(random, 1'800, 5'400)});
    if (chance(random, 0.3)) {
      const Milliseconds again = shuttle.shifts[0].end + seconds(random, 0, 900);
      shuttle.shifts.push_back({again, again + seconds(random, 1'800, 3'600)});
    }
    shuttles.push_back(std::move(shuttle));
  }
  return shuttles;
}

// One pause or two, one after the other.
void add_pauses(RandomStream& random, Shift& shift) {
  const Milliseconds length = shift.end - shift.start;
  Milliseconds from = shift.start;
  const int count = 1 + (chance(random, 0.4) ? 1 : 0);
  for (int k = 0; k < count; ++k) {
    Pause pause;
    pause.duration = Milliseconds{1'000LL * (1 + random.below(static_cast<std::uint32_t>(length.count / 6'000)))};
    const Milliseconds room = shift.end - from - pause.duration;
    if (room <= Milliseconds{0}) return;
    const auto within = [&](Milliseconds most) {
      return Milliseconds{static_cast<std::int64_t>(random.below(static_cast<std::uint32_t>(most.count) + 1))};
    };
    pause.earliest = from + within(room);
    const Milliseconds rest = shift.end - pause.duration - pause.earliest;
    pause.latest = pause.earliest + (chance(random, 0.2) ? Milliseconds{0} : within(rest));
    shift.pauses.push_back(pause);
    from = pause.latest + pause.duration;
  }
}

std::vector<TripRequest> random_requests(RandomStream& random, const RoadGraph& roads, int count) {
  std::vector<Location> known;
  const auto place = [&] {
    if (!known.empty() && chance(random, 0.3)) return known[random.below(static_cast<std::uint32_t>(known.size()))];
    known.push_back(roads.canonical(random_place(roads, random)));
    return known.back();
  };
  std::vector<TripRequest> requests;
  Milliseconds submitted = 7_h + 50_min;
  for (int r = 0; r < count; ++r) {
    if (chance(random, 0.9)) submitted += seconds(random, 0, 400);
    TripRequest request;
    request.name = fmt::format("r{}", r);
    request.submitted_at = submitted;
    request.earliest_departure = submitted + (chance(random, 0.4) ? seconds(random, 0, 5'400) : 0_s);
    if (chance(random, 0.15)) request.latest_arrival = request.earliest_departure + seconds(random, 120, 1'800);
    request.origin = place();
    request.destination = place();
    request.origin_place = roads.place(request.origin);
    request.destination_place = roads.place(request.destination);
    request.party_size = 1 + static_cast<int>(random.below(3));
    request.wheelchairs = chance(random, 0.15) ? 1 : 0;
    if (chance(random, 0.2)) request.boarding_time = seconds(random, 0, 180);
    requests.push_back(request);
  }
  return requests;
}

std::vector<GivenStop> random_stops(RandomStream& random, const RoadGraph& roads) {
  std::vector<GivenStop> stops;
  const auto count = 3 + random.below(6);
  for (std::uint32_t k = 0; k < count; ++k) {
    GivenStop stop;
    stop.name = fmt::format("stop {}", k);
    stop.place = roads.place(random_place(roads, random));
    stops.push_back(stop);
  }
  return stops;
}

struct Start {
  Scenario scenario;
  RoadGraph roads;
  std::vector<Shuttle> shuttles;
};

// A day of one service, before its trips are drawn.
Start random_start(RandomStream& random, std::uint64_t seed, int max_shuttles) {
  Start start{{}, random_roads(seed, 20 + static_cast<std::int32_t>(random.below(60))), {}};
  start.scenario.services[0].rules = random_rules(random);
  start.scenario.dispatch.waiting = chance(random, 0.5) ? WaitingPolicy::drive_first : WaitingPolicy::wait_first;
  start.shuttles = random_shuttles(random, start.roads, max_shuttles);
  return start;
}

}  // namespace

RandomDay random_day(std::uint64_t seed, int requests, int max_shuttles) {
  RandomStream random{seed, Purpose::given_demand};
  auto [scenario, roads, shuttles] = random_start(random, seed, max_shuttles);
  auto trips = random_requests(random, roads, requests);
  return {scenario, World{std::move(roads), std::move(shuttles), scenario.services}, Demand{std::move(trips)}};
}

RandomDay random_day_of_drivers(std::uint64_t seed, int requests, int max_shuttles) {
  RandomStream random{seed, Purpose::given_demand};
  auto [scenario, roads, shuttles] = random_start(random, seed, max_shuttles);
  for (Shuttle& shuttle : shuttles) {
    for (Shift& shift : shuttle.shifts) {
      if (chance(random, 0.7)) add_pauses(random, shift);
    }
    if (chance(random, 0.6)) shuttle.max_continuous_driving = seconds(random, 300, 2'400);
  }
  auto trips = random_requests(random, roads, requests);
  // Some board or alight at a depot, where drivers pause.
  for (TripRequest& trip : trips) {
    const Shuttle& shuttle = shuttles[random.below(static_cast<std::uint32_t>(shuttles.size()))];
    if (!chance(random, 0.2) || shuttle.depot == trip.origin || shuttle.depot == trip.destination) continue;
    (chance(random, 0.5) ? trip.origin : trip.destination) = shuttle.depot;
    trip.origin_place = roads.place(trip.origin);
    trip.destination_place = roads.place(trip.destination);
  }
  return {scenario, World{std::move(roads), std::move(shuttles), scenario.services}, Demand{std::move(trips)}};
}

RandomDay random_day_of_two_services(std::uint64_t seed, int requests, int max_shuttles) {
  RandomStream random{seed, Purpose::given_demand};
  RoadGraph roads = random_roads(seed, 20 + static_cast<std::int32_t>(random.below(60)));
  Scenario scenario;
  scenario.services.resize(2);
  for (GivenService& service : scenario.services) service.rules = random_rules(random);
  GivenService& stop_based = scenario.services[1];
  stop_based.name = "from stop to stop";
  stop_based.kind = ServiceKind::stop_based;
  stop_based.stops = random_stops(random, roads);
  stop_based.max_walk_distance = random.uniform(500, 5'000);
  stop_based.walking_speed = 5;
  scenario.dispatch.waiting = chance(random, 0.5) ? WaitingPolicy::drive_first : WaitingPolicy::wait_first;
  auto shuttles = random_shuttles(random, roads, max_shuttles);
  for (std::size_t s = 1; s < shuttles.size(); s += 2) shuttles[s].service = ServiceId{1};
  auto trips = random_requests(random, roads, requests);
  for (TripRequest& trip : trips) {
    if (chance(random, 0.4)) trip.service = ServiceId{static_cast<std::int32_t>(random.below(2))};
  }
  return {scenario, World{std::move(roads), std::move(shuttles), scenario.services}, Demand{std::move(trips)}};
}

}  // namespace navette::test
