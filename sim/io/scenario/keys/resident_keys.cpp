#include "io/scenario/keys/resident_keys.h"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <string>

namespace navette {
namespace {

using Residents = ResidentParameters;
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kDaySeconds = 86'400;

constexpr std::array<std::string_view, kFacilityKinds> kFacilities{
    "doctor",           "pharmacy",  "hospital",       "supermarket", "small_shop", "school",
    "secondary_school", "workplace", "administration", "leisure",     "market",     "station"};
constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 5> kSizes{"1", "2", "3", "4", "5+"};
constexpr std::array<std::string_view, 4> kCars{"0", "1", "2", "3"};
constexpr std::array<std::string_view, 24> kHours{"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",
                                                  "8",  "9",  "10", "11", "12", "13", "14", "15",
                                                  "16", "17", "18", "19", "20", "21", "22", "23"};

template <class Code, std::size_t n>
std::array<std::string_view, n> names_of() {
  std::array<std::string_view, n> names;
  for (std::size_t i = 0; i < n; ++i) names[i] = to_string(static_cast<Code>(i));
  return names;
}
const auto kAges = names_of<AgeBand, kAgeBands>();
const auto kAccess = names_of<CarAccess, kCarAccess>();
const auto kPurposes = names_of<ActivityPurpose, kActivityPurposes>();

template <class T>
PopulationParameters& owner(Residents& residents, T PopulationParameters::* /*member*/) {
  return residents.population;
}
template <class T>
DemandParameters& owner(Residents& residents, T DemandParameters::* /*member*/) {
  return residents.demand;
}
template <auto member>
double& number(Residents& residents) {
  return owner(residents, member).*member;
}
template <auto member>
double& in_row(Residents& residents, std::size_t i) {
  return (owner(residents, member).*member)[i];
}

template <std::size_t purpose>
NumbersField purposes_field(std::string_view path) {
  return {path,  kAges, 0,
          1'000, false, [](Residents& r, std::size_t i) -> double& { return r.demand.purposes[i][purpose]; }};
}

template <std::size_t purpose>
NumbersField profile_field(std::string_view path) {
  return {path,  kHours, 0,
          1'000, false,  [](Residents& r, std::size_t i) -> double& { return r.demand.departure_profile[purpose][i]; }};
}

NumberField share(std::string_view path, double& (*field)(Residents&)) {
  return {path, KeyKind::number, 0, 1, 1, false, field};
}
NumberField factor(std::string_view path, double low, double high, double& (*field)(Residents&)) {
  return {path, KeyKind::number, low, high, 1, false, field};
}
NumberField seconds(std::string_view path, double& (*field)(Residents&)) {
  return {path, KeyKind::duration, 0, kDaySeconds, 1, false, field};
}
NumberField hour(std::string_view path, double& (*field)(Residents&), double most = kDaySeconds) {
  return {path, KeyKind::duration, 0, most, 3'600, true, field};
}

// As a scenario would write it.
std::string shown_default(const NumberField& field, Residents& defaults) {
  const double value = field.field(defaults) * field.seconds;
  if (!field.time_of_day) return fmt::format("{}", value);
  return fmt::format("\"{:02}:{:02}\"", static_cast<int>(value) / 3'600, static_cast<int>(value) / 60 % 60);
}

std::string shown_default(const NumbersField& field, Residents& defaults) {
  std::string text;
  for (std::size_t i = 0; i < field.names.size(); ++i) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", field.field(defaults, i));
  }
  return "[" + text + "]";
}

std::string shown_market_days() {
  std::string text;
  const DemandParameters defaults;
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (defaults.market_days[i]) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", kWeekdays[i]);
  }
  return "[" + text + "]";
}

}  // namespace

std::span<const std::string_view> facility_kind_names() { return kFacilities; }
std::span<const std::string_view> weekday_names() { return kWeekdays; }

std::span<const NumberField> resident_number_fields() {
  static const std::vector<NumberField> fields{
      share("population.wheelchair_share", number<&PopulationParameters::wheelchair_share>),
      factor("population.inhabitants_per_dwelling", 0.1, 100, number<&PopulationParameters::inhabitants_per_dwelling>),
      factor("demand.saturday_factor", 0, 10, number<&DemandParameters::saturday_factor>),
      factor("demand.sunday_factor", 0, 10, number<&DemandParameters::sunday_factor>),
      factor("demand.detour_factor", 1, 10, number<&DemandParameters::detour_factor>),
      factor("demand.journey_speed", 1, 200, number<&DemandParameters::journey_speed>),
      seconds("demand.journey_allowance", number<&DemandParameters::journey_allowance>),
      share("demand.service_share", number<&DemandParameters::service_share>),
      factor("demand.level", 0, 1'000, number<&DemandParameters::level>),
      hour("demand.service_from", number<&DemandParameters::service_from>, 2 * kDaySeconds),
      hour("demand.service_until", number<&DemandParameters::service_until>, 2 * kDaySeconds),
      share("demand.booked_ahead", number<&DemandParameters::booked_ahead>),
      hour("demand.phone_from", number<&DemandParameters::phone_from>),
      hour("demand.phone_until", number<&DemandParameters::phone_until>),
      hour("demand.app_from", number<&DemandParameters::app_from>),
      hour("demand.app_until", number<&DemandParameters::app_until>),
      seconds("demand.lead_mean", number<&DemandParameters::lead_mean>),
      seconds("demand.lead_min", number<&DemandParameters::lead_min>),
      seconds("demand.lead_max", number<&DemandParameters::lead_max>),
      share("demand.return_at_once", number<&DemandParameters::return_at_once>),
      {"demand.wheelchair_boarding_time", KeyKind::duration, 0, 3'600, 1, false,
       number<&DemandParameters::wheelchair_boarding_time>},
  };
  return fields;
}

std::span<const NumbersField> resident_numbers_fields() {
  static const std::vector<NumbersField> fields{
      {"population.age_shares", kAges, 0, 1, true, in_row<&PopulationParameters::age_shares>},
      {"population.household_size_shares", kSizes, 0, 1, true, in_row<&PopulationParameters::household_size_shares>},
      {"population.licence_shares", kAges, 0, 1, false, in_row<&PopulationParameters::licence_shares>},
      {"population.cars_per_household", kCars, 0, 1, true, in_row<&PopulationParameters::cars_per_household>},
      {"population.impaired_shares", kAges, 0, 1, false, in_row<&PopulationParameters::impaired_shares>},
      {"demand.going_out", kAges, 0, 1, false, in_row<&DemandParameters::going_out>},
      {"demand.tours_per_day", kAges, 1, 4, false, in_row<&DemandParameters::tours_per_day>},
      {"demand.weekend_factor", kPurposes, 0, 100, false, in_row<&DemandParameters::weekend_factor>},
      {"demand.kind_shares", kFacilities, 0, 1'000, false, in_row<&DemandParameters::kind_shares>},
      {"demand.distance_decay", kPurposes, 100, 1'000'000, false, in_row<&DemandParameters::distance_decay>},
      {"demand.stay", kPurposes, 0.05, 24, false, in_row<&DemandParameters::stay>},
      {"demand.stay_spread", kPurposes, 0, 1, false, in_row<&DemandParameters::stay_spread>},
      {"demand.service_by_age", kAges, 0, 1'000, false, in_row<&DemandParameters::service_by_age>},
      {"demand.service_by_car", kAccess, 0, 1'000, false, in_row<&DemandParameters::service_by_car>},
      {"demand.service_by_purpose", kPurposes, 0, 1'000, false, in_row<&DemandParameters::service_by_purpose>},
      {"demand.phone_shares", kAges, 0, 1, false, in_row<&DemandParameters::phone_shares>},
      purposes_field<0>("demand.purposes.work"),
      purposes_field<1>("demand.purposes.school"),
      purposes_field<2>("demand.purposes.shopping"),
      purposes_field<3>("demand.purposes.health"),
      purposes_field<4>("demand.purposes.administration"),
      purposes_field<5>("demand.purposes.leisure"),
      purposes_field<6>("demand.purposes.market"),
      purposes_field<7>("demand.purposes.station"),
      profile_field<0>("demand.departure_profile.work"),
      profile_field<1>("demand.departure_profile.school"),
      profile_field<2>("demand.departure_profile.shopping"),
      profile_field<3>("demand.departure_profile.health"),
      profile_field<4>("demand.departure_profile.administration"),
      profile_field<5>("demand.departure_profile.leisure"),
      profile_field<6>("demand.departure_profile.market"),
      profile_field<7>("demand.departure_profile.station"),
  };
  return fields;
}

std::vector<ScenarioKey> resident_keys() {
  static const std::vector<std::string> defaults = [] {
    Residents residents;
    std::vector<std::string> all;
    for (const auto& field : resident_number_fields()) all.push_back(shown_default(field, residents));
    for (const auto& field : resident_numbers_fields()) all.push_back(shown_default(field, residents));
    all.push_back(shown_market_days());
    return all;
  }();
  std::vector<ScenarioKey> keys{
      {"population.census", KeyKind::path},
      {"population.polygons", KeyKind::path},
      {"population.age_pyramids", KeyKind::path},
      {"population.seed", KeyKind::whole, "1", 0, kInf},
      {"demand.buffer", KeyKind::number, "5000.0", 0, 100'000},
      {"demand.target_trips_per_day", KeyKind::number, "", 1, 1'000'000},
      {"demand.outside", KeyKind::destinations},
  };
  std::size_t next = 0;
  for (const auto& field : resident_number_fields()) {
    keys.push_back({field.path, field.kind, defaults[next++], field.low, field.high});
  }
  for (const auto& field : resident_numbers_fields()) {
    keys.push_back({.path = field.path,
                    .kind = KeyKind::named_numbers,
                    .default_value = defaults[next++],
                    .low = field.low,
                    .high = field.high,
                    .choices = field.names,
                    .sums_to_one = field.sums_to_one});
  }
  keys.push_back(
      {.path = "demand.market_days", .kind = KeyKind::names, .default_value = defaults[next], .choices = kWeekdays});
  return keys;
}

}  // namespace navette
