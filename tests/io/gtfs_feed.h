#pragma once

#include <zip.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

namespace navette {

// Three stops in a row and a fourth of no trip, one route, two trips a weekday and one on Saturdays.
inline std::map<std::string, std::string> small_feed() {
  return {{"stops.txt",
           "stop_name,stop_id,stop_lat,stop_lon,location_type\n\"Mill, upper\",M,43.6,2.1,\nChurch,C,43.7,2.2,0\n"
           "Station,S,43.8,2.3,0\nElsewhere,E,43.9,2.4,0\nArea,A,43.9,2.4,1\n"},
          {"routes.txt", "route_id,agency_id,route_short_name,route_type\nr1,a,12,3\nr2,a,13,3\n"},
          {"trips.txt", "service_id,trip_id,route_id\nweek,t1,r1\nweek,t2,r1\nsaturday,t3,r1\nweek,other,r2\n"},
          {"stop_times.txt",
           "trip_id,stop_id,stop_sequence,arrival_time,departure_time\n"
           "t2,S,9,17:20:00,17:21:00\nt2,C,5,,\nt2,M,2,17:00:00,17:00:00\n"
           "t1,M,1,8:00:00,8:00:00\nt1,C,2,8:10:00,8:10:00\nt1,S,3,08:20:00,08:20:00\n"
           "t3,M,1,09:00:00,09:00:00\nt3,S,2,09:30:00,09:30:00\n"
           "other,M,1,07:00:00,07:00:00\nother,E,2,07:30:00,07:30:00\n"},
          {"calendar.txt",
           "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
           "week,1,1,1,1,1,0,0,20260101,20260228\nsaturday,0,0,0,0,0,1,0,20260101,20260228\n"},
          {"calendar_dates.txt", "service_id,date,exception_type\nweek,20260106,2\nsaturday,20260106,1\n"}};
}

inline void write_zip(const std::filesystem::path& file, const std::map<std::string, std::string>& entries) {
  int code = 0;
  zip_t* zip = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  if (zip == nullptr) throw std::runtime_error{"no zip"};
  for (const auto& [name, bytes] : entries) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), 0);
  }
  if (zip_close(zip) != 0) throw std::runtime_error{"no zip"};
}

}  // namespace navette
