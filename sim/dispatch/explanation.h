#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "dispatch/insertion/insertion_search.h"
#include "dispatch/policies/supposed_plans.h"
#include "dispatch/widening.h"

namespace navette {

/// What could be allowed, one thing at a time (but for one pair), so that a shuttle can serve a request after all. In
/// the order told.
enum class RelaxationKind : std::int8_t {
  wait,                  // this passenger's latest pickup
  travel_time,           // this passenger's latest drop-off: travel time, or the arrival asked for
  ride,                  // this passenger's longest ride
  places,                // seats and wheelchair places of the shuttle
  shift_end,             // of the shuttle
  shift_start,           // of the shuttle
  wait_and_travel_time,  // the first two together, where neither suffices alone: the least wait, then the least delay
  other_promise,         // latest pickup, latest drop-off and longest ride of one passenger accepted before
  pause                  // the latest begin of a driver's pause
};

/// The least of one kind that lets one shuttle serve the request, everything else as it was at the decision. To the
/// millisecond: with one less, no insertion is feasible.
struct Relaxation {
  RelaxationKind kind = RelaxationKind::wait;
  ShuttleId shuttle{};
  Milliseconds by{0};     // all kinds but places
  Milliseconds later{0};  // wait_and_travel_time only: the latest drop-off
  std::size_t rank = 0;   // shift_start, shift_end, pause: of the visit in the plan
  int seats = 0;          // places only
  int wheelchairs = 0;
  RequestId other{};      // other_promise only
  Milliseconds shift{0};  // shift_end, shift_start, pause: as it would be
};

/// The least by which `suffices` holds, and with a millisecond less it does not; nothing: not even with a week. Both
/// were asked. `likely`: to be tried first; 0: nothing is known.
std::optional<Milliseconds> least_by(const std::function<bool(Milliseconds)>& suffices,
                                     Milliseconds likely = Milliseconds{0}, Milliseconds most = 7 * kDay);

/// Whether a service would send the trip to a taxi, as things stand.
using TooCostly = std::function<bool(const PendingTrip& trip, const FleetView& fleet)>;

/// One shuttle of the service, as the decision found it: it could serve, at a cost, or for a reason could not.
struct CandidateShuttle {
  ShuttleId shuttle{};
  std::optional<Insertion> best;               // its cheapest way; nothing: it cannot serve
  Milliseconds price;                          // of limits that `best` exceeds; part of its cost
  RefusalReason reason = RefusalReason::none;  // what its best way lacked
  std::vector<Relaxation> relaxations;         // of each kind that suffices alone; at most one per other passenger
  // Of one that was decided jointly with others, see DecisionWitness:
  std::optional<Insertion> alone;  // if it cannot serve: its cheapest way before the others were assigned; with `price`
  std::vector<RequestId> given;    // others that the decision brought to this shuttle
};

/// The stops of the relaxation's shuttle, as if they were bound by the limits that it says: shift, pause or promise.
std::vector<PlannedStop> relaxed_stops(const FleetView& fleet, const Relaxation& relaxation);

/// Examines one request against each shuttle that may serve it, at the moment of its decision.
///
/// `sharing`: none for `first_come`, allowed for policies that decide as `insertion` does. Each answer is that of the
/// policy's own search, asked again with one limit widened: feasibility can only grow with it, so the least is found by
/// bisection. A limit is widened by a week at most.
class Explanation {
 public:
  Explanation(const TravelTimeOracle& oracle, WaitingPolicy waiting, Sharing sharing,
              const ObjectiveSettings& objective = {}, Widen widen = widened, TooCostly too_costly = {})
      : search_{oracle, waiting, objective},
        waiting_{waiting},
        sharing_{sharing},
        widen_{std::move(widen)},
        too_costly_{std::move(too_costly)} {}

  /// In the order of shuttles. Costs are by the objective.
  std::vector<CandidateShuttle> examine(const PendingTrip& trip, const FleetView& fleet);
  /// Shows the fleet as a policy's insertions leave it, up to the one of this request.
  void suppose_before(RequestId request, std::span<const PendingTrip> pending, const Proposal& proposal,
                      const FleetView& fleet, SupposedPlans& plans);

 private:
  std::optional<Insertion> search(const PendingTrip& trip, const FleetView& fleet);
  /// Whether the candidate could serve the trip so, and no taxi would.
  bool serves(const PendingTrip& trip, const Widening& by, const FleetView& fleet);
  void relax_own(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  void relax_wait_and_travel_time(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  void relax_places(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  void relax_shifts(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  void relax_promises(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  void relax_pauses(const PendingTrip& trip, const FleetView& fleet, CandidateShuttle& candidate);
  /// Whether the shuttle could serve the trip if its plan were bound by the limits of the relaxation.
  bool serves(const PendingTrip& trip, const FleetView& fleet, const Relaxation& relaxation);

  InsertionSearch search_;
  WaitingPolicy waiting_;
  Sharing sharing_;
  Widen widen_;
  TooCostly too_costly_;
};

}  // namespace navette
