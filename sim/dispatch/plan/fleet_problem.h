#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/id.h"
#include "dispatch/plan/problem.h"
#include "dispatch/proposal.h"
#include "fleet/fleet_view.h"

namespace navette::plan {

/// What a running fleet has still to do, as a problem for the search, and what is found as plans for the fleet.
///
/// Ticks are milliseconds; costs are operating time, driving and dwell. Each shift is a duty of its own, and so is each
/// part of one up to and from a pause, since nobody is on board between two; a pause may begin no later than planned
/// for what comes before it, no earlier for what comes behind. Windows are those of the planned stops, and so hold
/// every promise made. A shuttle whose schedule holds other visits than pickups, drop-offs, depots and pauses, or can
/// no longer be kept (it is late), is left out.
class FleetProblem {
 public:
  /// `only`: the one shuttle that may serve a request; invalid for any of its service.
  FleetProblem(const FleetView& fleet, const std::function<ShuttleId(RequestId)>& only);

  [[nodiscard]] const Problem& problem() const { return problem_; }
  /// The schedules as they stand.
  [[nodiscard]] const Plan& initial() const { return initial_; }
  /// Requests that may still change their shuttle or place in the order.
  [[nodiscard]] std::size_t waiting() const;

  /// Operating time of all shuttles under a plan, exactly.
  [[nodiscard]] Milliseconds operating_time(const Plan& plan) const;
  /// Where roads are closed the search knows one time for each drive, whenever it is made: whether a plan that it found
  /// can be kept at the hours at which it would be driven, and needs less operating time than the one that stands.
  [[nodiscard]] bool saves_time(const Plan& plan, WaitingPolicy waiting) const;
  /// New plans for the shuttles whose visits differ from the initial ones.
  [[nodiscard]] std::vector<ProposedPlan> proposed(const Plan& plan) const;

 private:
  struct Ride {
    RequestId request;
    const PlannedStop* pickup = nullptr;  // nullptr: on board
    const PlannedStop* dropoff = nullptr;
    std::int32_t duty = -1;
    ShuttleId shuttle;
  };
  struct Shift {
    ShuttleId shuttle;
    const PlannedStop* start = nullptr;  // depot or pause; nullptr: the shuttle's origin
    const PlannedStop* end = nullptr;    // depot or pause
  };
  bool take(ShuttleId shuttle);
  void fill_visits(const std::function<ShuttleId(RequestId)>& only);
  void fill_travel();
  [[nodiscard]] bool keeps_its_plan(std::int32_t duty) const;
  [[nodiscard]] const PlannedStop* stop_of(std::int32_t row) const;  // nullptr: an origin

  const FleetView& fleet_;
  std::vector<Ride> rides_;                       // per trip
  std::vector<Shift> shifts_;                     // per duty
  std::vector<std::vector<std::int32_t>> order_;  // per duty, as it stands
  Problem problem_;
  Plan initial_;
};

}  // namespace navette::plan
