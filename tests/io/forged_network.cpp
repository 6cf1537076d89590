#include "io/forged_network.h"

#include <fmt/format.h>

#include "core/random_stream.h"
#include "io/cache/column_file.h"
#include "network/labels/travel_time_index.h"
#include "network/travel_time_oracle.h"
#include "support/random_roads.h"

namespace navette::test {
namespace {

constexpr int kColumns = 27;  // numbers, roads, hierarchy, two kinds of labels

}  // namespace

PreparedNetwork small_network(std::uint64_t seed) {
  const RoadGraph graph = random_roads(seed, 60);
  const TravelTimeOracle oracle{graph};
  return {graph.columns(), oracle.index(), {1, 2, 3, 4}};
}

void forge(const std::filesystem::path& file, const std::function<void(RawColumns&)>& change) {
  const std::string key = file.stem().string();
  RawColumns columns;
  {
    auto reader = ColumnFileReader::open(file, key);
    if (!reader) throw std::logic_error{"there is no file to forge"};
    for (int k = 0; k < kColumns; ++k) {
      const auto column = reader->next<std::byte>();
      columns.emplace_back(column.begin(), column.end());
    }
    reader->expect_end();
  }
  change(columns);
  std::vector<Column<std::byte>> kept;
  kept.reserve(columns.size());
  for (auto& column : columns) kept.emplace_back(std::move(column));
  ColumnFileWriter writer;
  for (const auto& column : kept) writer.add(column);
  writer.write(file, key);
}

std::string drive_across(const PreparedNetwork& network) {
  const RoadGraph graph{network.roads};
  const TravelTimeOracle oracle{graph, network.times};
  TravelTimeQuery query{oracle};
  RandomStream random{9, Purpose::given_demand};
  std::string said;
  std::vector<EdgeId> path;
  std::vector<Location> places;
  for (int k = 0; k < 30; ++k) {
    const EdgeId edge{static_cast<std::size_t>(random.below(static_cast<std::uint32_t>(graph.edge_count())))};
    if (!graph.is_turn(edge)) places.push_back({edge, graph.duration(edge) / 2});
  }
  for (const Location from : places) {
    for (const Location to : places) {
      said += fmt::format("{} ", query.travel_time(from, to, Milliseconds{0}).count);
      query.path(from, to, Milliseconds{0}, path);
      for (const EdgeId edge : path) said += fmt::format("{},", edge.index());
    }
    const Coordinate place = graph.place(from);
    said += fmt::format("{} {} {}\n", place.lon, place.lat, graph.distance_from_tail(from).count);
  }
  return said;
}

}  // namespace navette::test
