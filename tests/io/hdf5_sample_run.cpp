#include "hdf5_sample_run.h"

#include <random>
#include <string>

#include "record/metrics.h"

namespace navette::test {

using namespace literals;

namespace {

constexpr std::size_t kShuttles = 7;

class Maker {
 public:
  Maker(SampleRun& run, unsigned seed) : run_{run}, random_{seed} {}

  Location place() {
    const auto edge = EdgeId{static_cast<std::int32_t>(random_() % run_.map.graph.edge_count())};
    return {edge, static_cast<std::int32_t>(random_() % static_cast<unsigned>(run_.map.graph.duration(edge)))};
  }
  Milliseconds time() { return Milliseconds{static_cast<std::int64_t>(random_() % 86'400'000)}; }
  int below(unsigned bound) { return static_cast<int>(random_() % bound); }

  void request(std::size_t row) {
    TripRequest asked;
    asked.name = "h\u00e9l\u00e8ne-" + std::to_string(row);
    asked.submitted_at = time();
    asked.earliest_departure = asked.submitted_at + 10_min;
    if (row % 3 == 0) asked.latest_arrival = asked.earliest_departure + 1_h;
    asked.origin_place = {64'000'000 + below(1'000'000), -475'000'000 + below(1'000'000)};
    asked.destination_place = asked.origin_place;
    if (row % 5 != 0) asked.origin = place();
    asked.destination = place();
    if (row % 2 == 0) asked.boarding_time = 90_s;
    if (row % 7 == 0) asked.service = ServiceId{0};
    run_.requests.push_back(asked);

    RequestRecord record;
    record.request = RequestId{row};
    record.end = static_cast<RequestEnd>(below(4));
    record.heard_at = asked.submitted_at;
    record.decided_at = asked.submitted_at;
    if (record.end == RequestEnd::refused) {
      record.reason = static_cast<RefusalReason>(below(kRefusalReasons));
    } else {
      record.shuttle = ShuttleId{below(kShuttles)};
      record.service = ServiceId{row % 2};
      if (row % 2 == 1) {
        record.pickup_stop = 0;
        record.dropoff_stop = 1;
        record.walk_to_pickup = 120_s;
        record.course = 0;
      }
      record.direct_time = 600_s;
      record.direct_distance = Metres{below(20'000)};
      record.promise = {time(), time(), time(), time(), row % 2 == 0 ? kNever : 900_s};
      record.pickup = asked.earliest_departure + Milliseconds{below(900'000)};
      record.boarded = record.pickup + 60_s;
      record.dropoff = record.boarded + 700_s;
      record.shared = row % 2 == 0;
    }
    run_.tables.request(record);
  }

  void movement(std::size_t samples_per_leg) {
    StopRecord stop;
    stop.shuttle = ShuttleId{below(kShuttles)};
    stop.kind = static_cast<StopKind>(below(7));
    if (stop.kind == StopKind::pickup) stop.request = RequestId{below(static_cast<unsigned>(run_.requests.size()))};
    stop.place = place();
    stop.planned_begin = stop.arrival = stop.begin = time();
    stop.end = stop.begin + 60_s;
    stop.load = Load::of(below(8), below(2));
    run_.tables.stop(stop);

    LegRecord leg;
    leg.shuttle = ShuttleId{below(kShuttles)};
    leg.purpose = static_cast<LegPurpose>(below(4));
    leg.diverted = below(5) == 0;
    leg.from = place();
    leg.to = place();
    leg.departure = time();
    leg.arrival = leg.departure + 5_min;
    leg.distance = Metres{below(9'000)};
    leg.load = stop.load;
    leg.requests = 2;
    std::vector<TrajectorySample> samples(
        static_cast<std::size_t>(below(2 * static_cast<unsigned>(samples_per_leg) + 1)));
    Milliseconds entry = leg.departure;
    for (auto& sample : samples) {
      sample = {place().edge, entry};
      entry += Milliseconds{below(60'000)};
    }
    run_.tables.leg(leg, samples);
  }

  void event() {
    Event event;
    event.time = time();
    event.kind = static_cast<EventKind>(below(23));
    if (below(2) == 0) event.request = RequestId{below(static_cast<unsigned>(run_.requests.size()))};
    if (below(2) == 0) event.shuttle = ShuttleId{below(kShuttles)};
    if (below(2) == 0) event.place = place();
    event.value = below(10);
    run_.tables.event(event);
  }

 private:
  SampleRun& run_;
  std::mt19937 random_;
};

// Twenty houses along the roads, and a shop.
MapData hamlet(const RoadGraph& roads) {
  MapData map;
  map.places.push_back({"Hameau", PlaceKind::village, roads.place(NodeId{0}), 60});
  for (int k = 0; k < 20; ++k) {
    Building house;
    const EdgeId edge{k % static_cast<int>(roads.edge_count())};
    house.place = roads.place({edge, roads.duration(edge) * (k + 1) / 21});
    house.footprint = 100;
    house.use = BuildingUse::house;
    map.buildings.push_back(house);
  }
  map.facilities.push_back({FacilityKind::supermarket, roads.place(NodeId{1}), "Magasin", 1});
  return map;
}

}  // namespace

SampleRun::SampleRun(std::size_t request_count, std::size_t samples_per_leg, unsigned seed)
    : map{ascii_map(R"(
    A----B----C---F
         |    |
         D----E        )")} {
  scenario.territory.name = "Sample";
  scenario.run.first_day =
      std::chrono::year_month_day{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{2}};
  scenario.effective_toml = "[territory]\nname = \"Sample\"\n";
  scenario.booking.phone_hours = {{Milliseconds{28'800'000}, Milliseconds{64'800'000}}};
  scenario.costs.fare.per_trip = 2;

  const RoadSnapper snapper{map.graph};
  GivenService line;
  line.name = "line";
  line.kind = ServiceKind::virtual_line;
  line.hours = {{7_h, 19_h}};
  line.stops = {{"Moulin", map.graph.place(NodeId{0}), "Moulin"}, {"Gare", map.graph.place(NodeId{1}), "Gare"}};
  line.courses = {{{{0, 8_h}, {1, 9_h}}, {0}}};
  scenario.services.push_back(line);
  for (GivenService& given : scenario.services) given.rules.largest_excess = Milliseconds{900'000};
  for (const GivenService& given : scenario.services) services.emplace_back(given, snapper, 500);

  Maker maker{*this, seed};
  for (std::size_t i = 0; i < kShuttles; ++i) {
    Shuttle shuttle;
    shuttle.name = "shuttle-" + std::to_string(i);
    shuttle.capacity = Load::of(8, 1);
    shuttle.service = ServiceId{i % 2};
    shuttle.depot = maker.place();
    shuttle.depot_place = map.graph.place(shuttle.depot);
    shuttle.shifts = {{6_h, 12_h}, {14_h, 20_h}};
    shuttles.push_back(shuttle);
  }
  for (std::size_t row = 0; row < request_count; ++row) maker.request(row);
  for (std::size_t row = 0; row < 2 * request_count; ++row) maker.movement(samples_per_leg);
  for (std::size_t row = 0; row < 8 * request_count; ++row) maker.event();

  inhabitants = std::make_unique<Inhabitants>(scenario, hamlet(map.graph), map.graph, RoadSnapper{map.graph});
  std::vector<TripRequest> wishes;
  for (int day = 0; day < 2; ++day) travel.push_back(inhabitants->model().day(1, day, 1, wishes));

  Metrics metrics{requests, shuttles, scenario.costs};
  replay(metrics);
  indicators = metrics.indicators();
}

std::vector<std::byte> SampleRun::image() const {
  RunTables copy;
  replay(copy);
  return ResultsImage{input(), provenance}.finish(copy, indicators);
}

void SampleRun::replay(Recorder& recorder) const {
  for (const Event& event : tables.events) recorder.event(event);
  for (const StopRecord& stop : tables.stops) recorder.stop(stop);
  std::vector<TrajectorySample> samples;
  for (std::size_t leg = 0; leg < tables.legs.size(); ++leg) {
    samples.clear();
    const auto [first, count] = tables.leg_samples[leg];
    for (std::size_t row = first; row < first + count; ++row) {
      samples.push_back({tables.sample_edge[row], tables.sample_entry[row]});
    }
    recorder.leg(tables.legs[leg], samples);
  }
  for (const RequestRecord& request : tables.requests) recorder.request(request);
}

}  // namespace navette::test
