#include "io/explain/kept_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <type_traits>

#include "core/errors.h"
#include "io/cache/network_cache.h"
#include "io/explain/kept_services.h"
#include "io/explain/kept_table.h"
#include "io/scenario/read_scenario.h"

namespace navette {
namespace {

// Of each shuttle its shifts of the first service day, with their pauses.
std::vector<std::vector<Shift>> kept_shifts(const Hdf5Reader& file, const std::string& name, std::size_t shuttles) {
  const KeptTable table{file, "shifts", "shuttle", name};
  const auto shuttle = table.whole("shuttle");
  const auto start = table.whole("start");
  const auto end = table.whole("end");
  std::vector<std::vector<Shift>> shifts(shuttles);
  for (std::size_t k = 0; k < table.rows(); ++k) {
    auto& first_day = shifts.at(static_cast<std::size_t>(shuttle[k]));
    if (!first_day.empty() && start[k] - first_day.front().start.count >= kDay.count) continue;
    first_day.push_back({Milliseconds{start[k]}, Milliseconds{end[k]}});
  }
  if (!file.has("pauses")) return shifts;
  const KeptTable pauses{file, "pauses", "shuttle", name};
  const auto whose = pauses.whole("shuttle");
  const auto earliest = pauses.whole("earliest");
  const auto latest = pauses.whole("latest");
  const auto duration = pauses.whole("duration");
  for (std::size_t k = 0; k < pauses.rows(); ++k) {
    for (Shift& shift : shifts.at(static_cast<std::size_t>(whose[k]))) {
      if (earliest[k] < shift.start.count || earliest[k] >= shift.end.count) continue;
      shift.pauses.push_back({Milliseconds{earliest[k]}, Milliseconds{latest[k]}, Milliseconds{duration[k]}});
    }
  }
  return shifts;
}

// All shuttles as they were, by service.
void add_shuttles(const Hdf5Reader& file, const std::string& name, std::vector<GivenService>& services) {
  const KeptTable table{file, "shuttles", "seats", name};
  const auto names = table.texts("shuttle_id");
  const auto seats = table.whole("seats");
  const auto wheelchairs = table.whole("wheelchairs");
  const auto depots = table.places("depot_");
  auto shifts = kept_shifts(file, name, table.rows());
  std::vector<Milliseconds> limits(table.rows(), kNever);
  if (file.has("pauses")) {  // files without them know no limit either
    const auto kept = table.whole("max_continuous_driving");
    for (std::size_t s = 0; s < kept.size(); ++s) limits[s] = kept[s] == kNoTime ? kNever : Milliseconds{kept[s]};
  }
  const auto service = table.ids<ServiceId>("service");
  for (std::size_t s = 0; s < table.rows(); ++s) {
    services.at(service[s].index())
        .shuttles.push_back({names[s], depots[s], static_cast<int>(seats[s]), static_cast<int>(wheelchairs[s]),
                             std::move(shifts[s]), kNever, limits[s]});
  }
}

Demand kept_demand(const KeptTable& table, bool asked_service, bool asked_boarding) {
  const auto names = table.texts("request_id");
  const auto submitted = table.whole("submitted_at");
  const auto departure = table.whole("earliest_departure");
  const auto arrival = table.whole("latest_arrival");
  const auto origin_places = table.places("origin_");
  const auto destination_places = table.places("destination_");
  const auto origins = table.locations("origin_");
  const auto destinations = table.locations("destination_");
  const auto party = table.whole("party_size");
  const auto wheelchairs = table.whole("wheelchairs");
  // Files of earlier versions tell the dwell in force alone: that of a service, or the request's own.
  const auto boarding = table.whole(asked_boarding ? "asked_boarding_time" : "boarding_time");
  const auto residents = table.ids<ResidentId>("resident");
  const auto channel = table.whole("channel");
  const auto tour = table.whole("tour");
  const auto way_back = table.whole("way_back");
  const auto purpose = table.whole("purpose");
  std::vector<ServiceId> service(table.rows());
  if (asked_service) service = table.ids<ServiceId>("asked_service");
  Demand demand;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    TripRequest asked;
    asked.name = names[r];
    asked.submitted_at = Milliseconds{submitted[r]};
    asked.earliest_departure = Milliseconds{departure[r]};
    if (arrival[r] != kNoTime) asked.latest_arrival = Milliseconds{arrival[r]};
    asked.origin_place = origin_places[r];
    asked.destination_place = destination_places[r];
    asked.origin = origins[r];
    asked.destination = destinations[r];
    asked.party_size = static_cast<std::int32_t>(party[r]);
    asked.wheelchairs = static_cast<std::int32_t>(wheelchairs[r]);
    if (boarding[r] != kNoTime) asked.boarding_time = Milliseconds{boarding[r]};
    asked.resident = residents[r];
    asked.channel = static_cast<Channel>(channel[r]);
    asked.tour = static_cast<std::int32_t>(tour[r]);
    asked.way_back = way_back[r] != 0;
    asked.service = service[r];
    asked.purpose = static_cast<std::int8_t>(purpose[r]);
    demand.push_back(std::move(asked));
  }
  return demand;
}

// What was told at acceptance, where it may exceed the rules' limits.
void add_promises(const KeptTable& table, KeptRun& run) {
  const auto direct = table.whole("direct_time");
  const auto agreed = table.whole("agreed_departure");
  const auto pickup = table.whole("promised_pickup");
  const auto dropoff = table.whole("promised_dropoff");
  const auto time = [](std::int64_t value) { return value == kNoTime ? kNever : Milliseconds{value}; };
  for (std::size_t r = 0; r < table.rows(); ++r) {
    RequestRecord& record = run.records[RequestId{r}];
    record.direct_time = time(direct[r]);
    record.agreed_departure = time(agreed[r]);
    record.promise.pickup = time(pickup[r]);
    record.promise.dropoff = time(dropoff[r]);
  }
}

// All of residents.
Demand kept_earlier(const Hdf5Reader& file, const std::string& name) {
  const KeptTable table{file, "earlier_requests", "earliest_departure", name};
  const auto departure = table.whole("earliest_departure");
  const auto origin = table.locations("origin_");
  const auto destination = table.locations("destination_");
  Demand demand;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    TripRequest asked;
    asked.earliest_departure = Milliseconds{departure[r]};
    asked.origin = origin[r];
    asked.destination = destination[r];
    asked.purpose = 0;  // whatever it was
    demand.push_back(std::move(asked));
  }
  return demand;
}

