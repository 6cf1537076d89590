// The shuttles, their shifts and their drivers' pauses, and the roads closed to them.
#include "io/hdf5/columns.h"
#include "io/hdf5/tables.h"

namespace navette::hdf5 {

void write_shuttles(Group& root, std::span<const Shuttle> shuttles) {
  Group group = root.group("shuttles");
  Rows rows{group, "shuttle", shuttles.size(), "row number"};
  std::vector<std::string> names;
  for (const Shuttle& shuttle : shuttles) names.push_back(shuttle.name);
  rows.strings({.name = "shuttle_id", .units = "", .long_name = "as the user wrote it"}, names);
  ids(rows, "service", "for which it works", [&](auto row) { return shuttles[row].service; });
  numbers<std::int16_t>(rows, "seats", "1", "seats for passengers",
                        [&](auto row) { return shuttles[row].capacity.seats(); });
  numbers<std::int16_t>(rows, "wheelchairs", "1", "wheelchair places",
                        [&](auto row) { return shuttles[row].capacity.wheelchairs(); });
  coordinates(rows, "depot_", "depot as given", [&](auto row) { return shuttles[row].depot_place; });
  locations(rows, "depot_", "depot on the road", true, [&](auto row) { return shuttles[row].depot; });
  times_or_none(rows, "max_spread", "from the start of a day's first shift to the end of its last, at most",
                [&](auto row) { return shuttles[row].max_spread; });
  times_or_none(rows, "max_continuous_driving", "at the wheel without a pause or end of a shift between, at most",
                [&](auto row) { return shuttles[row].max_continuous_driving; });
}

void write_shifts(Group& root, std::span<const Shuttle> shuttles) {
  struct Row {
    ShuttleId shuttle;
    Shift shift;
  };
  std::vector<Row> shifts;
  for (std::size_t i = 0; i < shuttles.size(); ++i) {
    for (const Shift& shift : shuttles[i].shifts) shifts.push_back({ShuttleId{i}, shift});
  }
  Group group = root.group("shifts");
  Rows rows{group, "shift", shifts.size(), "row number"};
  ids(rows, "shuttle", "whose shift", [&](auto row) { return shifts[row].shuttle; });
  times(rows, "start", "the shift starts", [&](auto row) { return shifts[row].shift.start; });
  times(rows, "end", "back at the depot by then", [&](auto row) { return shifts[row].shift.end; });
}

void write_pauses(Group& root, std::span<const Shuttle> shuttles) {
  struct Row {
    ShuttleId shuttle;
    Pause pause;
  };
  std::vector<Row> pauses;
  for (std::size_t i = 0; i < shuttles.size(); ++i) {
    for (const Shift& shift : shuttles[i].shifts) {
      for (const Pause& pause : shift.pauses) pauses.push_back({ShuttleId{i}, pause});
    }
  }
  Group group = root.group("pauses");
  Rows rows{group, "pause", pauses.size(), "row number"};
  ids(rows, "shuttle", "whose driver pauses", [&](auto row) { return pauses[row].shuttle; });
  times(rows, "earliest", "the pause begins no earlier", [&](auto row) { return pauses[row].pause.earliest; });
  times(rows, "latest", "nor later", [&](auto row) { return pauses[row].pause.latest; });
  times(rows, "duration", "lasts so long", [&](auto row) { return pauses[row].pause.duration; });
}

void write_closures(Group& root, const ClosedRoads& closed) {
  if (closed.empty()) return;
  const auto& all = closed.all();
  Group group = root.group("closures");
  Rows rows{group, "closure", all.size(), "row number"};
  ids(rows, "edge", "which nobody may enter", [&](auto row) { return all[row].edge; });
  times(rows, "from", "closed from then on", [&](auto row) { return all[row].from; });
  times(rows, "until", "open again", [&](auto row) { return all[row].until; });
  times(rows, "announced", "known from then on", [&](auto row) { return all[row].announced; });
}

}  // namespace navette::hdf5
