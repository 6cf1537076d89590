#include "demand/travel/demand_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "core/errors.h"
#include "demand/travel/ask_service.h"
#include "demand/travel/check_demand_parameters.h"
#include "demand/travel/day_rates.h"
#include "demand/travel/destination_choice.h"
#include "demand/travel/kind_choice.h"
#include "demand/travel/time_plan.h"

namespace navette {
namespace {

constexpr std::size_t kBlock = 8'192;  // residents drawn by one thread at a time

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
        first_day{first} {}

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

void DemandModel::Tables::request_tours(std::uint64_t seed, int day, std::uint32_t resident, const DayOut& out,
                                        TravelCounts& counts, std::vector<TripRequest>& requests) const {
  const AgeBand band = population.age_band[resident];
  const Coordinate home = population.home[static_cast<std::size_t>(population.household[resident])];
  // Every tour has its own streams, so that a change to one tour moves no draw of another.
  const auto agent = [&](int drawn) { return resident * kMostTours + static_cast<std::uint32_t>(drawn); };

  std::vector<PlannedTour> tours(static_cast<std::size_t>(out.tours));
  for (int k = 0; k < out.tours; ++k) {
    PlannedTour& tour = tours[static_cast<std::size_t>(k)];
    tour.drawn = k;
    tour.purpose = out.purpose[static_cast<std::size_t>(k)];
    RandomStream where{seed, Purpose::tour_destination, agent(k), day};
    tour.destination = choice.choose(home, kinds.choose(tour.purpose, band, where), where);
    tour.journey = times.journey(distance(home, destinations[static_cast<std::size_t>(tour.destination)].place));
    RandomStream when{seed, Purpose::tour_times, agent(k), day};
    times.draw(tour, when);
  }
  TimePlan::fit(tours);

  for (int rank = 0; rank < out.tours; ++rank) {
    const PlannedTour& tour = tours[static_cast<std::size_t>(rank)];
    const std::uint32_t number = out.asks[static_cast<std::size_t>(tour.drawn)];
    if (!service.asks(band, population.car_access[resident], tour.purpose, number) || !service.in_hours(tour)) continue;
    RandomStream how{seed, Purpose::tour_request, agent(tour.drawn), day};
    const Destination& destination = destinations[static_cast<std::size_t>(tour.destination)];
    service.request(population, resident, day, rank, tour, destination, how, requests);
    counts.asked_service += 2;
  }
}

DemandModel::DemandModel(const Population& population, std::vector<Destination> destinations,
                         const DemandParameters& parameters, std::chrono::sys_days first_day)
    : tables_{std::make_unique<const Tables>(population, std::move(destinations), parameters, first_day)} {}

DemandModel::~DemandModel() = default;
DemandModel::DemandModel(DemandModel&&) noexcept = default;

TravelCounts DemandModel::day(std::uint64_t seed, int day, int threads, std::vector<TripRequest>& requests) const {
  const std::size_t residents = tables_->population.resident_count();
  if ((static_cast<double>(day) + 1) * static_cast<double>(residents) * kMostTours >
      std::numeric_limits<std::int32_t>::max()) {
    throw InputError{
        fmt::format("run.days: day {} of {} residents has more tours than can be numbered", day, residents)};
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
