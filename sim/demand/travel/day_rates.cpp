#include "demand/travel/day_rates.h"

#include <algorithm>

namespace navette {
namespace {

constexpr int kSaturday = 5;
constexpr int kSunday = 6;

bool once_a_day(ActivityPurpose purpose) {
  return purpose == ActivityPurpose::work || purpose == ActivityPurpose::school;
}

bool possible(ActivityPurpose purpose, const DemandParameters& parameters, int weekday) {
  switch (purpose) {
    case ActivityPurpose::school:
      return weekday < kSaturday;
    case ActivityPurpose::health:
    case ActivityPurpose::administration:
      return weekday != kSunday;
    case ActivityPurpose::market:
      return parameters.market_days[static_cast<std::size_t>(weekday)];
    default:
      return true;
  }
}

double day_factor(const DemandParameters& parameters, int weekday) {
  if (weekday == kSaturday) return parameters.saturday_factor;
  return weekday == kSunday ? parameters.sunday_factor : 1.0;
}

// Returns whether any weight is positive.
template <class Cumulative>
bool accumulate(const std::array<double, kActivityPurposes>& weights, Cumulative& cumulative) {
  double total = 0;
  for (const double weight : weights) total += weight;
  if (!(total > 0)) return false;
  double sum = 0;
  for (std::size_t p = 0; p < weights.size(); ++p) {
    sum += weights[p];
    cumulative[p] = threshold_of(sum / total);
  }
  return true;
}

template <class Cumulative>
ActivityPurpose pick(const Cumulative& cumulative, std::uint32_t number) {
  int purpose = 0;
  for (int p = 0; p + 1 < kActivityPurposes; ++p) purpose += number >= cumulative[static_cast<std::size_t>(p)] ? 1 : 0;
  return static_cast<ActivityPurpose>(purpose);
}

}  // namespace

std::uint64_t threshold_of(double probability) {
  return static_cast<std::uint64_t>(std::clamp(probability, 0.0, 1.0) * 0x1p32);
}

DayRates::DayRates(const DemandParameters& parameters, const std::array<bool, kActivityPurposes>& available,
                   int weekday) {
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    Rates& rates = by_band_[band];
    std::array<double, kActivityPurposes> weights = parameters.purposes[band];
    for (std::size_t p = 0; p < weights.size(); ++p) {
      if (!available[p] || !possible(static_cast<ActivityPurpose>(p), parameters, weekday)) weights[p] = 0;
      if (weekday >= kSaturday) weights[p] *= parameters.weekend_factor[p];
    }
    if (!accumulate(weights, rates.first)) continue;  // nothing to go out for
    rates.going_out = threshold_of(parameters.going_out[band] * day_factor(parameters, weekday));

    for (std::size_t p = 0; p < weights.size(); ++p) {
      if (once_a_day(static_cast<ActivityPurpose>(p))) weights[p] = 0;
    }
    rates.has_later = accumulate(weights, rates.later);

    const double p = (parameters.tours_per_day[band] - 1) / (kMostTours - 1);
    const double q = 1 - p;
    rates.further = {threshold_of(1 - q * q * q), threshold_of(p * p * (3 - 2 * p)), threshold_of(p * p * p)};
  }
}

DayOut DayRates::draw(AgeBand band, RandomStream& stream) const {
  const Rates& rates = by_band_[static_cast<std::size_t>(band)];
  DayOut day;
  if (stream.next() >= rates.going_out) return day;
  const std::uint32_t how_often = stream.next();
  int tours = 1;
  for (const Threshold threshold : rates.further) tours += how_often < threshold ? 1 : 0;

  bool done = false;  // work or school
  while (day.tours < tours && !(done && !rates.has_later)) {
    const auto k = static_cast<std::size_t>(day.tours++);
    day.purpose[k] = pick(done ? rates.later : rates.first, stream.next());
    day.asks[k] = stream.next();
    done = done || once_a_day(day.purpose[k]);
  }
  return day;
}

}  // namespace navette
