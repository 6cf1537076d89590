#include "io/scenario/keys/resident_keys.h"

#include <fmt/format.h>

#include "core/key_names.h"

namespace navette {
namespace {

constexpr double kDaySeconds = 86'400;
constexpr std::string_view kRequestsMissing =
    "nobody asks for anything while demand.synthetic is false; name a requests.csv with the trips people ask for, here "
    "or by --set demand.requests=FILE";

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
const std::array<std::string_view, n>& names_of() {
  static const auto kNames = [] {
    std::array<std::string_view, n> names;
    for (std::size_t i = 0; i < n; ++i) names[i] = to_string(static_cast<Code>(i));
    return names;
  }();
  return kNames;
}

std::span<const std::string_view> purpose_names() { return names_of<ActivityPurpose, kActivityPurposes>(); }

Allowed by_age(double low, double high) { return numbers_by("age", age_names(), low, high); }
Allowed by_purpose(double low, double high, std::string_view unit = {}) {
  return numbers_by("purpose", purpose_names(), low, high, unit);
}
constexpr Allowed brief(double low, double high, std::string_view unit = {}) {
  return {.low = low, .high = high, .unit = unit, .brief = true};
}

using Row = KeyRow<DemandParameters>;

// The weights of purposes are stored by age band, but written by purpose.
Row weights_of_purpose(std::size_t purpose) {
  const std::string_view name = purpose_names()[purpose];
  return Row::scattered(
      fmt::format("demand.purposes.{}", name),
      [purpose](DemandParameters& demand, std::size_t age) -> double& { return demand.purposes[age][purpose]; },
      by_age(0, 1'000), fmt::format("weight of tours to {}, by age", name));
}

Row departures_of_purpose(std::size_t purpose) {
  const std::string_view name = purpose_names()[purpose];
  return Row::scattered(
      fmt::format("demand.departure_profile.{}", name),
      [purpose](DemandParameters& demand, std::size_t hour) -> double& {
        return demand.departure_profile[purpose][hour];
      },
      numbers_by("hour", kHours, 0, 1'000), fmt::format("weight of each hour of leaving home to {}, from 0:00", name));
}

KeyRows<DemandParameters> rows_of_demand() {
  using P = DemandParameters;
  KeyRows<P> rows{
      Row{"demand.saturday_factor", &P::saturday_factor, brief(0, 10), "on `demand.going_out`, on Saturdays"},
      Row{"demand.sunday_factor", &P::sunday_factor, brief(0, 10), "on `demand.going_out`, on Sundays"},
      Row{"demand.detour_factor", &P::detour_factor, brief(1, 10),
          "road over crow-fly distance, as residents plan their day"},
      Row{"demand.journey_speed", &P::journey_speed, brief(1, 200, "km/h"),
          "by any means, as residents plan their day"},
      Row{"demand.journey_allowance", &P::journey_allowance, counted_seconds(0, kDaySeconds),
          "added to each planned journey: waiting, parking, detours"},
      Row{key::demand_service_share, &P::service_share, share(),
          "of all trips, before the factors: the share that asks for the service"},
      Row{key::demand_target_trips_per_day, &P::target_trips_per_day, from_to(1, 1'000'000),
          "requests on a mean weekday (a way out and a way back are two) at level 1: calibrates "
          "`demand.service_share`, in place of it ([how](demand.md#how-many-ask))"},
      Row{"demand.level", &P::level, brief(0, 1'000), "scales `demand.service_share`: 2 for twice the requests"},
      Row{key::demand_service_from, &P::service_from, hours_of_day(2 * kDaySeconds),
          "tours that leave home before are not asked for. Where services have hours and this is left out: [their "
          "hours](demand.md#hours-that-residents-know)"},
      Row{key::demand_service_until, &P::service_until, hours_of_day(2 * kDaySeconds),
          "nor are tours whose way back leaves later. Where services have hours and this is left out: their hours"},
      Row{"demand.booked_ahead", &P::booked_ahead, share(), "share of requests made the day before"},
      Row{key::demand_phone_from, &P::phone_from, hours_of_day(kDaySeconds), "from when the phone is answered"},
      Row{key::demand_phone_until, &P::phone_until, hours_of_day(kDaySeconds), "until when the phone is answered"},
      Row{key::demand_app_from, &P::app_from, hours_of_day(kDaySeconds),
          "from when people book for the next day in the app"},
      Row{key::demand_app_until, &P::app_until, hours_of_day(kDaySeconds),
          "until when people book for the next day in the app"},
      Row{"demand.lead_mean", &P::lead_mean, counted_seconds(0, kDaySeconds),
          "from asking to leaving home, on the same day; a mean"},
      Row{key::demand_lead_min, &P::lead_min, counted_seconds(0, kDaySeconds),
          "the least time from asking to leaving home, on the same day"},
      Row{key::demand_lead_max, &P::lead_max, counted_seconds(0, kDaySeconds),
          "the most time from asking to leaving home, on the same day"},
      Row{"demand.return_at_once", &P::return_at_once, share(),
          "share of same-day tours whose way back is asked for with the way out"},
      Row{"demand.wheelchair_boarding_time", &P::wheelchair_boarding_time, counted_seconds(0, 3'600),
          "to get in or out in a wheelchair"},
      Row{"demand.going_out", &P::going_out, by_age(0, 1), "who goes out on a weekday, by age"},
      Row{"demand.tours_per_day", &P::tours_per_day, by_age(1, 4),
          "of those who go out, by age; a tour leaves home and comes back"},
      Row{"demand.weekend_factor", &P::weekend_factor, by_purpose(0, 100),
          "on the purposes of Saturday and Sunday, by purpose"},
      Row{"demand.kind_shares", &P::kind_shares, numbers_by("kind", facility_kind_names(), 0, 1'000),
          "weights of the kinds of facility within a purpose; kinds that the map lacks drop out"},
      Row{"demand.distance_decay", &P::distance_decay, by_purpose(100, 1'000'000, "m"),
          "by purpose: a destination this much farther is chosen e times less often"},
      Row{"demand.stay", &P::stay, by_purpose(0.05, 24, "h"),
          "mean time spent at a destination, by purpose; in hours, not seconds"},
      Row{"demand.stay_spread", &P::stay_spread, by_purpose(0, 1),
          "by purpose, the share of the stay that varies; the rest is its least length"},
      Row{"demand.service_by_age", &P::service_by_age, by_age(0, 1'000), "factors on `demand.service_share`, by age"},
      Row{"demand.service_by_car", &P::service_by_car, numbers_by("access", access_names(), 0, 1'000),
          "factors on `demand.service_share`, by access to a car"},
      Row{"demand.service_by_purpose", &P::service_by_purpose, by_purpose(0, 1'000),
          "factors on `demand.service_share`, by purpose"},
      Row{"demand.phone_shares", &P::phone_shares, by_age(0, 1), "share of requests made by phone, by age"},
      Row{"demand.market_days", &P::market_days, one_of(weekday_names()), "days on which people go to market"},
      Row{key::demand_outside, &P::outside,
          "places outside the territory that residents travel to, such as the hospital 40 km away. `lon`, `lat`: where "
          "the shuttle brings them, on a road of the map; kinds as above, sizes in the units of "
          "[map-data.md](map-data.md)"}
          .restricted("size above 0, default 1"),
  };
  for (std::size_t i = 0; i < kActivityPurposes; ++i) rows.push_back(weights_of_purpose(i));
  for (std::size_t i = 0; i < kActivityPurposes; ++i) rows.push_back(departures_of_purpose(i));
  return rows;
}

}  // namespace

std::span<const std::string_view> facility_kind_names() { return kFacilities; }
std::span<const std::string_view> weekday_names() { return kWeekdays; }
std::span<const std::string_view> age_names() { return names_of<AgeBand, kAgeBands>(); }
std::span<const std::string_view> access_names() { return names_of<CarAccess, kCarAccess>(); }

const KeyRows<PopulationParameters>& population_rows() {
  using P = PopulationParameters;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row::apart(key::population_census, KeyKind::path,
                 "inhabitants per commune or town: a [census CSV](#census-files). Left out: `population` tags and "
                 "buildings of the map"),
      Row::apart(
          key::population_polygons, KeyKind::path,
          "outlines of communes: a [GeoJSON](#polygons). Left out: the map's own boundaries, else names of places"),
      Row::apart(key::population_age_pyramids, KeyKind::path,
                 "inhabitants by year of age: a [CSV](#age-pyramids); where it has a commune, it goes before "
                 "`population.age_shares`"),
      Row{"population.seed", &P::seed, at_least(0),
          "of who lives where; days, policies and `run.seed` change nothing in it"},
      Row{key::population_wheelchair_share, &P::wheelchair_share, share(),
          "of the impaired, who travel in a wheelchair"},
      Row{key::population_inhabitants_per_dwelling, &P::inhabitants_per_dwelling, brief(0.1, 100),
          "where only buildings tell how many live there"},
      Row{key::population_age_shares, &P::age_shares, by_age(0, 1), "of inhabitants, by age"}.sums_to_one(),
      Row{key::population_household_size_shares, &P::household_size_shares, numbers_by("size", kSizes, 0, 1),
          "of households of 1, 2, 3, 4 and 5 or more"}
          .sums_to_one(),
      Row{key::population_licence_shares, &P::licence_shares, by_age(0, 1), "who drives, by age"},
      Row{key::population_cars_per_household, &P::cars_per_household, numbers_by("cars", kCars, 0, 1),
          "of households with 0, 1, 2 and 3 cars"}
          .sums_to_one(),
      Row{key::population_impaired_shares, &P::impaired_shares, by_age(0, 1), "who walks badly or not at all, by age"},
  };
  return kRows;
}

const KeyRows<Scenario>& demand_source_rows() {
  using P = Scenario;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row::apart(key::demand_requests, KeyKind::path, "given demand: a [requests.csv](#requestscsv)")
          .required(kRequestsMissing),
      Row::apart(key::demand_synthetic, KeyKind::boolean, "residents ask for trips")
          .left_out("true, or false beside `demand.requests`"),
      Row{key::demand_buffer, &P::buffer, from_to(0, 100'000, "m"),
          "around `territory.area`: residents who live farther away are left out"},
  };
  return kRows;
}

const KeyRows<DemandParameters>& demand_rows() {
  static const KeyRows<DemandParameters> kRows = rows_of_demand();
  return kRows;
}

}  // namespace navette
