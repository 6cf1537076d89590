#include "io/hdf5/tables.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "io/hdf5/columns.h"
#include "record/code_names.h"

namespace navette::hdf5 {
namespace {

constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};

/// "none" for -1, then the reasons from 0.
constexpr std::size_t kReasonNames = kRefusalReasons + 1;
std::array<std::string_view, kReasonNames> reason_names() {
  std::array<std::string_view, kReasonNames> names;
  for (std::size_t i = 0; i < kReasonNames; ++i)
    names[i] = to_string(static_cast<RefusalReason>(static_cast<int>(i) - 1));
  return names;
}

constexpr std::array<std::string_view, 2> kChannelNames{"app", "phone"};

/// "unknown" for -1, then the purposes from 0.
constexpr std::size_t kPurposeNames = kActivityPurposes + 1;
std::array<std::string_view, kPurposeNames> purpose_names() {
  std::array<std::string_view, kPurposeNames> names{"unknown"};
  for (std::size_t i = 1; i < kPurposeNames; ++i) names[i] = to_string(static_cast<ActivityPurpose>(i - 1));
  return names;
}

int people(const Load& load) { return load.seats() + load.wheelchairs(); }

/// The service whose rules hold for a request: that which accepted it, else that asked for, else the first.
const ServiceRules& rules_of(const TripRequest& asked, const RequestRecord& record, std::span<const Service> services) {
  const ServiceId service = record.service.valid() ? record.service : asked.service;
  return services[service.valid() ? service.index() : 0].rules();
}

void write_asked(Rows& rows, std::span<const TripRequest> requests, std::span<const RequestRecord> records,
                 std::span<const Service> services) {
  std::vector<std::string> names;
  names.reserve(requests.size());
  for (const TripRequest& request : requests) names.push_back(request.name);
  rows.strings({.name = "request_id", .units = "", .long_name = "as the user wrote it"}, names);

  times(rows, "submitted_at", "time at which the resident wants to ask",
        [&](auto row) { return requests[row].submitted_at; });
  times(rows, "earliest_departure", "time from which the passenger is ready",
        [&](auto row) { return requests[row].earliest_departure; });
  times_or_none(rows, "latest_arrival", "time of arrival asked for",
                [&](auto row) { return requests[row].latest_arrival; });
  coordinates(rows, "origin_", "origin as asked", [&](auto row) { return requests[row].origin_place; });
  coordinates(rows, "destination_", "destination as asked", [&](auto row) { return requests[row].destination_place; });
  locations(rows, "origin_", "origin on the road", true, [&](auto row) { return requests[row].origin; });
  locations(rows, "destination_", "destination on the road", true, [&](auto row) { return requests[row].destination; });
  numbers<std::int32_t>(rows, "party_size", "1", "people, wheelchair users included",
                        [&](auto row) { return requests[row].party_size; });
  numbers<std::int32_t>(rows, "wheelchairs", "1", "wheelchair users",
                        [&](auto row) { return requests[row].wheelchairs; });
  times(rows, "boarding_time", "dwell at pickup and at drop-off in force", [&](auto row) {
    const Milliseconds own = requests[row].boarding_time;
    return own.count >= 0 ? own : rules_of(requests[row], records[row], services).stop_duration;
  });
  times_or_none(rows, "asked_boarding_time", "dwell asked for, whatever the service's stop_duration", [&](auto row) {
    const Milliseconds own = requests[row].boarding_time;
    return own.count >= 0 ? own : kNever;
  });
}

void write_who(Rows& rows, std::span<const TripRequest> requests) {
  ids_or_none(rows, "resident", "row in /residents; of given demand: resident_id",
              [&](auto row) { return requests[row].resident; });
  codes(rows, "channel", "how it was made", {0, kChannelNames}, [&](auto row) { return requests[row].channel; });
  rows.column<std::int32_t>(
      {.name = "tour", .units = "1", .long_name = "way out and way back share it", .missing = kNoRow},
      [&](std::size_t row) { return requests[row].tour; });
  codes(rows, "way_back", "the way back of its tour", {0, kNoYes}, [&](auto row) { return requests[row].way_back; });
  const auto purposes = purpose_names();
  codes(rows, "purpose", "what for", {-1, purposes}, [&](auto row) { return requests[row].purpose; });
}

void write_outcome(Rows& rows, std::span<const RequestRecord> records) {
  times_or_none(rows, "direct_time", "fastest drive from origin to destination, unshared, dwell excluded",
                [&](auto row) { return records[row].direct_time; });
  rows.column<std::int32_t>(
      {.name = "direct_distance", .units = "m", .long_name = "length of that drive", .missing = kNoRow},
      [&](auto row) { return records[row].direct_distance.count; });
  codes(rows, "end", "how the request ended", {0, kRequestEndNames}, [&](auto row) { return records[row].end; });
  const auto reasons = reason_names();
  codes(rows, "reason", "why it was refused", {-1, reasons}, [&](auto row) { return records[row].reason; });
  codes(rows, "never_made_cause", "why it was never made", {-1, kNeverMadeCauseNames},
        [&](auto row) { return records[row].never_made_cause; });
  ids_or_none(rows, "shuttle", "shuttle that served it, or was to", [&](auto row) { return records[row].shuttle; });
  times_or_none(rows, "decided_at", "time at which it was accepted or refused",
                [&](auto row) { return records[row].decided_at; });
  times_or_none(rows, "least_added_time", "too costly: operating time that its cheapest insertion would have added",
                [&](auto row) { return records[row].least_added_time; });
  const auto promise = [&](const char* name, const char* long_name, Milliseconds Promise::*part) {
    times_or_none(rows, name, long_name, [&](auto row) { return records[row].promise.*part; });
  };
  promise("promised_pickup", "pickup as told at acceptance", &Promise::pickup);
  promise("promised_dropoff", "drop-off as told at acceptance", &Promise::dropoff);
  promise("latest_pickup", "promise: boarding begins no later", &Promise::latest_pickup);
  promise("latest_dropoff", "promise: arrival no later", &Promise::latest_dropoff);
  promise("max_ride_time", "promise: dropoff - boarded at most", &Promise::max_ride);
  times_or_none(rows, "pickup", "boarding begins", [&](auto row) { return records[row].pickup; });
  times_or_none(rows, "boarded", "boarding ends, the ride begins", [&](auto row) { return records[row].boarded; });
  times_or_none(rows, "dropoff", "alighting begins: the trip has arrived",
                [&](auto row) { return records[row].dropoff; });
  codes(rows, "shared", "rode at least one leg together with another request", {0, kNoYes},
        [&](auto row) { return records[row].shared; });
  times_or_none(rows, "heard_at", "time at which the service hears of the request",
                [&](auto row) { return records[row].heard_at; });
  times_or_none(rows, "agreed_departure", "departure offered and taken in place of the one asked for",
                [&](auto row) { return records[row].agreed_departure; });
}

/// Of those accepted: by which service, from which place to which.
void write_service_used(Rows& rows, std::span<const TripRequest> requests, std::span<const RequestRecord> records,
                        std::span<const Service> services) {
  const std::vector<std::int32_t> first = first_stops(services);
  const auto stop = [&](const char* name, const char* long_name, std::int32_t RequestRecord::*part) {
    rows.column<std::int32_t>({.name = name, .units = "1", .long_name = long_name, .missing = kNoRow},
                              [&](std::size_t row) {
                                const std::int32_t own = records[row].*part;
                                return own < 0 ? kNoRow : std::int64_t{first[records[row].service.index()]} + own;
                              });
  };
  const auto place = [&](const RequestRecord& record, std::int32_t own, Location door) {
    if (!record.service.valid()) return Location{};
    return own < 0 ? door : services[record.service.index()].stops()[static_cast<std::size_t>(own)];
  };
  ids_or_none(rows, "service", "service that accepted it", [&](auto row) { return records[row].service; });
  stop("pickup_stop", "row in /service_stops where it boards", &RequestRecord::pickup_stop);
  stop("dropoff_stop", "row in /service_stops where it alights", &RequestRecord::dropoff_stop);
  locations(rows, "pickup_", "place where it boards", true,
            [&](auto row) { return place(records[row], records[row].pickup_stop, requests[row].origin); });
  locations(rows, "dropoff_", "place where it alights", true,
            [&](auto row) { return place(records[row], records[row].dropoff_stop, requests[row].destination); });
  times(rows, "walk_to_pickup", "on foot from the origin to the place where it boards",
        [&](auto row) { return records[row].walk_to_pickup; });
  times(rows, "walk_from_dropoff", "on foot from the place where it alights to the destination",
        [&](auto row) { return records[row].walk_from_dropoff; });
  rows.column<std::int32_t>(
      {.name = "course", .units = "1", .long_name = "of a virtual line, over all days", .missing = kNoRow},
      [&](std::size_t row) { return records[row].course; });
}

}  // namespace

