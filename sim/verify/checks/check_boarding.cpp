#include <array>
#include <string>
#include <string_view>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

constexpr std::array<std::string_view, 7> kRoads{
    "a road where people may board", "a motorway", "a motorroad", "a ferry", "a tunnel", "a long bridge",
    "a road closed to pedestrians"};

}  // namespace

void check_boarding(const Run& run, Findings& findings) {
  const auto check = [&](std::string_view what, const std::string& whose, Place place) {
    if (!place.known()) return;
    const auto road = static_cast<std::size_t>(run.edges.boarding[static_cast<std::size_t>(place.edge)]);
    if (road == 0) return;
    findings.add("boarding.roads", "{} of {} is on edge {}, {}", what, whose, place.edge, kRoads.at(road));
  };
  const auto& r = run.requests;
  for (std::size_t i = 0; i < r.size(); ++i) {
    check("the origin", run.name(i), r.origin[i]);
    check("the destination", run.name(i), r.destination[i]);
    check("the pickup", run.name(i), r.pickup_place[i]);
    check("the drop-off", run.name(i), r.dropoff_place[i]);
  }
  const auto& halts = run.service_stops;
  for (std::size_t k = 0; k < halts.service.size(); ++k) {
    check("a stop or hub", run.services.name[static_cast<std::size_t>(halts.service[k])], halts.place[k]);
  }
  for (std::size_t s = 0; s < run.shuttles.size(); ++s) check("the depot", run.shuttles.id[s], run.shuttles.depot[s]);
  const auto& homes = run.residents.home;
  for (std::size_t k = 0; k < homes.edge.size(); ++k) check("the home", fmt::format("resident {}", k), homes[k]);
  const auto& facilities = run.facilities.place;
  for (std::size_t k = 0; k < facilities.edge.size(); ++k) {
    check("the place", fmt::format("facility {}", k), facilities[k]);
  }
  const auto& v = run.stops;
  for (std::size_t k = 0; k < v.shuttle.size(); ++k) check("a visit", run.shuttle_name(v.shuttle[k]), v.place[k]);
}

}  // namespace navette::verify
