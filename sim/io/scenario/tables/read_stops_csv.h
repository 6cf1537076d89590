#pragma once

#include <filesystem>
#include <vector>

#include "core/errors.h"
#include "engine/world/given_service.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {

/// Reads stops from a CSV file with the columns of GTFS's stops.txt: stop_id, stop_name, and stop_lon, stop_lat or lon,
/// lat; and perhaps pickup, dropoff (true or false): whether passengers may board and alight. Others are passed over;
/// of a GTFS file only stops and platforms count (location_type 0 or empty).
std::vector<GivenStop> read_stops_csv(const std::filesystem::path& file, InputErrors& errors);
std::vector<GivenStop> read_stops_csv(const CsvText& text, InputErrors& errors);

/// Reads courses between stops from a CSV file with the columns of GTFS's stop_times.txt: trip_id, stop_id,
/// stop_sequence, departure_time, and perhaps pickup_type, drop_off_type. Other columns are passed over. In order of
/// their first departure, then of the file.
std::vector<GivenCourse> read_stop_times_csv(const std::filesystem::path& file, const std::vector<GivenStop>& stops,
                                             InputErrors& errors);

}  // namespace navette
