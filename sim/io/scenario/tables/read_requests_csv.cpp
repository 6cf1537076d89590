#include "io/scenario/tables/read_requests_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>

#include "io/scenario/parse_time.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

enum Column : std::size_t {
  request_id,
  submitted_at,
  earliest_departure,
  origin_lon,
  origin_lat,
  destination_lon,
  destination_lat,
  latest_arrival,
  party_size,
  wheelchairs,
  boarding_time,
  resident_id,
  channel,
  service,
  contract
};

constexpr std::array<CsvColumn, 15> kColumns{{{"request_id", true},
                                              {"submitted_at", true},
                                              {"earliest_departure", true},
                                              {"origin_lon", true},
                                              {"origin_lat", true},
                                              {"destination_lon", true},
                                              {"destination_lat", true},
                                              {"latest_arrival", false},
                                              {"party_size", false},
                                              {"wheelchairs", false},
                                              {"boarding_time", false},
                                              {"resident_id", false},
                                              {"channel", false},
                                              {"service", false},
                                              {"contract", false}}};

constexpr Milliseconds kLongestBoarding{3'600'000};

Coordinate read_place(CsvRow& row, Column lon_column, Column lat_column) {
  double lon = 0;
  double lat = 0;
  row.read_degrees(lon_column, 180, lon);
  row.read_degrees(lat_column, 90, lat);
  return Coordinate::from_degrees(lon, lat);
}

GivenRequest read_fields(CsvRow& row) {
  GivenRequest request;
  row.read_name(request_id, request.name);
  row.read_time(submitted_at, request.submitted_at);
  row.read_time(earliest_departure, request.earliest_departure);
  request.origin = read_place(row, origin_lon, origin_lat);
  request.destination = read_place(row, destination_lon, destination_lat);
  row.read_time(latest_arrival, request.latest_arrival);
  std::int64_t people = 1;
  std::int64_t chairs = 0;
  row.read_whole(party_size, 1, 1'000, people);
  row.read_whole(wheelchairs, 0, 1'000, chairs);
  request.party_size = static_cast<int>(people);
  request.wheelchairs = static_cast<int>(chairs);
  if (!row.text(boarding_time).empty()) {
    Milliseconds time;
    row.read_time(boarding_time, time);
    if (time < Milliseconds{0} || time > kLongestBoarding) {
      row.complain(
          fmt::format("boarding_time must be from 0 to 3600 seconds, found {}", shown_text(row.text(boarding_time))));
    }
    request.boarding_time = time;
  }
  row.read_whole(resident_id, 0, std::numeric_limits<std::int32_t>::max(), request.resident);
  const std::string_view way = row.text(channel);
  if (!way.empty() && way != "app" && way != "phone") {
    row.complain(fmt::format("channel must be app or phone, found {}", shown_text(way)));
  }
  request.by_phone = way == "phone";
  request.service = std::string{row.text(service)};
  request.contract = std::string{row.text(contract)};
  return request;
}

void check_service(const GivenRequest& request, const std::vector<std::string>& services, CsvRow& row) {
  const std::string& asked = request.service;
  if (asked.empty() || std::find(services.begin(), services.end(), asked) != services.end()) return;
  std::string names;
  for (const std::string& name : services) names += (names.empty() ? "" : ", ") + name;
  row.complain(fmt::format("service must be empty or the name of a service ({}), found {}", names, shown_text(asked)));
}

void check_sense(const GivenRequest& request, CsvRow& row) {
  if (request.earliest_departure < request.submitted_at) {
    row.complain(fmt::format("earliest_departure must not be before submitted_at ({}), found {}",
                             shown_time(request.submitted_at), shown_time(request.earliest_departure)));
  }
  if (request.latest_arrival <= request.earliest_departure) {
    row.complain(fmt::format("latest_arrival must be after earliest_departure ({}), found {}",
                             shown_time(request.earliest_departure), shown_time(request.latest_arrival)));
  }
  if (request.wheelchairs > request.party_size) {
    row.complain(
        fmt::format("wheelchairs must be at most party_size ({}), found {}", request.party_size, request.wheelchairs));
  }
}

std::string capacity_of(const std::vector<GivenShuttle>& shuttles) {
  const auto largest = *std::max_element(shuttles.begin(), shuttles.end(), [](const auto& a, const auto& b) {
    return std::pair{a.seats + a.wheelchairs, a.seats} < std::pair{b.seats + b.wheelchairs, b.seats};
  });
  return fmt::format("the largest has {} seats and {} wheelchair places", largest.seats, largest.wheelchairs);
}

}  // namespace

bool fits_some_shuttle(const GivenRequest& request, const std::vector<GivenShuttle>& shuttles) {
  return std::any_of(shuttles.begin(), shuttles.end(), [&request](const GivenShuttle& shuttle) {
    return request.party_size - request.wheelchairs <= shuttle.seats && request.wheelchairs <= shuttle.wheelchairs;
  });
}

std::vector<GivenRequest> read_requests_csv(const std::filesystem::path& file,
                                            const std::vector<GivenShuttle>& shuttles, InputErrors& errors,
                                            const std::vector<std::string>& services) {
  CsvErrors wrong{file.string()};
  std::vector<GivenRequest> requests;
  std::unordered_map<std::string, int> line_of;
  std::unordered_map<std::string, int> trips_of;  // by contract
  read_csv(file, kColumns, wrong, [&](CsvRow& row) {
    GivenRequest request = read_fields(row);
    check_service(request, services, row);
    if (row.good()) check_sense(request, row);
    if (!request.name.empty()) {
      const auto [first, is_new] = line_of.emplace(request.name, row.line());
      if (!is_new) {
        row.complain(fmt::format("request_id {} stands already in line {}", shown_text(request.name), first->second));
      }
    }
    if (row.good() && !shuttles.empty() && !fits_some_shuttle(request, shuttles)) {
      row.complain(fmt::format("a party of {} with {} wheelchairs (request_id {}) fits into no shuttle; {}",
                               request.party_size, request.wheelchairs, shown_text(request.name),
                               capacity_of(shuttles)));
    }
    if (!request.contract.empty() && ++trips_of[request.contract] > 2) {
      row.complain(
          fmt::format("contract {} has a third trip; it is a way out and a way back", shown_text(request.contract)));
    }
    requests.push_back(std::move(request));
  });
  wrong.move_to(errors);
  std::stable_sort(requests.begin(), requests.end(),
                   [](const auto& a, const auto& b) { return a.submitted_at < b.submitted_at; });
  return requests;
}

}  // namespace navette
