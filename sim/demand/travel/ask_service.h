#pragma once

#include <cstdint>
#include <vector>

#include "core/random_stream.h"
#include "demand/population.h"
#include "demand/travel/demand_parameters.h"
#include "demand/travel/destination.h"
#include "demand/travel/time_plan.h"
#include "demand/trip_request.h"

namespace navette {

/// Chances that a tour asks for the service, and the requests of those that do.
///
/// The chance is service_share * level * the factors of age, car access and purpose, at most 1.
class AskService {
 public:
  explicit AskService(const DemandParameters& parameters);

  /// Sets the share before level and factors, in place of service_share.
  void set_share(double share) { share_ = share * parameters_.level; }
  /// The factors of age, car access and purpose together.
  [[nodiscard]] double weight(AgeBand band, CarAccess car, ActivityPurpose purpose) const;
  /// `number`: uniform on all 32-bit numbers. Who asks at a smaller share also asks at a larger one.
  [[nodiscard]] bool asks(AgeBand band, CarAccess car, ActivityPurpose purpose, std::uint32_t number) const;
  /// Whether both ways of the tour leave in the hours of the service, as far as residents know them.
  [[nodiscard]] bool in_hours(const PlannedTour& tour) const;

  /// Appends the way out and the way back. `rank`: of the tour in the resident's day, from 0.
  void request(const Population& population, std::uint32_t resident, int day, int rank, const PlannedTour& tour,
               const Destination& destination, RandomStream& stream, std::vector<TripRequest>& requests) const;

 private:
  struct Submission {
    Milliseconds way_out;
    Milliseconds way_back;
  };
  [[nodiscard]] Submission submission(Channel channel, Milliseconds midnight, const PlannedTour& tour,
                                      RandomStream& stream) const;

  const DemandParameters& parameters_;
  double share_;
};

}  // namespace navette
