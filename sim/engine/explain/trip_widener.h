#pragma once

#include <memory>
#include <vector>

#include "dispatch/widening.h"
#include "engine/world/world.h"

namespace navette {

/// Makes trips with wider limits, whatever kind of service is asked: pairs of stops that were out of the question come
/// into it, as far as a course allows.
class TripWidener {
 public:
  /// The world must outlive it.
  explicit TripWidener(const World& world) : world_{world} {}

  /// What is returned points into this until the next call
  /// for a trip of the same request.
  std::optional<PendingTrip> operator()(const PendingTrip& trip, const Widening& by, const FleetView& fleet);

 private:
  struct Kept {
    RequestId request;
    StopChoices choices;
  };
  Kept& kept_for(RequestId request);

  const World& world_;
  std::vector<std::unique_ptr<Kept>> kept_;  // of the two ways of a contract at most
  std::vector<TripEnd> pickups_;             // used again, as the next
  std::vector<TripEnd> dropoffs_;
};

}  // namespace navette
