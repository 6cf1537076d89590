#include "engine/world/given_demand.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace navette {

Demand given_demand(const Scenario& scenario, const World& world) {
  const auto on_road = [&](Coordinate place) {
    const auto snapped = world.snapper().snap(place, scenario.territory.max_snap_distance);
    return snapped ? snapped->location : Location{};
  };
  struct Ends {
    Location origin;
    Location destination;
  };
  std::vector<Ends> ends(scenario.requests.size());
  // Most of the time before the day begins goes into this. In small portions: a thread may wake late.
#pragma omp parallel for schedule(dynamic, 64)
  for (std::size_t r = 0; r < ends.size(); ++r) {
    ends[r] = {on_road(scenario.requests[r].origin), on_road(scenario.requests[r].destination)};
  }
  const auto service_named = [&](const std::string& name) {
    const auto found = std::find_if(scenario.services.begin(), scenario.services.end(),
                                    [&](const GivenService& service) { return service.name == name; });
    return found == scenario.services.end() ? ServiceId{}
                                            : ServiceId{static_cast<std::size_t>(found - scenario.services.begin())};
  };
  Demand demand;
  std::map<std::string, std::int32_t> tours;
  std::map<std::string, std::vector<RequestId>> ways;
  demand.reserve(scenario.requests.size());
  for (const GivenRequest& given : scenario.requests) {
    TripRequest request;
    request.name = given.name;
    request.submitted_at = given.submitted_at;
    request.earliest_departure = given.earliest_departure;
    request.latest_arrival = given.latest_arrival;
    request.origin_place = given.origin;
    request.destination_place = given.destination;
    request.origin = ends[demand.size()].origin;
    request.destination = ends[demand.size()].destination;
    request.party_size = given.party_size;
    request.wheelchairs = given.wheelchairs;
    request.boarding_time = given.boarding_time;
    request.resident = ResidentId{static_cast<std::int32_t>(given.resident)};
    request.channel = given.by_phone ? Channel::phone : Channel::app;
    request.service = service_named(given.service);
    if (!given.contract.empty()) {
      const auto [tour, first] = tours.try_emplace(given.contract, static_cast<std::int32_t>(tours.size()));
      request.tour = tour->second;
      ways[given.contract].push_back(demand.next_id());
    }
    demand.push_back(std::move(request));
  }
  // Of two requests that share a contract the one that departs later is the way back.
  for (const auto& [contract, trips] : ways) {
    if (trips.size() != 2) continue;
    const bool first_later = demand[trips[0]].earliest_departure > demand[trips[1]].earliest_departure;
    demand[trips[first_later ? 0 : 1]].way_back = true;
  }
  return demand;
}

}  // namespace navette
