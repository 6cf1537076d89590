#include "demand/travel/demand_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "core/errors.h"
#include "core/key_names.h"
#include "demand/travel/ask_service.h"
#include "demand/travel/calibrate_share.h"
#include "demand/travel/check_demand_parameters.h"
#include "demand/travel/day_rates.h"
#include "demand/travel/destination_choice.h"
#include "demand/travel/kind_choice.h"
#include "demand/travel/time_plan.h"

namespace navette {
namespace {

// Of the draw by which target_trips_per_day is met; any number would do.
constexpr std::uint64_t kCalibrationSeed = 0x6e61766574746521;
constexpr int kWeekdays = 5;

constexpr std::size_t kBlock = 8'192;  // residents drawn by one thread at a time

// Every tour has its own streams, so that a change to one tour moves no draw of another.
std::uint32_t agent_of(std::uint32_t resident, int drawn) {
  return resident * kMostTours + static_cast<std::uint32_t>(drawn);
}

const std::vector<Destination>& checked(const std::vector<Destination>& destinations,
                                        const DemandParameters& parameters) {
  check_demand_parameters(parameters, destinations);
  return destinations;
}

std::array<bool, kFacilityKinds> kinds_of(const DestinationChoice& choice) {
  std::array<bool, kFacilityKinds> there_is{};
  for (std::size_t kind = 0; kind < kFacilityKinds; ++kind)
    there_is[kind] = choice.has(static_cast<FacilityKind>(kind));
  return there_is;
}

template <std::size_t... weekday>
std::array<DayRates, 7> rates_of_week(const DemandParameters& parameters,
                                      const std::array<bool, kActivityPurposes>& available,
                                      std::index_sequence<weekday...> /*all*/) {
  return {DayRates{parameters, available, static_cast<int>(weekday)}...};
}

void add(TravelCounts& sum, const TravelCounts& part) {
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    sum.residents[band] += part.residents[band];
    sum.went_out[band] += part.went_out[band];
    sum.trips[band] += part.trips[band];
  }
  for (std::size_t p = 0; p < kActivityPurposes; ++p) sum.tours[p] += part.tours[p];
  sum.asked_service += part.asked_service;
}

}  // namespace

struct DemandModel::Tables {
  Tables(const Population& people, std::vector<Destination> places, const DemandParameters& parameters,
         std::chrono::sys_days first)
      : population{people},
        destinations{std::move(places)},
        choice{population.home, checked(destinations, parameters), parameters},
        kinds{parameters, kinds_of(choice)},
        rates{rates_of_week(parameters, kinds.available(), std::make_index_sequence<7>{})},
        times{parameters},
        service{parameters},
        first_day{first},
        share{parameters.service_share} {
    if (parameters.target_trips_per_day) calibrate(*parameters.target_trips_per_day);
  }

  void calibrate(double target);
  /// The weights of a resident's tours that might ask, in the hours of the service; appended.
  void weigh_tours(int weekday, std::uint32_t resident, std::vector<double>& weights) const;
  /// Where and when, of all tours of a resident's day, as they follow each other.
  [[nodiscard]] std::vector<PlannedTour> planned(std::uint64_t seed, int day, std::uint32_t resident,
                                                 const DayOut& out) const;

  [[nodiscard]] const DayRates& rates_of(int day) const {
    const std::chrono::weekday weekday{first_day + std::chrono::days{day}};
    return rates[weekday.iso_encoding() - 1];
  }
  void draw_resident(std::uint64_t seed, int day, std::uint32_t resident, TravelCounts& counts,
                     std::vector<TripRequest>& requests) const;
  /// Where and when, of a resident of whom some tour asks for the service.
  void request_tours(std::uint64_t seed, int day, std::uint32_t resident, const DayOut& out, TravelCounts& counts,
                     std::vector<TripRequest>& requests) const;

  const Population& population;
  std::vector<Destination> destinations;
  DestinationChoice choice;
  KindChoice kinds;
  std::array<DayRates, 7> rates;  // Monday first
  TimePlan times;
  AskService service;
  std::chrono::sys_days first_day;
  double share;  // that asks, before level and factors
};

void DemandModel::Tables::draw_resident(std::uint64_t seed, int day, std::uint32_t resident, TravelCounts& counts,
                                        std::vector<TripRequest>& requests) const {
  const AgeBand band = population.age_band[resident];
  RandomStream stream{seed, Purpose::travel_day, resident, day};
  const DayOut out = rates_of(day).draw(band, stream);
  const auto row = static_cast<std::size_t>(band);
  ++counts.residents[row];
  if (out.tours == 0) return;
  ++counts.went_out[row];
  counts.trips[row] += std::int64_t{2} * out.tours;
  bool any = false;
  for (std::size_t k = 0; k < static_cast<std::size_t>(out.tours); ++k) {
    ++counts.tours[static_cast<std::size_t>(out.purpose[k])];
    any = any || service.asks(band, population.car_access[resident], out.purpose[k], out.asks[k]);
  }
  if (any) request_tours(seed, day, resident, out, counts, requests);
}

