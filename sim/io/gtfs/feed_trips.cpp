#include "io/gtfs/feed_trips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "core/nearest_name.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

constexpr std::size_t kLongestId = 255;
constexpr Milliseconds kLatest = 2 * kDay;

void read_time(CsvRow& row, std::size_t column, const char* name, std::optional<Milliseconds>& out) {
  if (row.text(column).empty()) return;
  Milliseconds time{0};
  row.read_time(column, time);
  if (row.good() && (time < Milliseconds{0} || time > kLatest)) {
    row.complain(fmt::format("{} must be from 00:00:00 to 48:00:00", name));
  }
  if (row.good()) out = time;
}

// Types 2 and 3, by phone or with the driver, are what an on-demand service is; only 1 says no.
bool read_permission(CsvRow& row, std::size_t column) {
  std::int64_t type = 0;
  row.read_whole(column, 0, 3, type);
  return type != 1;
}

// The route_ids asked for.
std::unordered_set<std::string> read_routes(const FeedFiles& feed, const std::vector<std::string>& wanted) {
  enum Column : std::size_t { route_id, route_short_name };
  static constexpr std::array<CsvColumn, 2> kColumns{{{"route_id", true}, {"route_short_name", false}}};
  const CsvText text = feed.need("routes.txt", "which names its routes");
  CsvErrors wrong{text.name};
  std::unordered_set<std::string> ids;
  std::vector<std::string> names;
  std::vector<bool> found(wanted.size(), false);
  const auto use = [&](CsvRow& row) {
    std::string id;
    std::string name;
    row.read_name(route_id, id, kLongestId);
    row.read_name(route_short_name, name, kLongestId);
    if (!row.good()) return;
    names.push_back(name.empty() ? id : name);
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      if (wanted[k] != id && wanted[k] != name) continue;
      found[k] = true;
      ids.insert(id);
    }
  };
  read_csv(text, kColumns, wrong, use, OtherColumns::passed_over);
  InputErrors errors;
  wrong.move_to(errors);
  for (std::size_t k = 0; k < wanted.size() && wrong.empty(); ++k) {
    if (found[k]) continue;
    static constexpr std::size_t kShown = 20;
    std::string all;
    for (std::size_t n = 0; n < std::min(names.size(), kShown); ++n) all += (n == 0 ? "" : ", ") + names[n];
    errors.add(fmt::format("{}: there is no route {}; its routes are {}{}", text.name, shown_text(wanted[k]), all,
                           names.size() > kShown ? ", ..." : ""));
  }
  errors.throw_if_any();
  return ids;
}

}  // namespace

