#pragma once

#include <span>
#include <vector>

#include "dispatch/proposal.h"
#include "engine/booking/request_book.h"
#include "fleet/fleet_view.h"

namespace navette {

/// Whether two planned stops are the same visit, whatever their times.
bool same_visit(const PlannedStop& a, const PlannedStop& b);

/// Turns what a policy proposes into planned stops, and checks them against every rule before anything changes.
///
/// Places, dwells, windows and loads come from the request book, driving times from the oracle: a policy only says
/// which visits, in which order.
class PlanCheck {
 public:
  PlanCheck(const FleetView& view, const RequestBook& book, WaitingPolicy waiting);

  /// Throws PolicyError if there is no such shuttle.
  void known(ShuttleId shuttle) const;
  /// Inserts one trip into the stops of a shuttle, and plans their times.
  /// Throws PolicyError naming the broken rule.
  void insertion(RequestId request, const Insertion& insertion, std::vector<PlannedStop>& stops);
  /// The stops of a shuttle, times planned, in a new order.
  /// Throws PolicyError naming the broken rule.
  void plan(const ProposedPlan& plan, std::vector<PlannedStop>& stops);
  /// Plans the times of a shuttle's stops after something went otherwise than planned; limits that cannot be kept are
  /// put off, which is nobody's fault.
  void mend(ShuttleId shuttle, std::vector<PlannedStop>& stops);
  /// Every request of the old plans of these shuttles is in exactly one new plan, the accepted ones too, no other is.
  /// Throws PolicyError naming the broken rule.
  void together(std::span<const ShuttleId> shuttles, std::span<const std::vector<PlannedStop>> plans,
                std::span<const RequestId> accepted) const;

 private:
  /// Between two stops, by the oracle. Whose label is pinned is a matter of speed only.
  enum class Pinned : std::int8_t { left, reached };
  [[nodiscard]] Milliseconds drive(const PlannedStop& from, const PlannedStop& to, Pinned pinned) const;
  /// To the first stop.
  [[nodiscard]] Milliseconds first_drive(ShuttleId shuttle, const PlannedStop& to) const;
  void set_drives(ShuttleId shuttle, std::vector<PlannedStop>& stops) const;
  void check(ShuttleId shuttle, std::vector<PlannedStop>& stops) const;

  const FleetView& view_;
  const RequestBook& book_;
  WaitingPolicy waiting_;
};

}  // namespace navette
