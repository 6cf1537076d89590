#include "support/served_day.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace navette::test {

void ServedDay::shuttle(Location depot, std::int64_t start, std::int64_t end) {
  Shuttle shuttle;
  shuttle.name = "s";
  shuttle.capacity = Load::of(8, 0);
  shuttle.depot = depot;
  shuttle.depot_place = roads_.place(depot);
  shuttle.shifts.push_back({Milliseconds{start}, Milliseconds{end}});
  shuttles_.push_back(shuttle);
}

void ServedDay::trip(Location from, Location to, std::int64_t time, std::int64_t boarding) {
  TripRequest trip;
  trip.submitted_at = trip.earliest_departure = Milliseconds{time};
  trip.origin = from;
  trip.destination = to;
  trip.boarding_time = Milliseconds{boarding};
  trips_.push_back(trip);
}

void ServedDay::run(const char* policy) {
  Scenario scenario;
  ServiceRules& rules = scenario.services[0].rules;
  rules.max_wait_time = rules.max_travel_time_beta = Milliseconds{kFarAway};
  scenario.record.trajectories = false;
  const World world{RoadGraph{roads_.columns()}, shuttles_, scenario.services};
  const auto dispatcher = make_dispatcher(policy, world.oracle(), scenario.dispatch.waiting);
  Simulation{world, trips_, scenario, *dispatcher, *this}.run();
  for (const RequestRecord& end : ends_) {
    if (end.end != RequestEnd::served) throw std::runtime_error{"a trip without limits was refused"};
  }
}

void ServedDay::event(const Event& event) {
  if (event.kind != EventKind::submitted && event.kind != EventKind::alighting) return;
  in_system_ += present_ * (event.time.count - since_);
  since_ = event.time.count;
  present_ += event.kind == EventKind::submitted ? 1 : -1;
}

RoadGraph square_grid(std::int32_t side, std::int32_t metres, std::int32_t duration) {
  const LocalPlane plane{Coordinate::from_degrees(2.0, 44.0)};
  RoadGraphColumns columns;
  for (std::int32_t v = 0; v < side * side; ++v) {
    const std::int32_t row = v / side;
    const std::int32_t column = v % side;
    columns.node_place.push_back(
        plane.from_plane({static_cast<double>(column) * metres, static_cast<double>(row) * metres}));
  }
  std::vector<std::pair<std::int32_t, std::int32_t>> ends;
  for (std::int32_t v = 0; v < side * side; ++v) {
    if (v >= side) ends.emplace_back(v, v - side);
    if (v % side > 0) ends.emplace_back(v, v - 1);
    if (v % side < side - 1) ends.emplace_back(v, v + 1);
    if (v < side * (side - 1)) ends.emplace_back(v, v + side);
  }
  columns.shape_begin.push_back(0);
  for (const auto& [tail, head] : ends) {
    const auto twin = std::lower_bound(ends.begin(), ends.end(), std::pair{head, tail});
    columns.edge_tail.emplace_back(tail);
    columns.edge_head.emplace_back(head);
    columns.edge_twin.emplace_back(static_cast<std::int32_t>(twin - ends.begin()));
    columns.edge_duration.push_back(duration);
    columns.edge_length.push_back(metres);
    for (const auto node : {tail, head})
      columns.shape_place.push_back(columns.node_place[static_cast<std::size_t>(node)]);
    columns.shape_time.insert(columns.shape_time.end(), {0, duration});
    columns.shape_distance.insert(columns.shape_distance.end(), {0, metres});
    columns.shape_begin.push_back(static_cast<std::uint32_t>(columns.shape_place.size()));
  }
  return RoadGraph{std::move(columns)};
}

Location grid_place(const RoadGraph& roads, std::int32_t side, std::int32_t column, std::int32_t row) {
  return roads.canonical({EdgeId{roads.edges_from(NodeId{row * side + column}).first}, 0});
}

}  // namespace navette::test