void write_network(Group& root, const RoadGraph& graph) {
  const StoredRoadColumns& columns = graph.columns();
  Group network = root.group("network");

  Group node_group = network.group("nodes");
  Rows nodes{node_group, "node", graph.node_count(), "row number"};
  coordinates(nodes, "", "", [&](auto row) { return columns.node_place[row]; });

  Group edge_group = network.group("edges");
  Rows edges{edge_group, "edge", graph.edge_count(), "row number"};
  ids(edges, "tail", "node where the edge begins", [&](auto row) { return columns.edge_tail[row]; });
  ids(edges, "head", "node where the edge ends", [&](auto row) { return columns.edge_head[row]; });
  ids_or_none(edges, "twin", "the same road in the other direction", [&](auto row) { return columns.edge_twin[row]; });
  numbers<std::int32_t>(edges, "duration", "ms", "driving time", [&](auto row) { return columns.edge_duration[row]; });
  numbers<std::int32_t>(edges, "length", "m", "length", [&](auto row) { return columns.edge_length[row]; });
  codes(edges, "boarding", "whether people may get in and out, or why not", {0, kBoardingNames},
        [&](auto row) { return graph.boarding(EdgeId{row}); });
  numbers<std::int32_t>(edges, "shape_begin", "1", "first row in /network/shape",
                        [&](auto row) { return columns.shape_begin[row]; });

  Group shape_group = network.group("shape");
  Rows shape{shape_group, "point", columns.shape_place.size(), "row number"};
  coordinates(shape, "", "", [&](auto row) { return columns.shape_place[row]; });
  numbers<std::int32_t>(shape, "time", "ms", "driving time from the tail of the edge",
                        [&](auto row) { return columns.shape_time[row]; });
  numbers<std::int32_t>(shape, "distance", "m", "length of road from the tail of the edge",
                        [&](auto row) { return columns.shape_distance[row]; });
}

