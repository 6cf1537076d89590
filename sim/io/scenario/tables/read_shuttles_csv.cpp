#include "io/scenario/tables/read_shuttles_csv.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "io/scenario/shift_times.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

enum Column : std::size_t {
  shuttle_id,
  lon,
  lat,
  seats,
  wheelchairs,
  shift_start,
  shift_end,
  pause_earliest,
  pause_latest,
  pause_duration
};

constexpr std::array<CsvColumn, 10> kColumns{{{"shuttle_id", true},
                                              {"lon", true},
                                              {"lat", true},
                                              {"seats", true},
                                              {"wheelchairs", false},
                                              {"shift_start", true},
                                              {"shift_end", true},
                                              {"pause_earliest", false},
                                              {"pause_latest", false},
                                              {"pause_duration", false}}};

// One pause, or none.
std::vector<Pause> read_pauses(CsvRow& row) {
  const bool any = !row.text(pause_earliest).empty() || !row.text(pause_latest).empty();
  if (!any && row.text(pause_duration).empty()) return {};
  Pause pause;
  for (const auto column : {pause_earliest, pause_latest, pause_duration}) {
    if (!row.text(column).empty()) continue;
    row.complain("a pause needs pause_earliest, pause_latest and pause_duration");
    return {};
  }
  row.read_time(pause_earliest, pause.earliest);
  row.read_time(pause_latest, pause.latest);
  row.read_time(pause_duration, pause.duration);
  return {pause};
}

GivenShuttle read_fields(CsvRow& row) {
  GivenShuttle shuttle;
  double x = 0;
  double y = 0;
  std::int64_t places = 0;
  std::int64_t wheelchair_places = 0;
  row.read_name(shuttle_id, shuttle.name);
  row.read_degrees(lon, 180, x);
  row.read_degrees(lat, 90, y);
  row.read_whole(seats, 0, 200, places);
  row.read_whole(wheelchairs, 0, 50, wheelchair_places);
  Shift shift;
  row.read_time(shift_start, shift.start);
  row.read_time(shift_end, shift.end);
  shift.pauses = read_pauses(row);
  shuttle.shifts = {shift};
  shuttle.depot = Coordinate::from_degrees(x, y);
  shuttle.seats = static_cast<int>(places);
  shuttle.wheelchairs = static_cast<int>(wheelchair_places);
  return shuttle;
}

// Where a shuttle_id stands first.
struct First {
  std::size_t rank = 0;
  int line = 0;
};

// A shuttle's further row is a further piece of its day, and names the same shuttle.
void add_piece(GivenShuttle& shuttle, int line, const GivenShuttle& again, CsvRow& row) {
  const std::string name = shown_text(shuttle.name);
  if (shuttle.depot != again.depot || shuttle.seats != again.seats || shuttle.wheelchairs != again.wheelchairs) {
    row.complain(
        fmt::format("shuttle_id {} stands already in line {}, with another depot or other places", name, line));
    return;
  }
  WorkingDay day = shuttle.shifts;
  day.push_back(again.shifts.front());
  if (const std::string wrong = wrong_day(day); !wrong.empty()) {
    row.complain(fmt::format("shuttle_id {} stands already in line {}, and a split shift {}", name, line, wrong));
    return;
  }
  shuttle.shifts = std::move(day);
}

}  // namespace

std::vector<GivenShuttle> read_shuttles_csv(const std::filesystem::path& file, InputErrors& errors) {
  CsvErrors wrong{file.string()};
  std::vector<GivenShuttle> shuttles;
  std::unordered_map<std::string, First> first_of;  // by shuttle_id
  read_csv(file, kColumns, wrong, [&](CsvRow& row) {
    GivenShuttle shuttle = read_fields(row);
    if (row.good() && shuttle.seats + shuttle.wheelchairs == 0) {
      row.complain("a shuttle needs a seat or a wheelchair place, found none of both");
    }
    const std::string wrong_times = row.good() ? wrong_shift(shuttle.shifts.front()) : std::string{};
    if (!wrong_times.empty()) row.complain("shift " + wrong_times);
    if (!shuttle.name.empty()) {
      const auto [first, is_new] = first_of.emplace(shuttle.name, First{shuttles.size(), row.line()});
      if (!is_new) {
        if (row.good()) add_piece(shuttles[first->second.rank], first->second.line, shuttle, row);
        return;
      }
    }
    shuttles.push_back(std::move(shuttle));
  });
  wrong.move_to(errors);
  return shuttles;
}

}  // namespace navette
