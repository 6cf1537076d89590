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

enum Column : std::size_t { shuttle_id, lon, lat, seats, wheelchairs, shift_start, shift_end };

constexpr std::array<CsvColumn, 7> kColumns{{{"shuttle_id", true},
                                             {"lon", true},
                                             {"lat", true},
                                             {"seats", true},
                                             {"wheelchairs", false},
                                             {"shift_start", true},
                                             {"shift_end", true}}};

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
  row.read_time(shift_start, shuttle.shift_start);
  row.read_time(shift_end, shuttle.shift_end);
  shuttle.depot = Coordinate::from_degrees(x, y);
  shuttle.seats = static_cast<int>(places);
  shuttle.wheelchairs = static_cast<int>(wheelchair_places);
  return shuttle;
}

}  // namespace

std::vector<GivenShuttle> read_shuttles_csv(const std::filesystem::path& file, InputErrors& errors) {
  CsvErrors wrong{file.string()};
  std::vector<GivenShuttle> shuttles;
  std::unordered_map<std::string, int> line_of;
  read_csv(file, kColumns, wrong, [&](CsvRow& row) {
    GivenShuttle shuttle = read_fields(row);
    if (row.good() && shuttle.seats + shuttle.wheelchairs == 0) {
      row.complain("a shuttle needs a seat or a wheelchair place, found none of both");
    }
    const std::string wrong_times = row.good() ? wrong_shift({shuttle.shift_start, shuttle.shift_end}) : std::string{};
    if (!wrong_times.empty()) row.complain("shift " + wrong_times);
    if (!shuttle.name.empty()) {
      const auto [first, is_new] = line_of.emplace(shuttle.name, row.line());
      if (!is_new) {
        row.complain(fmt::format("shuttle_id {} stands already in line {}", shown_text(shuttle.name), first->second));
      }
    }
    shuttles.push_back(std::move(shuttle));
  });
  wrong.move_to(errors);
  return shuttles;
}

}  // namespace navette
