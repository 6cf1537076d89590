#pragma once

#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"

namespace navette {

/// `none`: every pair of positions of every shuttle is tried; the decisions are the same.
enum class Pruning : std::int8_t { lossless, none };

/// Cheapest insertion: each request goes where it adds the least by the objective, at once, or is refused.
class InsertionDispatcher : public Dispatcher {
 public:
  InsertionDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, const ObjectiveSettings& objective = {},
                      Pruning pruning = Pruning::lossless)
      : search_{oracle, waiting, objective}, pruning_{pruning} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void recall(std::span<const PendingTrip> /*pending*/, const FleetView& /*fleet*/,
              const Proposal& /*decided*/) override {}  // nothing is remembered

 private:
  InsertionSearch search_;
  Pruning pruning_;
};

}  // namespace navette
