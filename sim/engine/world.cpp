#include "engine/world.h"

#include <fmt/format.h>

#include "core/errors.h"
#include "network/road_snapper.h"

namespace navette {
namespace {

std::vector<Shift> daily_shifts(const GivenShuttle& given, int days) {
  std::vector<Shift> shifts;
  for (int day = 0; day < days; ++day) {
    shifts.push_back({given.shift_start + kDay * day, given.shift_end + kDay * day});
  }
  return shifts;
}

}  // namespace

World::World(const Scenario& scenario, RoadGraph roads) : roads_{std::make_unique<RoadGraph>(std::move(roads))} {
  const RoadSnapper snapper{*roads_};
  const double reach = scenario.territory.max_snap_distance;
  InputErrors errors;
  for (const GivenShuttle& given : scenario.shuttles) {
    const auto depot = snapper.snap(given.depot, reach);
    if (!depot) {
      errors.add(fmt::format("the depot of shuttle {} at lon {:.5f}, lat {:.5f} lies more than {} m "
                             "(territory.max_snap_distance) from any road of {}",
                             given.name, given.depot.lon_degrees(), given.depot.lat_degrees(), reach,
                             scenario.territory.roads.string()));
      continue;
    }
    shuttles_.push_back({given.name, Load::of(given.seats, given.wheelchairs), given.depot, depot->location,
                         daily_shifts(given, scenario.run.days)});
  }
  errors.throw_if_any();

  const auto on_road = [&](Coordinate place) {
    const auto snapped = snapper.snap(place, reach);
    return snapped ? snapped->location : Location{};
  };
  for (const GivenRequest& given : scenario.requests) {
    TripRequest request;
    request.name = given.name;
    request.submitted_at = given.submitted_at;
    request.earliest_departure = given.earliest_departure;
    request.latest_arrival = given.latest_arrival;
    request.origin_place = given.origin;
    request.destination_place = given.destination;
    request.origin = on_road(given.origin);
    request.destination = on_road(given.destination);
    request.party_size = given.party_size;
    request.wheelchairs = given.wheelchairs;
    request.boarding_time = given.boarding_time;
    request.resident = ResidentId{static_cast<std::int32_t>(given.resident)};
    request.channel = given.by_phone ? Channel::phone : Channel::app;
    requests_.push_back(std::move(request));
  }
  oracle_ = std::make_unique<TravelTimeOracle>(*roads_, scenario.run.threads);
}

World::World(RoadGraph roads, std::vector<TripRequest> requests, std::vector<Shuttle> shuttles)
    : roads_{std::make_unique<RoadGraph>(std::move(roads))},
      oracle_{std::make_unique<TravelTimeOracle>(*roads_)},
      requests_{std::move(requests)},
      shuttles_{std::move(shuttles)} {}

}  // namespace navette
