#pragma once

#include <span>
#include <vector>

#include "demand/trip_request.h"
#include "engine/world/inhabitants.h"
#include "engine/world/service.h"
#include "fleet/shuttle.h"
#include "io/hdf5/file.h"
#include "network/closed_roads.h"
#include "network/road_graph.h"
#include "record/costs.h"
#include "record/indicators.h"
#include "record/run_tables.h"

/// One function per group of the results file. What each column means: docs/results-format.md.
namespace navette::hdf5 {

/// Row of a service's first stop, or hub, in /service_stops.
std::vector<std::int32_t> first_stops(std::span<const Service> services);
void write_network(Group& root, const RoadGraph& graph);
/// `requests` and `records` in the order of their ids, equally many.
void write_requests(Group& root, std::span<const TripRequest> requests, std::span<const RequestRecord> records,
                    std::span<const Service> services);
/// Their rules, fares, areas, hours, stops or hubs, and courses.
void write_services(Group& root, std::span<const Service> services, const Costs& costs);
void write_shuttles(Group& root, std::span<const Shuttle> shuttles);
void write_shifts(Group& root, std::span<const Shuttle> shuttles);
/// Within the shifts.
void write_pauses(Group& root, std::span<const Shuttle> shuttles);
/// Of no roads closed, nothing.
void write_closures(Group& root, const ClosedRoads& closed);
void write_stops(Group& root, std::span<const StopRecord> stops);
/// `tables` is sorted.
void write_legs(Group& root, const RunTables& tables);
void write_events(Group& root, std::span<const Event> events);
void write_trajectories(Group& root, const RunTables& tables, std::span<const Shuttle> shuttles);
/// Residents, and the communes they live in with how well the census was met.
void write_inhabitants(Group& root, const Inhabitants& inhabitants);
/// Where residents can go.
void write_facilities(Group& root, const std::vector<Destination>& places);
/// What residents did by any means of transport, one entry per day.
void write_travel(Group& root, std::span<const TravelCounts> days);
/// Requests of days before the run, where it learned from them where idle shuttles shall wait.
void write_earlier_requests(Group& root, std::span<const TripRequest> requests);
void write_kpi(Group& root, const std::vector<Indicator>& indicators);

}  // namespace navette::hdf5
