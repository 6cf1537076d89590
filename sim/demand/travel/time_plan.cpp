#include "demand/travel/time_plan.h"

#include <algorithm>
#include <cmath>

namespace navette {
namespace {

constexpr int kMidnight = 24 * 60;
constexpr int kShortestStay = 10;  // [min]
constexpr int kAtHome = 10;        // [min] between two tours
constexpr double kMostOfMean = 4;  // the varying part of a stay is at most so many times its mean

}  // namespace

TimePlan::TimePlan(const DemandParameters& parameters)
    : minutes_per_metre_{parameters.detour_factor * 0.06 / parameters.journey_speed},
      allowance_{parameters.journey_allowance / 60} {
  for (std::size_t p = 0; p < kActivityPurposes; ++p) {
    double sum = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      sum += parameters.departure_profile[p][hour];
      cumulative_hours_[p][hour] = sum;
    }
    varying_stay_[p] = 60 * parameters.stay[p] * parameters.stay_spread[p];
    least_stay_[p] = 60 * parameters.stay[p] - varying_stay_[p];
  }
}

int TimePlan::journey(double crow_fly_distance) const {
  return static_cast<int>(std::min(std::ceil(crow_fly_distance * minutes_per_metre_ + allowance_), 1e6));
}

void TimePlan::draw(PlannedTour& tour, RandomStream& stream) const {
  const auto p = static_cast<std::size_t>(tour.purpose);
  const auto& hours = cumulative_hours_[p];
  const double part = stream.uniform() * hours.back();
  const auto hour = std::min(std::upper_bound(hours.begin(), hours.end(), part), hours.end() - 1) - hours.begin();
  tour.leave_home = static_cast<int>(hour) * 60 + static_cast<int>(stream.below(60));
  const double varying = varying_stay_[p] * std::min(stream.exponential(1.0), kMostOfMean);
  tour.stay = static_cast<int>(std::min(least_stay_[p] + varying, 1.0 * kMidnight));
}

void TimePlan::fit(std::vector<PlannedTour>& tours) {
  if (tours.empty()) return;
  std::sort(tours.begin(), tours.end(), [](const PlannedTour& a, const PlannedTour& b) {
    return a.leave_home != b.leave_home ? a.leave_home < b.leave_home : a.drawn < b.drawn;
  });
  // Journeys so long that the day would not hold its tours are planned shorter: the way back is then asked for early.
  const int room = kMidnight / static_cast<int>(tours.size()) - kAtHome;
  int latest = kMidnight;  // to be back home, of the tour looked at
  std::vector<int> back_by(tours.size());
  for (std::size_t i = tours.size(); i-- > 0;) {
    tours[i].journey = std::min(tours[i].journey, (room - kShortestStay) / 2);
    back_by[i] = latest;
    latest -= 2 * tours[i].journey + kShortestStay;
    tours[i].leave_home = std::min(tours[i].leave_home, latest);
    latest -= kAtHome;
  }
  int free_from = 0;
  for (std::size_t i = 0; i < tours.size(); ++i) {
    PlannedTour& tour = tours[i];
    tour.leave_home = std::max(tour.leave_home, free_from);
    const int longest_stay = back_by[i] - tour.leave_home - 2 * tour.journey;
    tour.stay = std::max(kShortestStay, std::min(tour.stay, longest_stay));
    tour.leave_there = tour.leave_home + tour.journey + tour.stay;
    free_from = tour.leave_there + tour.journey + kAtHome;
  }
}

}  // namespace navette
