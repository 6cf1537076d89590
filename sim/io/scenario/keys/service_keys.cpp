#include "io/scenario/keys/service_keys.h"

#include <algorithm>
#include <array>

#include "io/scenario/keys/cost_keys.h"
#include "io/scenario/keys/resident_keys.h"

namespace navette {
namespace {

constexpr double kDaySeconds = 86'400;
constexpr double kWeek = 7 * kDaySeconds;  // [s]
constexpr std::size_t kLongestName = 40;

constexpr std::array<std::string_view, 4> kKinds{"door_to_door", "stop_based", "virtual_line", "hub_and_spoke"};
constexpr std::array<std::string_view, 3> kBookingTypes{"real_time", "same_day", "prior_days"};
constexpr std::array<std::string_view, 2> kWaysBack{"separate", "contract"};
constexpr std::array<std::string_view, 4> kStopSources{"given", "placed", "osm", "gtfs"};

}  // namespace

std::vector<ScenarioKey> fleet_keys() {
  return {
      {"fleet.size", KeyKind::whole, "", 1, 100'000},
      {"fleet.seats", KeyKind::whole, "8", 0, 200},
      {"fleet.wheelchairs", KeyKind::whole, "0", 0, 50},
      {"fleet.depots", KeyKind::places},
      {"fleet.shifts", KeyKind::shifts, R"([{start = "06:30", end = "20:00"}])"},
      {"fleet.shuttles", KeyKind::path},
      {"fleet.max_spread", KeyKind::duration, "inf", 0, kDaySeconds, true},
      {"fleet.max_continuous_driving", KeyKind::duration, "inf", 60, kDaySeconds, true},
  };
}

std::vector<ScenarioKey> service_keys() {
  return {
      {.path = "service.kind", .kind = KeyKind::text, .default_value = "\"door_to_door\"", .choices = kKinds},
      {"service.area", KeyKind::path},
      {"service.communes", KeyKind::texts},
      {"service.hours", KeyKind::hours},
      {.path = "service.days",
       .kind = KeyKind::names,
       .default_value = R"(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])",
       .choices = weekday_names()},
      {"service.max_wait_time", KeyKind::duration, "900", 0, kWeek},
      {"service.max_travel_time_alpha", KeyKind::number, "1.5", 1, 100},
      {"service.max_travel_time_beta", KeyKind::duration, "1200", 0, kWeek},
      {"service.max_absolute_detour", KeyKind::duration, "inf", 0, kWeek, true},
      {"service.max_detour_alpha", KeyKind::number, "inf", 1, 100, true},
      {"service.max_detour_beta", KeyKind::duration, "0", 0, kWeek},
      {"service.minimum_allowed_detour", KeyKind::duration, "0", 0, kWeek},
      {"service.max_allowed_pickup_delay", KeyKind::duration, "inf", 0, kWeek, true},
      {"service.late_diversion_threshold", KeyKind::duration, "0", 0, kWeek},
      {"service.stop_duration", KeyKind::duration, "60", 0, 3'600},
      {"service.taxi_above", KeyKind::duration, "", 0, kDaySeconds, true},
      {"service.fare", KeyKind::number, "", 0, 1e6},
      {.path = "service.fare_by_age", .kind = KeyKind::named_numbers, .low = 0, .high = 1, .choices = age_names()},
      {"service.fare_impaired", KeyKind::number, "", 0, 1},
      {.path = "service.booking_type",
       .kind = KeyKind::text,
       .default_value = "\"real_time\"",
       .choices = kBookingTypes},
      {"service.prior_notice_duration_min", KeyKind::duration, "0", 0, 52 * kWeek},
      {"service.prior_notice_duration_max", KeyKind::duration, "inf", 0, 52 * kWeek, true},
      {"service.prior_notice_last_day", KeyKind::whole, "1", 1, 366},
      {"service.prior_notice_last_time", KeyKind::duration, "\"24:00\"", 0, kDaySeconds},
      {"service.prior_notice_start_day", KeyKind::whole, "", 0, 366},
      {"service.prior_notice_start_time", KeyKind::duration, "\"00:00\"", 0, kDaySeconds},
      {.path = "service.way_back", .kind = KeyKind::text, .default_value = "\"separate\"", .choices = kWaysBack},
      {"service.stops", KeyKind::stops},
      {.path = "service.stop_source", .kind = KeyKind::text, .default_value = "\"given\"", .choices = kStopSources},
      {"service.gtfs", KeyKind::path},
      {"service.gtfs_routes", KeyKind::texts},
      {"service.stop_spacing", KeyKind::number, "400.0", 50, 50'000},
      {"service.max_walk_distance", KeyKind::number, "500.0", 1, 20'000},
      {"service.walking_speed", KeyKind::number, "1.1", 0.1, 5},
      {"service.walking_detour_factor", KeyKind::number, "1.3", 1, 10},
      {"service.courses", KeyKind::courses},
      {"service.max_course_delay", KeyKind::duration, "300", 0, kDaySeconds},
      {"service.hubs", KeyKind::hubs},
  };
}

const ScenarioKey& service_order_key() {
  static const ScenarioKey kKey{"services.NAME.order", KeyKind::whole, "", 1, 1'000};
  return kKey;
}

std::optional<std::string> common_path(std::string_view path) {
  static constexpr std::string_view kServices = "services.";
  if (path.substr(0, kServices.size()) != kServices) return {};
  const auto dot = path.find('.', kServices.size());
  if (dot == std::string_view::npos) return {};
  const std::string_view rest = path.substr(dot + 1);
  if (rest == "fleet" || rest.substr(0, 6) == "fleet.") return std::string{rest};
  return "service." + std::string{rest};
}

bool is_service_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace navette