void write_requests(Group& root, std::span<const TripRequest> requests, std::span<const RequestRecord> records,
                    std::span<const Service> services) {
  if (records.size() != requests.size()) throw std::logic_error{"results file: not one end per request"};
  for (std::size_t row = 0; row < records.size(); ++row) {
    if (records[row].request != RequestId{row}) throw std::logic_error{"results file: requests out of order"};
  }
  Group group = root.group("requests");
  Rows rows{group, "request", requests.size(), "row number"};
  write_asked(rows, requests, records, services);
  write_who(rows, requests);
  write_outcome(rows, records);
  write_service_used(rows, requests, records, services);
  const bool choosy =
      std::any_of(requests.begin(), requests.end(), [](const TripRequest& asked) { return asked.service.valid(); });
  if (choosy) {
    ids_or_none(rows, "asked_service", "the only service that was asked for",
                [&](auto row) { return requests[row].service; });
  }
}

void write_stops(Group& root, std::span<const StopRecord> stops) {
  Group group = root.group("stops");
  Rows rows{group, "stop", stops.size(), "row number"};
  ids(rows, "shuttle", "who made the visit", [&](auto row) { return stops[row].shuttle; });
  codes(rows, "kind", "what the visit was for", {0, kStopKindNames}, [&](auto row) { return stops[row].kind; });
  ids_or_none(rows, "request", "whose pickup or drop-off", [&](auto row) { return stops[row].request; });
  locations(rows, "", "place", false, [&](auto row) { return stops[row].place; });
  times_or_none(rows, "planned_begin", "begin, in the plan that stood when the shuttle set out for this stop",
                [&](auto row) { return stops[row].planned_begin; });
  times(rows, "arrival", "the shuttle is at the place", [&](auto row) { return stops[row].arrival; });
  times(rows, "begin", "service begins; the load changes", [&](auto row) { return stops[row].begin; });
  times(rows, "end", "service ends: begin + dwell", [&](auto row) { return stops[row].end; });
  numbers<std::int16_t>(rows, "seats", "1", "seats taken after the visit",
                        [&](auto row) { return stops[row].load.seats(); });
  numbers<std::int16_t>(rows, "wheelchairs", "1", "wheelchair places taken after the visit",
                        [&](auto row) { return stops[row].load.wheelchairs(); });
}

