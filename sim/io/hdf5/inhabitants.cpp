#include "core/key_names.h"
#include "demand/travel/demand_parameters.h"
#include "io/hdf5/columns.h"
#include "io/hdf5/tables.h"
#include "io/scenario/keys/resident_keys.h"

#include <fmt/format.h>

#include <string>

namespace navette::hdf5 {
namespace {

constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};

template <std::size_t n, class Code>
std::array<std::string_view, n> names_of_codes() {
  std::array<std::string_view, n> names;
  for (std::size_t code = 0; code < n; ++code) names[code] = to_string(static_cast<Code>(code));
  return names;
}

void write_communes(Group& root, const Inhabitants& inhabitants) {
  const auto& fits = inhabitants.report().fits;
  const Population& people = inhabitants.population();
  Group group = root.group("communes");
  Rows rows{group, "commune", people.commune_name.size(), "row number"};
  rows.strings({.name = "name", .units = "", .long_name = "of the commune, town or remaining area"},
               people.commune_name);
  rows.strings({.name = "code", .units = "", .long_name = "INSEE or the like; may be empty"}, people.commune_code);
  rows.column<std::int32_t>(
      {.name = "asked", .units = "1", .long_name = "inhabitants by the census or the map", .missing = kNoRow},
      [&](std::size_t row) { return fits[row].asked; });
  numbers<std::int32_t>(rows, "made", "1", "residents made", [&](auto row) { return fits[row].made; });
  rows.column<double>({.name = "largest_age_gap",
                       .units = "1",
                       .long_name = "largest difference, over age bands, of the share made from the share asked"},
                      [&](std::size_t row) { return fits[row].largest_age_gap; });
  numbers<std::int32_t>(rows, "buildings", "1", "dwellings were found in",
                        [&](auto row) { return fits[row].buildings; });
  codes(rows, "elsewhere", "a census was given, but neither it nor the map tells how many live here", {0, kNoYes},
        [&](auto row) { return people.elsewhere[row]; });
  numbers<std::int32_t>(rows, "households", "1", "households made",
                        [&](auto row) { return sum_of(fits[row].households); });
  rows.column<double>({.name = "largest_size_gap",
                       .units = "1",
                       .long_name = "largest difference, over household sizes, of the share made from the share asked"},
                      [&](std::size_t row) { return fits[row].largest_size_gap; });
  for (std::size_t size = 0; size < kHouseholdSizes; ++size) {
    const std::string persons = fmt::format("{} {}", size + 1,
                                            size == 0                    ? "person"
                                            : size + 1 < kHouseholdSizes ? "persons"
                                                                         : "persons and more");
    rows.column<double>(
        {.name = fmt::format("households_of_{}_asked", size + 1),
         .units = "1",
         .long_name = fmt::format("households of {} by {}", persons, key::population_household_size_shares)},
        [&](std::size_t row) {
          return inhabitants.report().size_shares[size] * static_cast<double>(sum_of(fits[row].households));
        });
    numbers<std::int32_t>(rows, fmt::format("households_of_{}_made", size + 1), "1",
                          fmt::format("households of {} made", persons),
                          [&](auto row) { return fits[row].households[size]; });
  }
}

}  // namespace

void write_inhabitants(Group& root, const Inhabitants& inhabitants) {
  write_communes(root, inhabitants);
  const Population& people = inhabitants.population();
  const auto home = [&](std::size_t row) { return static_cast<std::size_t>(people.household[row]); };
  Group group = root.group("residents");
  Rows rows{group, "resident", people.resident_count(), "row number"};
  numbers<std::int32_t>(rows, "household", "1", "whom the resident lives with",
                        [&](auto row) { return people.household[row]; });
  const auto ages = names_of_codes<kAgeBands, AgeBand>();
  codes(rows, "age_band", "years of age", {0, ages}, [&](auto row) { return people.age_band[row]; });
  codes(rows, "licence", "has a driving licence", {0, kNoYes}, [&](auto row) { return people.licence[row]; });
  const auto cars = names_of_codes<kCarAccess, CarAccess>();
  codes(rows, "car_access", "can take a car", {0, cars}, [&](auto row) { return people.car_access[row]; });
  codes(rows, "impaired", "walks badly or not at all", {0, kNoYes}, [&](auto row) { return people.impaired[row]; });
  codes(rows, "wheelchair", "travels in a wheelchair", {0, kNoYes}, [&](auto row) { return people.wheelchair[row]; });
  numbers<std::int16_t>(rows, "commune", "1", "row in /communes", [&](auto row) { return people.commune[home(row)]; });
  coordinates(rows, "home_", "home", [&](auto row) { return people.home[home(row)]; });
  locations(rows, "home_", "home on the road", true, [&](auto row) { return people.home_road[home(row)]; });
}

void write_facilities(Group& root, const std::vector<Destination>& places) {
  Group group = root.group("facilities");
  Rows rows{group, "facility", places.size(), "row number"};
  codes(rows, "kind", "what is there", {0, facility_kind_names()}, [&](auto row) { return places[row].kind; });
  rows.column<double>({.name = "size", .units = "1", .long_name = "attraction relative to others of its kind"},
                      [&](std::size_t row) { return places[row].size; });
  codes(rows, "outside", fmt::format("outside the territory: {}", key::demand_outside), {0, kNoYes},
        [&](auto row) { return places[row].outside ? 1 : 0; });
  coordinates(rows, "", "place", [&](auto row) { return places[row].place; });
  locations(rows, "", "place on the road", true, [&](auto row) { return places[row].road; });
}

void write_travel(Group& root, std::span<const TravelCounts> days) {
  Group group = root.group("travel");
  Rows rows{group, "row", days.size() * kAgeBands, "row number"};
  const auto day = [&](std::size_t row) -> const TravelCounts& { return days[row / kAgeBands]; };
  numbers<std::int32_t>(rows, "day", "1", "day of the run, from 0", [&](auto row) { return row / kAgeBands; });
  const auto ages = names_of_codes<kAgeBands, AgeBand>();
  codes(rows, "age_band", "years of age", {0, ages}, [&](auto row) { return row % kAgeBands; });
  numbers<std::int64_t>(rows, "residents", "1", "of that age",
                        [&](auto row) { return day(row).residents[row % kAgeBands]; });
  numbers<std::int64_t>(rows, "went_out", "1", "of them left home that day",
                        [&](auto row) { return day(row).went_out[row % kAgeBands]; });
  numbers<std::int64_t>(rows, "trips", "1", "they made, by any means of transport",
                        [&](auto row) { return day(row).trips[row % kAgeBands]; });
}

void write_earlier_requests(Group& root, std::span<const TripRequest> requests) {
  std::vector<const TripRequest*> on_road;  // of the others nothing is learned
  for (const TripRequest& asked : requests) {
    if (asked.origin.valid() && asked.destination.valid()) on_road.push_back(&asked);
  }
  Group group = root.group("earlier_requests");
  Rows rows{group, "earlier_request", on_road.size(), "row number"};
  times(rows, "earliest_departure", "time from which the passenger was ready: before day 0",
        [&](auto row) { return on_road[row]->earliest_departure; });
  locations(rows, "origin_", "origin on the road", false, [&](auto row) { return on_road[row]->origin; });
  locations(rows, "destination_", "destination on the road", false,
            [&](auto row) { return on_road[row]->destination; });
}

}  // namespace navette::hdf5