std::vector<Event> kept_events(const Hdf5Reader& file, const std::string& name) {
  const KeptTable table{file, "events", "time", name};
  const auto time = table.whole("time");
  const auto kind = table.whole("kind");
  const auto request = table.ids<RequestId>("request");
  const auto shuttle = table.ids<ShuttleId>("shuttle");
  const auto place = table.locations("");
  const auto value = table.whole("value");
  std::vector<Event> events;
  events.reserve(table.rows());
  for (std::size_t e = 0; e < table.rows(); ++e) {
    events.push_back(
        {Milliseconds{time[e]}, static_cast<EventKind>(kind[e]), request[e], shuttle[e], place[e], value[e]});
  }
  return events;
}

}  // namespace

namespace {

KeptRun read_all(const Hdf5Reader& file, const std::string& name) {
  if (file.has_replications()) {
    throw InputError{fmt::format("{}: not replayable: it holds replications, and no single run", name)};
  }
  KeptRun run;
  run.scenario = read_kept_scenario(file.text("scenario"), name);
  std::vector<GivenService>& services = run.scenario.services;
  for (GivenService& service : services) {
    service.fleet_rule = {};
    service.shuttles.clear();
  }
  add_kept_places(file, name, services);
  add_shuttles(file, name, services);

  const KeptTable table{file, "requests", "submitted_at", name};
  run.demand = kept_demand(table, file.has("requests/asked_service"), file.has("requests/asked_boarding_time"));
  const auto end = table.whole("end");
  const auto reason = table.whole("reason");
  const auto decided = table.whole("decided_at");
  // Files of earlier versions know neither the reason nor the column.
  const auto too_costly = static_cast<std::int64_t>(RefusalReason::too_costly);
  std::vector<std::int64_t> least(table.rows(), kNoTime);
  if (std::find(reason.begin(), reason.end(), too_costly) != reason.end()) least = table.whole("least_added_time");
  for (std::size_t r = 0; r < table.rows(); ++r) {
    RequestRecord record;
    record.request = RequestId{r};
    record.end = static_cast<RequestEnd>(end[r]);
    record.reason = static_cast<RefusalReason>(reason[r]);
    if (least[r] != kNoTime) record.least_added_time = Milliseconds{least[r]};
    if (decided[r] != kNoTime) record.decided_at = Milliseconds{decided[r]};
    run.records.push_back(record);
  }
  add_promises(table, run);
  if (file.has("earlier_requests")) run.earlier = kept_earlier(file, name);
  run.events = kept_events(file, name);
  return run;
}

}  // namespace