std::vector<FeedTrip> read_feed_trips(const FeedFiles& feed, const std::vector<std::string>& routes) {
  const auto wanted = routes.empty() ? std::unordered_set<std::string>{} : read_routes(feed, routes);
  std::vector<FeedTrip> trips;
  std::unordered_map<std::string, std::size_t> trip_of;
  InputErrors errors;
  {
    enum Column : std::size_t { route_id, service_id, trip_id };
    static constexpr std::array<CsvColumn, 3> kColumns{{{"route_id", true}, {"service_id", true}, {"trip_id", true}}};
    const CsvText text = feed.need("trips.txt", "which tells the trips of its routes");
    CsvErrors wrong{text.name};
    const auto use = [&](CsvRow& row) {
      std::string route;
      FeedTrip trip;
      row.read_name(route_id, route, kLongestId);
      if (row.good() && !routes.empty() && !wanted.contains(route)) return;
      row.read_name(service_id, trip.service, kLongestId);
      row.read_name(trip_id, trip.id, kLongestId);
      if (!row.good()) return;
      if (!trip_of.emplace(trip.id, trips.size()).second) {
        row.complain(fmt::format("trip_id {} stands there twice", shown_text(trip.id)));
        return;
      }
      trips.push_back(std::move(trip));
    };
    read_csv(text, kColumns, wrong, use, OtherColumns::passed_over);
    wrong.move_to(errors);
  }
  errors.throw_if_any();
  enum Column : std::size_t {
    trip_id,
    stop_sequence,
    stop_id,
    departure_time,
    arrival_time,
    location_group_id,
    window,
    old_window,
    pickup_type,
    drop_off_type
  };
  static constexpr std::array<CsvColumn, 10> kColumns{{{"trip_id", true},
                                                       {"stop_sequence", true},
                                                       {"stop_id", false},
                                                       {"departure_time", false},
                                                       {"arrival_time", false},
                                                       {"location_group_id", false},
                                                       {"start_pickup_drop_off_window", false},
                                                       {"start_pickup_dropoff_window", false},
                                                       {"pickup_type", false},
                                                       {"drop_off_type", false}}};
  const CsvText text = feed.need("stop_times.txt", "which tells where and when its trips call");
  CsvErrors wrong{text.name};
  std::string trip;
  const auto use = [&](CsvRow& row) {
    const auto found = trip_of.find(std::string{row.text(trip_id)});
    if (found == trip_of.end()) return;
    FeedCall call;
    call.pickup = read_permission(row, pickup_type);
    call.dropoff = read_permission(row, drop_off_type);
    if (!call.pickup && !call.dropoff) return;
    row.read_whole(stop_sequence, 0, 1'000'000'000, call.sequence);
    row.read_name(stop_id, call.stop, kLongestId);
    if (call.stop.empty()) row.read_name(location_group_id, call.stop, kLongestId);
    read_time(row, arrival_time, "arrival_time", call.departure);
    read_time(row, departure_time, "departure_time", call.departure);
    call.window = !row.text(window).empty() || !row.text(old_window).empty();
    if (row.good()) trips[found->second].calls.push_back(std::move(call));
  };
  read_csv(text, kColumns, wrong, use, OtherColumns::passed_over);
  wrong.move_to(errors);
  errors.throw_if_any();
  for (FeedTrip& each : trips) {
    std::stable_sort(each.calls.begin(), each.calls.end(),
                     [](const FeedCall& a, const FeedCall& b) { return a.sequence < b.sequence; });
  }
  return trips;
}

bool complete_times(std::vector<FeedCall>& calls) {
  if (calls.empty() || !calls.front().departure || !calls.back().departure) return false;
  std::size_t known = 0;
  for (std::size_t k = 1; k < calls.size(); ++k) {
    if (!calls[k].departure) continue;
    const Milliseconds from = *calls[known].departure;
    const Milliseconds between = *calls[k].departure - from;
    if (between < Milliseconds{0}) return false;
    const auto steps = static_cast<std::int64_t>(k - known);
    for (std::size_t step = 1; known + step < k; ++step) {
      calls[known + step].departure = from + Milliseconds{between.count * static_cast<std::int64_t>(step) / steps};
    }
    known = k;
  }
  return true;
}

std::unordered_map<std::string, std::vector<Headway>> read_headways(const FeedFiles& feed) {
  enum Column : std::size_t { trip_id, start_time, end_time, headway_secs };
  static constexpr std::array<CsvColumn, 4> kColumns{
      {{"trip_id", true}, {"start_time", true}, {"end_time", true}, {"headway_secs", true}}};
  std::unordered_map<std::string, std::vector<Headway>> headways;
  const auto text = feed.find("frequencies.txt");
  if (!text) return headways;
  CsvErrors wrong{text->name};
  const auto use = [&](CsvRow& row) {
    std::string trip;
    std::optional<Milliseconds> start;
    std::optional<Milliseconds> end;
    std::int64_t seconds = 60;
    row.read_name(trip_id, trip, kLongestId);
    read_time(row, start_time, "start_time", start);
    read_time(row, end_time, "end_time", end);
    row.read_whole(headway_secs, 60, 86'400, seconds);
    if (row.good() && (!start || !end)) row.complain("start_time and end_time must be given");
    if (row.good()) headways[trip].push_back({*start, *end, Milliseconds{seconds * 1'000}});
  };
  read_csv(*text, kColumns, wrong, use, OtherColumns::passed_over, EmptyTable::allowed);
  InputErrors errors;
  wrong.move_to(errors);
  errors.throw_if_any();
  return headways;
}

std::unordered_map<std::string, std::vector<std::string>> read_location_groups(const FeedFiles& feed) {
  std::unordered_map<std::string, std::vector<std::string>> groups;
  InputErrors errors;
  // The stops of a group stand in a file of their own, in feeds of before 2024 in that of the groups.
  const auto read = [&](const CsvText& text, std::string_view column) {
    const std::array<CsvColumn, 2> columns{{{"location_group_id", true}, {column, true}}};
    CsvErrors wrong{text.name};
    read_csv(
        text, columns, wrong,
        [&](CsvRow& row) {
          std::string group;
          std::string stop;
          row.read_name(0, group, kLongestId);
          row.read_name(1, stop, kLongestId);
          if (row.good()) groups[group].push_back(stop);
        },
        OtherColumns::passed_over, EmptyTable::allowed);
    wrong.move_to(errors);
  };
  if (const auto stops = feed.find("location_group_stops.txt")) {
    read(*stops, "stop_id");
  } else if (const auto old = feed.find("location_groups.txt")) {
    const auto header = read_csv_header(*old);
    if (std::find(header.begin(), header.end(), "location_id") != header.end()) read(*old, "location_id");
  }
  errors.throw_if_any();
  return groups;
}

}  // namespace navette
