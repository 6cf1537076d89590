// The travel-time oracle by itself, on made-up rural roads of growing size: building, asking, and the label scan
// beside the time it takes to stream the same bytes.
#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <numeric>

#include "core/random_stream.h"
#include "network/travel_time_oracle.h"
#include "support/random_roads.h"

namespace {

using namespace navette;

constexpr std::uint64_t kSeed = 2;
constexpr std::size_t kPlaces = 4096;

/// A territory that is made once, with random places and their labels in one flat store, as a fleet holds them.
struct Territory {
  RoadGraph graph;
  TravelTimeOracle oracle;
  std::vector<Location> places;
  std::vector<PlaceLabel> departures;
  std::vector<std::size_t> begin{0};  // first entry of each place's arrival label
  std::vector<std::int32_t> hubs;
  std::vector<std::int32_t> times;

  explicit Territory(std::int32_t nodes) : graph{test::random_roads(kSeed, nodes)}, oracle{graph, 2} {
    RandomStream random{kSeed, Purpose::given_demand};
    PlaceLabel label;
    for (std::size_t i = 0; i < kPlaces; ++i) {
      places.push_back(test::random_place(graph, random));
      oracle.departure_label(places.back(), Heading::either, label);
      departures.push_back(label);
      oracle.arrival_label(places.back(), label);
      hubs.insert(hubs.end(), label.hubs.begin(), label.hubs.end());
      times.insert(times.end(), label.times.begin(), label.times.end());
      begin.push_back(hubs.size());
    }
  }

  [[nodiscard]] LabelView arrival(std::size_t place) const {
    const std::size_t size = begin[place + 1] - begin[place];
    return {{hubs.data() + begin[place], size}, {times.data() + begin[place], size}};
  }
};

const Territory& territory(std::int64_t nodes) {
  static std::map<std::int64_t, std::unique_ptr<Territory>> made;
  auto& entry = made[nodes];
  if (!entry) entry = std::make_unique<Territory>(static_cast<std::int32_t>(nodes));
  return *entry;
}

void build(benchmark::State& state) {
  const RoadGraph graph = test::random_roads(kSeed, static_cast<std::int32_t>(state.range(0)));
  double entries = 0;
  for (auto step : state) {
    const TravelTimeOracle oracle{graph, static_cast<int>(state.range(1))};
    entries = static_cast<double>(oracle.label_entries());
  }
  state.counters["entries_per_label"] = entries / 2 / static_cast<double>(graph.node_count());
}
BENCHMARK(build)
    ->ArgNames({"nodes", "threads"})
    ->ArgsProduct({{5'000, 50'000, 500'000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void point_to_point(benchmark::State& state) {
  const Territory& land = territory(state.range(0));
  TravelTimeQuery query{land.oracle};
  std::size_t i = 0;
  for (auto step : state) {
    benchmark::DoNotOptimize(
        query.travel_time(land.places[i % kPlaces], land.places[i * 7 % kPlaces], Milliseconds{0}));
    ++i;
  }
}
BENCHMARK(point_to_point)->ArgName("nodes")->Arg(5'000)->Arg(50'000)->Arg(500'000);

void path(benchmark::State& state) {
  const Territory& land = territory(state.range(0));
  TravelTimeQuery query{land.oracle};
  std::vector<EdgeId> edges;
  std::size_t i = 0;
  std::size_t in_all = 0;
  for (auto step : state) {
    query.path(land.places[i % kPlaces], land.places[i * 7 % kPlaces], Milliseconds{0}, edges);
    in_all += edges.size();
    ++i;
  }
  state.counters["edges"] = static_cast<double>(in_all) / static_cast<double>(i);
}
BENCHMARK(path)->ArgName("nodes")->Arg(5'000)->Arg(50'000)->Arg(500'000);

void pin(benchmark::State& state) {
  const Territory& land = territory(state.range(0));
  PinnedPlace pinned{land.oracle};
  std::size_t i = 0;
  for (auto step : state) {
    pinned.pin(land.departures[i++ % kPlaces].view());
    benchmark::ClobberMemory();
  }
}
BENCHMARK(pin)->ArgName("nodes")->Arg(5'000)->Arg(50'000)->Arg(500'000);

void place_label(benchmark::State& state) {
  const Territory& land = territory(state.range(0));
  PlaceLabel label;
  std::size_t i = 0;
  for (auto step : state) {
    land.oracle.departure_label(land.places[i++ % kPlaces], Heading::either, label);
    benchmark::DoNotOptimize(label.hubs.data());
  }
}
BENCHMARK(place_label)->ArgName("nodes")->Arg(5'000)->Arg(50'000)->Arg(500'000);

// 256 targets per pinned place, one after the other in memory, as the planned stops of a fleet.
void scan_pinned(benchmark::State& state) {
  const Territory& land = territory(state.range(0));
  PinnedPlace pinned{land.oracle};
  std::size_t source = 0;
  std::int64_t targets = 0;
  std::size_t entries = 0;
  for (auto step : state) {
    pinned.pin(land.departures[source++ % kPlaces].view());
    const std::size_t first = source * 256 % kPlaces;
    std::int64_t sum = 0;
    for (std::size_t place = first; place < first + 256; ++place) sum += pinned.time(land.arrival(place));
    benchmark::DoNotOptimize(sum);
    entries += land.begin[first + 256] - land.begin[first];
    targets += 256;
  }
  state.SetItemsProcessed(targets);
  state.SetBytesProcessed(static_cast<std::int64_t>(entries * 8));
  state.counters["ns_per_target"] = benchmark::Counter(static_cast<double>(targets) * 1e-9,
                                                       benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["entries"] = static_cast<double>(entries) / static_cast<double>(targets);
}
BENCHMARK(scan_pinned)->ArgName("nodes")->Arg(5'000)->Arg(50'000)->Arg(500'000);

// The same bytes only read: the limit of any scan.
void stream_labels(benchmark::State& state) {
  const Territory& land = territory(state.range(0));
  std::size_t source = 0;
  std::int64_t targets = 0;
  std::size_t entries = 0;
  for (auto step : state) {
    const std::size_t first = ++source * 256 % kPlaces;
    const auto from = static_cast<std::ptrdiff_t>(land.begin[first]);
    const auto to = static_cast<std::ptrdiff_t>(land.begin[first + 256]);
    std::int32_t sum = std::accumulate(land.hubs.begin() + from, land.hubs.begin() + to, 0, std::bit_xor<>{});
    sum ^= std::accumulate(land.times.begin() + from, land.times.begin() + to, 0, std::bit_xor<>{});
    benchmark::DoNotOptimize(sum);
    entries += static_cast<std::size_t>(to - from);
    targets += 256;
  }
  state.SetItemsProcessed(targets);
  state.SetBytesProcessed(static_cast<std::int64_t>(entries * 8));
  state.counters["ns_per_target"] = benchmark::Counter(static_cast<double>(targets) * 1e-9,
                                                       benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(stream_labels)->ArgName("nodes")->Arg(5'000)->Arg(50'000)->Arg(500'000);

}  // namespace

BENCHMARK_MAIN();
