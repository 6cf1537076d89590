#include "io/scenario/tables/read_stops_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

constexpr std::size_t kLongestName = 255;  // [bytes] of ids and names of feeds

bool has_column(const std::vector<std::string>& header, const char* name) {
  return std::find(header.begin(), header.end(), name) != header.end();
}

// "true", "false", "1" or "0".
void read_flag(CsvRow& row, std::size_t column, const char* name, bool& out) {
  const std::string_view text = row.text(column);
  if (text.empty()) return;
  if (text == "true" || text == "1") {
    out = true;
  } else if (text == "false" || text == "0") {
    out = false;
  } else {
    row.complain(fmt::format("{} must be true or false, found {}", name, shown_text(text)));
  }
}

// One row of stop_times.txt.
struct Call {
  std::int64_t sequence = 0;
  GivenCourse::Visit visit;
};

}  // namespace

std::vector<GivenStop> read_stops_csv(const std::filesystem::path& file, InputErrors& errors) {
  CsvErrors wrong{file.string()};
  const CsvText text = read_csv_text(file, wrong);
  wrong.move_to(errors);
  return wrong.empty() ? read_stops_csv(text, errors) : std::vector<GivenStop>{};
}

std::vector<GivenStop> read_stops_csv(const CsvText& text, InputErrors& errors) {
  enum Column : std::size_t { stop_id, stop_name, lon, lat, location_type, pickup, dropoff };
  CsvErrors wrong{text.name};
  const bool as_gtfs = has_column(read_csv_header(text), "stop_lon");
  const std::array<CsvColumn, 7> columns{{{"stop_id", true},
                                          {"stop_name", false},
                                          {as_gtfs ? "stop_lon" : "lon", true},
                                          {as_gtfs ? "stop_lat" : "lat", true},
                                          {"location_type", false},
                                          {"pickup", false},
                                          {"dropoff", false}}};
  std::vector<GivenStop> stops;
  std::unordered_map<std::string, int> line_of;
  const auto use = [&](CsvRow& row) {
    if (!row.text(location_type).empty() && row.text(location_type) != "0") return;
    GivenStop stop;
    double x = 0;
    double y = 0;
    row.read_name(stop_id, stop.id, kLongestName);
    stop.name = stop.id;
    row.read_name(stop_name, stop.name, kLongestName);
    row.read_degrees(lon, 180, x);
    row.read_degrees(lat, 90, y);
    stop.place = Coordinate::from_degrees(x, y);
    read_flag(row, pickup, "pickup", stop.pickup);
    read_flag(row, dropoff, "dropoff", stop.dropoff);
    if (row.good() && !stop.pickup && !stop.dropoff) row.complain("must let passengers board or alight, found neither");
    const auto [first, is_new] = line_of.emplace(stop.id, row.line());
    if (!is_new) {
      row.complain(fmt::format("stop_id {} stands already in line {}", shown_text(stop.id), first->second));
    }
    stops.push_back(std::move(stop));
  };
  read_csv(text, columns, wrong, use, OtherColumns::passed_over);
  if (wrong.empty() && stops.empty()) wrong.add(0, "has no stop");
  wrong.move_to(errors);
  return stops;
}

std::vector<GivenCourse> read_stop_times_csv(const std::filesystem::path& file, const std::vector<GivenStop>& stops,
                                             InputErrors& errors) {
  enum Column : std::size_t { trip_id, stop_id, stop_sequence, departure_time, pickup_type, drop_off_type };
  static constexpr std::array<CsvColumn, 6> kColumns{{{"trip_id", true},
                                                      {"stop_id", true},
                                                      {"stop_sequence", true},
                                                      {"departure_time", true},
                                                      {"pickup_type", false},
                                                      {"drop_off_type", false}}};
  CsvErrors wrong{file.string()};
  std::unordered_map<std::string, std::int32_t> row_of;
  for (std::size_t s = 0; s < stops.size(); ++s) row_of.emplace(stops[s].id, static_cast<std::int32_t>(s));
  std::vector<std::pair<std::string, std::vector<Call>>> trips;  // in the order of the file
  std::unordered_map<std::string, std::size_t> trip_of;
  const auto use = [&](CsvRow& row) {
    std::string trip;
    std::string stop;
    Call call;
    row.read_name(trip_id, trip, kLongestName);
    row.read_name(stop_id, stop, kLongestName);
    row.read_whole(stop_sequence, 0, 1'000'000, call.sequence);
    row.read_time(departure_time, call.visit.time);
    std::int64_t boards = 0;  // as in GTFS: 1 says no, 2 and 3 by arrangement
    std::int64_t alights = 0;
    row.read_whole(pickup_type, 0, 3, boards);
    row.read_whole(drop_off_type, 0, 3, alights);
    call.visit.pickup = boards != 1;
    call.visit.dropoff = alights != 1;
    const auto found = row_of.find(stop);
    if (row.good() && found == row_of.end()) row.complain(fmt::format("there is no stop {}", shown_text(stop)));
    if (row.good() && (call.visit.time < Milliseconds{0} || call.visit.time > 2 * kDay)) {
      row.complain("departure_time must be from 00:00 to 48:00");
    }
    if (!row.good()) return;
    call.visit.stop = found->second;
    const auto [entry, is_new] = trip_of.emplace(trip, trips.size());
    if (is_new) trips.push_back({trip, {}});
    trips[entry->second].second.push_back(call);
  };
  read_csv(file, kColumns, wrong, use, OtherColumns::passed_over);
  std::vector<GivenCourse> courses;
  for (auto& [trip, calls] : trips) {
    std::stable_sort(calls.begin(), calls.end(), [](const Call& a, const Call& b) { return a.sequence < b.sequence; });
    GivenCourse course;
    for (const Call& call : calls) course.visits.push_back(call.visit);
    for (std::size_t v = 1; v < calls.size(); ++v) {
      if (calls[v].visit.time > calls[v - 1].visit.time) continue;
      wrong.add(0, fmt::format("trip {} must have times one after another", shown_text(trip)));
      break;
    }
    if (calls.size() < 2) wrong.add(0, fmt::format("trip {} has one stop only", shown_text(trip)));
    courses.push_back(std::move(course));
  }
  if (wrong.empty() && courses.empty()) wrong.add(0, "has no course");
  wrong.move_to(errors);
  std::stable_sort(courses.begin(), courses.end(), [](const GivenCourse& a, const GivenCourse& b) {
    return a.visits.front().time < b.visits.front().time;
  });
  return courses;
}

}  // namespace navette