void write_legs(Group& root, const RunTables& tables) {
  const auto& legs = tables.legs;
  const auto& samples = tables.leg_samples;
  Group group = root.group("legs");
  Rows rows{group, "leg", legs.size(), "row number"};
  ids(rows, "shuttle", "who drove", [&](auto row) { return legs[row].shuttle; });
  codes(rows, "purpose", "what for", {0, kLegPurposeNames}, [&](auto row) { return legs[row].purpose; });
  codes(rows, "diverted", "ended by a new target, a breakdown or a road closed ahead instead of arrival", {0, kNoYes},
        [&](auto row) { return legs[row].diverted; });
  locations(rows, "from_", "where the leg begins", false, [&](auto row) { return legs[row].from; });
  locations(rows, "to_", "where the leg ends", false, [&](auto row) { return legs[row].to; });
  times(rows, "departure", "time at which the leg begins", [&](auto row) { return legs[row].departure; });
  times(rows, "arrival", "time at which the leg ends", [&](auto row) { return legs[row].arrival; });
  numbers<std::int32_t>(rows, "distance", "m", "driven", [&](auto row) { return legs[row].distance.count; });
  numbers<std::int16_t>(rows, "seats", "1", "seats taken on the way", [&](auto row) { return legs[row].load.seats(); });
  numbers<std::int16_t>(rows, "wheelchairs", "1", "wheelchair places taken on the way",
                        [&](auto row) { return legs[row].load.wheelchairs(); });
  numbers<std::int16_t>(rows, "requests", "1", "requests on board", [&](auto row) { return legs[row].requests; });
  rows.column<std::int32_t>(
      {.name = "first_sample",
       .units = "1",
       .long_name = "first row among the obs of /trajectories",
       .missing = kNoRow},
      [&](std::size_t row) { return samples[row].count > 0 ? static_cast<std::int64_t>(samples[row].first) : kNoRow; });
  numbers<std::int32_t>(rows, "samples", "1", "number of rows there", [&](auto row) { return samples[row].count; });
}

void write_events(Group& root, std::span<const Event> events) {
  Group group = root.group("events");
  Rows rows{group, "event", events.size(), "row number"};
  times(rows, "time", "when it happened", [&](auto row) { return events[row].time; });
  codes(rows, "kind", "what happened", {0, kEventKindNames}, [&](auto row) { return events[row].kind; });
  ids_or_none(rows, "request", "whom it concerns", [&](auto row) { return events[row].request; });
  ids_or_none(rows, "shuttle", "whom it concerns", [&](auto row) { return events[row].shuttle; });
  locations(rows, "", "where", true, [&](auto row) { return events[row].place; });
  numbers<std::int64_t>(rows, "value", "1", "depends on kind", [&](auto row) { return events[row].value; });
}

void write_trajectories(Group& root, const RunTables& tables, std::span<const Shuttle> shuttles) {
  std::vector<std::string> names;
  for (const Shuttle& shuttle : shuttles) names.push_back(shuttle.name);
  std::vector<std::size_t> row_size(shuttles.size());
  std::vector<int> load;
  load.reserve(tables.sample_edge.size());
  for (std::size_t leg = 0; leg < tables.legs.size(); ++leg) {
    const std::size_t samples = tables.leg_samples[leg].count;
    row_size[tables.legs[leg].shuttle.index()] += samples;
    load.insert(load.end(), samples, people(tables.legs[leg].load));
  }

  Group group = root.group("trajectories");
  group.attribute("featureType", "trajectory");
  Rows instances{group, "trajectory", shuttles.size(), "row number"};
  instances.strings({.name = "trajectory_id",
                     .units = "",
                     .long_name = "the shuttle's id",
                     .attributes = {{"cf_role", "trajectory_id"}}},
                    names);
  instances.column<std::int32_t>({.name = "row_size",
                                  .units = "1",
                                  .long_name = "samples of the shuttle",
                                  .attributes = {{"sample_dimension", "obs"}}},
                                 [&](std::size_t row) { return row_size[row]; });
  Rows samples{group, "obs", tables.sample_edge.size(), "row number"};
  ids(samples, "edge", "edge driven", [&](auto row) { return tables.sample_edge[row]; });
  times(samples, "entry", "time at which the shuttle enters the edge, or starts on it",
        [&](auto row) { return tables.sample_entry[row]; });
  numbers<std::int16_t>(samples, "load", "1", "people on board", [&](auto row) { return load[row]; });
}

void write_kpi(Group& root, const std::vector<Indicator>& indicators) {
  std::vector<std::string> names;
  std::vector<std::string> units;
  std::vector<std::string> definitions;
  std::vector<double> values;
  for (const Indicator& indicator : indicators) {
    if (!indicator.value) continue;
    names.push_back(indicator.name);
    values.push_back(*indicator.value);
    units.push_back(indicator.unit);
    definitions.push_back(indicator.definition);
  }
  Group group = root.group("kpi");
  Rows rows{group, "indicator", names.size(), "row number"};
  rows.strings({.name = "name", .units = "", .long_name = "of the indicator"}, names);
  rows.column<double>({.name = "value", .units = "1", .long_name = "in the unit of the row"},
                      [&](std::size_t row) { return values[row]; });
  rows.strings({.name = "unit", .units = "", .long_name = "of the value"}, units);
  rows.strings({.name = "definition", .units = "", .long_name = "how it is computed"}, definitions);
}

}  // namespace navette::hdf5
