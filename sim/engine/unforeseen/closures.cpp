#include "engine/unforeseen/closures.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/errors.h"
#include "core/key_names.h"

namespace navette {
namespace {

/// Where the places of one closure are on the road.
std::vector<Location> on_road(const GivenClosure& given, const RoadSnapper& snapper, double reach) {
  InputErrors errors;
  std::vector<Location> places;
  for (const Coordinate& place : given.along) {
    const auto snapped = snapper.snap_to_any(place, reach);
    if (snapped) {
      places.push_back(snapped->location);
    } else {
      errors.add(
          fmt::format("{}: lon {:.5f}, lat {:.5f} lies more than {} m ({}) "
                      "from any road",
                      key::disturbances_closures, place.lon_degrees(), place.lat_degrees(), reach,
                      key::territory_max_snap_distance));
    }
  }
  errors.throw_if_any();
  return places;
}

/// The edges in the direction of `along`, and their twins if these are closed as well.
std::vector<EdgeId> closed_edges(const GivenClosure& given, const std::vector<Location>& places,
                                 TravelTimeQuery& query) {
  const RoadGraph& graph = query.oracle().graph();
  std::vector<EdgeId> edges;
  if (places.size() == 1) edges.push_back(places[0].edge);
  std::vector<EdgeId> path;
  for (std::size_t k = 1; k < places.size(); ++k) {
    query.path(places[k - 1], places[k], Milliseconds{0}, path);
    std::copy_if(path.begin(), path.end(), std::back_inserter(edges),
                 [&](EdgeId edge) { return !graph.is_turn(edge); });
  }
  const std::size_t one_way = edges.size();
  for (std::size_t k = 0; k < one_way && !given.one_way; ++k) {
    if (graph.twin(edges[k]).valid()) edges.push_back(graph.twin(edges[k]));
  }
  return edges;
}

}  // namespace

ClosedRoads closed_roads_of(const Scenario& scenario, const RoadSnapper& snapper, const TravelTimeOracle& oracle) {
  if (scenario.disturbances.closures.empty()) return {};
  InputErrors errors;
  TravelTimeQuery query{oracle};
  std::vector<Closure> closures;
  for (const GivenClosure& given : scenario.disturbances.closures) {
    errors.collect([&] {
      const auto places = on_road(given, snapper, scenario.territory.max_snap_distance);
      const int days = given.every_day ? scenario.run.days : 1;
      for (const EdgeId edge : closed_edges(given, places, query)) {
        for (int day = 0; day < days; ++day) {
          const Milliseconds from = given.from + kDay * day;
          closures.push_back({edge, from, given.until + kDay * day, given.announced.value_or(from)});
        }
      }
    });
  }
  errors.throw_if_any();
  return ClosedRoads{std::move(closures)};
}

}  // namespace navette
