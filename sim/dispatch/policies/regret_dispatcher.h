#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"
#include "dispatch/policies/collection_window.h"

namespace navette {

/// Collects requests for a while, then inserts first the one that would lose most by waiting for its turn: its regret,
/// the sum over its k best shuttles of what each costs more than the best. Who finds no place is refused then.
///
/// Fewer than k shuttles that can serve come before any regret; ties go to the cheaper request, then to the one asked
/// first. Both ways of one contract are decided before the others. With a window of 0 this is `insertion`.
/// Sources: Potvin and Rousseau, European Journal of Operational Research 66 (1993); Diana and Dessouky, Transportation
/// Research B 38 (2004); regret-k as in Ropke and Pisinger, Transportation Science 40 (2006).
class RegretDispatcher : public Dispatcher {
 public:
  RegretDispatcher(const TravelTimeOracle& oracle, WaitingPolicy waiting, const DispatchSettings& settings)
      : search_{oracle, waiting, settings.objective}, window_{settings.regret.window}, k_{settings.regret.k} {}
  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void recall(std::span<const PendingTrip> pending, const FleetView& /*fleet*/, const Proposal& decided) override {
    window_.recall(pending, decided);
  }

 private:
  /// A request not yet inserted, and its best by each shuttle.
  struct Open {
    const PendingTrip* trip;
    std::vector<std::optional<Insertion>> by;  // (shuttle)
    bool late = false;                         // nobody can serve it within its limits any more
  };
  /// The one that comes next.
  [[nodiscard]] std::size_t most_regretted(std::span<const Open> open) const;

  InsertionSearch search_;
  CollectionWindow window_;
  int k_;
};

}  // namespace navette