std::vector<PlannedTour> DemandModel::Tables::planned(std::uint64_t seed, int day, std::uint32_t resident,
                                                      const DayOut& out) const {
  const AgeBand band = population.age_band[resident];
  const Coordinate home = population.home[static_cast<std::size_t>(population.household[resident])];
  std::vector<PlannedTour> tours(static_cast<std::size_t>(out.tours));
  for (int k = 0; k < out.tours; ++k) {
    PlannedTour& tour = tours[static_cast<std::size_t>(k)];
    tour.drawn = k;
    tour.purpose = out.purpose[static_cast<std::size_t>(k)];
    RandomStream where{seed, Purpose::tour_destination, agent_of(resident, k), day};
    tour.destination = choice.choose(home, kinds.choose(tour.purpose, band, where), where);
    tour.journey = times.journey(distance(home, destinations[static_cast<std::size_t>(tour.destination)].place));
    RandomStream when{seed, Purpose::tour_times, agent_of(resident, k), day};
    times.draw(tour, when);
  }
  TimePlan::fit(tours);
  return tours;
}

void DemandModel::Tables::request_tours(std::uint64_t seed, int day, std::uint32_t resident, const DayOut& out,
                                        TravelCounts& counts, std::vector<TripRequest>& requests) const {
  const AgeBand band = population.age_band[resident];
  const std::vector<PlannedTour> tours = planned(seed, day, resident, out);
  for (int rank = 0; rank < out.tours; ++rank) {
    const PlannedTour& tour = tours[static_cast<std::size_t>(rank)];
    const std::uint32_t number = out.asks[static_cast<std::size_t>(tour.drawn)];
    if (!service.asks(band, population.car_access[resident], tour.purpose, number) || !service.in_hours(tour)) continue;
    RandomStream how{seed, Purpose::tour_request, agent_of(resident, tour.drawn), day};
    const Destination& destination = destinations[static_cast<std::size_t>(tour.destination)];
    service.request(population, resident, day, rank, tour, destination, how, requests);
    counts.asked_service += 2;
  }
}

void DemandModel::Tables::weigh_tours(int weekday, std::uint32_t resident, std::vector<double>& weights) const {
  const AgeBand band = population.age_band[resident];
  const CarAccess car = population.car_access[resident];
  RandomStream stream{kCalibrationSeed, Purpose::travel_day, resident, weekday};
  const DayOut out = rates[static_cast<std::size_t>(weekday)].draw(band, stream);
  bool any = false;
  for (std::size_t k = 0; k < static_cast<std::size_t>(out.tours); ++k) {
    any = any || service.weight(band, car, out.purpose[k]) > 0;
  }
  if (!any) return;
  for (const PlannedTour& tour : planned(kCalibrationSeed, weekday, resident, out)) {
    const double weight = service.weight(band, car, tour.purpose);
    if (weight > 0 && service.in_hours(tour)) weights.push_back(weight);
  }
}

void DemandModel::Tables::calibrate(double target) {
  const std::size_t residents = population.resident_count();
  const std::size_t blocks = (residents + kBlock - 1) / kBlock;
  std::vector<std::vector<double>> parts(blocks);
#pragma omp parallel for schedule(dynamic)
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::size_t row = block * kBlock; row < std::min(residents, (block + 1) * kBlock); ++row) {
      for (int weekday = 0; weekday < kWeekdays; ++weekday) {
        weigh_tours(weekday, static_cast<std::uint32_t>(row), parts[block]);
      }
    }
  }
  std::vector<double> weights;
  for (const auto& part : parts) weights.insert(weights.end(), part.begin(), part.end());
  const auto most = 2.0 * static_cast<double>(weights.size()) / kWeekdays;  // way out and way back
  const auto found = share_for(std::move(weights), target * kWeekdays / 2);
  if (!found) {
    throw InputError{
        fmt::format("{} is {}, but residents make only {:.0f} trips on a weekday that could be "
                    "asked for, in the hours of the service",
                    key::demand_target_trips_per_day, target, most)};
  }
  share = *found;
  service.set_share(share);
}

DemandModel::DemandModel(const Population& population, std::vector<Destination> destinations,
                         const DemandParameters& parameters, std::chrono::sys_days first_day)
    : tables_{std::make_unique<const Tables>(population, std::move(destinations), parameters, first_day)} {}

double DemandModel::service_share() const { return tables_->share; }
const std::vector<Destination>& DemandModel::destinations() const { return tables_->destinations; }

DemandModel::~DemandModel() = default;
DemandModel::DemandModel(DemandModel&&) noexcept = default;

TravelCounts DemandModel::day(std::uint64_t seed, int day, int threads, std::vector<TripRequest>& requests) const {
  const std::size_t residents = tables_->population.resident_count();
  if ((static_cast<double>(day) + 1) * static_cast<double>(residents) * kMostTours >
      std::numeric_limits<std::int32_t>::max()) {
    throw InputError{
        fmt::format("{}: day {} of {} residents has more tours than can be numbered", key::run_days, day, residents)};
  }
  const std::size_t blocks = (residents + kBlock - 1) / kBlock;
  std::vector<TravelCounts> counts(blocks);
  std::vector<std::vector<TripRequest>> drawn(blocks);
#pragma omp parallel for schedule(dynamic) num_threads(std::max(threads, 1)) if (threads > 1)
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t end = std::min(residents, (block + 1) * kBlock);
    for (std::size_t resident = block * kBlock; resident < end; ++resident) {
      tables_->draw_resident(seed, day, static_cast<std::uint32_t>(resident), counts[block], drawn[block]);
    }
  }
  TravelCounts total;
  for (std::size_t block = 0; block < blocks; ++block) {
    add(total, counts[block]);
    requests.insert(requests.end(), std::make_move_iterator(drawn[block].begin()),
                    std::make_move_iterator(drawn[block].end()));
  }
  return total;
}

}  // namespace navette
