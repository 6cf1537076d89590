#pragma once

#include <memory>
#include <span>
#include <vector>

#include "dispatch/dispatch_settings.h"
#include "dispatch/pending_trip.h"
#include "dispatch/policies/supposed_plans.h"
#include "fleet/fleet_view.h"

namespace navette {

/// The requests that one joint decision may give to any shuttle, and what the shuttles keep without them.
///
/// New ones, and of those accepted earlier who still wait: the `max_reassigned` that are to be picked up soonest,
/// within the horizon, by shuttles whose plans hold pickups, drop-offs and depots only.
class Assignable {
 public:
  /// `fixed`: shuttles from which nobody is taken. `plans` shows the fleet without those who may be reassigned.
  Assignable(std::span<const PendingTrip* const> pending, const FleetView& fleet, const DispatchSettings& settings,
             const IdVector<RequestId, ShuttleId>& only, std::span<const ShuttleId> fixed, SupposedPlans& plans);

  struct Request {
    PendingTrip trip;
    ShuttleId from;  // who was to pick it up; invalid: it is new
  };
  /// New ones first, in their order, then those accepted, by their shuttles.
  [[nodiscard]] std::span<const Request> requests() const { return requests_; }
  /// Rows of `requests` that are taken out of a shuttle's plan, ascending.
  [[nodiscard]] std::vector<std::int32_t> taken_from(ShuttleId shuttle) const;
  /// Whether a shuttle may be given the request: only a plan that can be written anew takes who was accepted earlier.
  [[nodiscard]] bool may_take(ShuttleId shuttle, std::int32_t row) const {
    return may_change_[shuttle] != 0 || !requests_[static_cast<std::size_t>(row)].from.valid();
  }

 private:
  struct Waiting {
    Milliseconds begin;
    RequestId request;
    ShuttleId shuttle;
    auto operator<=>(const Waiting&) const = default;
  };
  void add_waiting(const FleetView& fleet, ShuttleId shuttle, Milliseconds until, std::vector<Waiting>& found) const;
  /// Takes them out of the shuttle's plan, unless what is left could not be kept.
  void take(const FleetView& fleet, ShuttleId shuttle, std::span<const Waiting> waiting,
            const IdVector<RequestId, ShuttleId>& only, SupposedPlans& plans);

  std::vector<Request> requests_;
  std::vector<std::unique_ptr<TripRequest>> as_planned_;    // what reassigned ones count their delay from
  IdVector<ShuttleId, std::vector<PlannedStop>> standing_;  // stops as they stood, drives set
  IdVector<ShuttleId, char> may_change_;                    // whether its plan may be written anew
  TravelTimeQuery query_;
};

}  // namespace navette
