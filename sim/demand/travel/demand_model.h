#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "demand/population.h"
#include "demand/travel/demand_parameters.h"
#include "demand/travel/destination.h"
#include "demand/trip_request.h"

namespace navette {

/// What residents did on one day, by any means of transport: to hold against travel surveys.
struct TravelCounts {
  std::array<std::int64_t, kAgeBands> residents{};
  std::array<std::int64_t, kAgeBands> went_out{};
  std::array<std::int64_t, kAgeBands> trips{};
  std::array<std::int64_t, kActivityPurposes> tours{};
  std::int64_t asked_service = 0;  // requests
};

/// Who wants to go where, when, and asks the service for it.
///
/// All draws are keyed by (seed, resident, day): policy, fleet, rules and number of threads change nothing.
class DemandModel {
 public:
  /// All must outlive the model.
  /// Throws InputError if there is no destination on the road at all, a parameter is out of its range, or
  /// target_trips_per_day is more than residents travel.
  DemandModel(const Population& population, std::vector<Destination> destinations, const DemandParameters& parameters,
              std::chrono::sys_days first_day);
  ~DemandModel();
  DemandModel(DemandModel&& other) noexcept;

  /// The share of trips that asks, before level and factors: service_share, or what target_trips_per_day makes of it.
  ///
  /// With a target, the share is such that the requests expected on the five weekdays, Monday to Friday, of one fixed
  /// draw of all residents' tours have the target as their mean. It depends on neither seed nor level, so that who asks
  /// at a lower level also asks at a higher one.
  [[nodiscard]] double service_share() const;
  /// Where residents can go, on the road or not.
  [[nodiscard]] const std::vector<Destination>& destinations() const;

  /// Appends the requests of one day, in the order of residents; `submitted_at` may lie on the day before.
  /// The way out and the way back of a tour are two requests with the same `tour`. Returns what was counted.
  /// Days may be asked for in any order. Throws InputError if tours * residents * days passes 2^31.
  TravelCounts day(std::uint64_t seed, int day, int threads, std::vector<TripRequest>& requests) const;

 private:
  struct Tables;  // prepared probabilities and destination choice
  std::unique_ptr<const Tables> tables_;
};

}  // namespace navette