KeptRun read_kept_run(const Hdf5Reader& file, const std::string& name) try {
  return read_all(file, name);
} catch (const std::out_of_range&) {
  throw InputError{fmt::format("{}: a table of services or shuttles names a row that is not there", name)};
}

RoadGraphColumns kept_roads(const Hdf5Reader& file) {
  const KeptTable nodes{file, "network/nodes", "lon", "roads"};
  const KeptTable edges{file, "network/edges", "tail", "roads"};
  const KeptTable shape{file, "network/shape", "lon", "roads"};
  RoadGraphColumns roads;
  roads.node_place = nodes.places("");
  roads.edge_tail = edges.ids<NodeId>("tail");
  roads.edge_head = edges.ids<NodeId>("head");
  roads.edge_twin = edges.ids<EdgeId>("twin");
  const auto narrow = [](const std::vector<std::int64_t>& values, auto& out) {
    using Value = typename std::decay_t<decltype(out)>::value_type;
    for (const std::int64_t value : values) out.push_back(static_cast<Value>(value));
  };
  narrow(edges.whole("duration"), roads.edge_duration);
  narrow(edges.whole("length"), roads.edge_length);
  // A file of an earlier version does not tell; then people board everywhere, as they did.
  if (file.has("network/edges/boarding")) narrow(edges.whole("boarding"), roads.edge_boarding);
  narrow(edges.whole("shape_begin"), roads.shape_begin);
  roads.shape_begin.push_back(static_cast<std::uint32_t>(shape.rows()));
  roads.shape_place = shape.places("");
  narrow(shape.whole("time"), roads.shape_time);
  narrow(shape.whole("distance"), roads.shape_distance);
  return roads;
}

namespace {

World world_of(const Hdf5Reader& file, const KeptRun& run, RunListener& listener) {
  const NetworkCache cache{file.text("roads_sha256"), run.scenario.territory.rules, listener};
  const auto kept = cache.find();
  World world = kept ? World{run.scenario, RoadGraph{kept->roads}, nullptr, &kept->times}
                     : World{run.scenario, RoadGraph{kept_roads(file)}, nullptr, nullptr};
  if (run.earlier) world.know_earlier(*run.earlier);
  return world;
}

}  // namespace

World kept_world(const Hdf5Reader& file, const std::string& name, const KeptRun& run, RunListener& listener) try {
  return world_of(file, run, listener);
} catch (const InputError& error) {
  // What speaks of a scenario is about what the file keeps.
  throw InputError{fmt::format("{}: {}", name, error.what())};
}

}  // namespace navette
