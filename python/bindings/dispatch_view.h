#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bindings/dispatch_values.h"
#include "demand/forecast/demand_forecast.h"
#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"
#include "fleet/fleet_view.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// What Python sees of one decision while it lasts; afterwards every question throws. Changes nothing that lasts.
class DispatchView {
 public:
  /// All must live until `close`.
  DispatchView(const FleetView& fleet, std::span<const PendingTrip> pending, InsertionSearch& search,
               Dispatcher::Foretold foretold = {})
      : fleet_{&fleet}, pending_{pending}, search_{search}, foretold_{std::move(foretold)} {}
  /// The decision is over; nothing is supposed any more.
  void close();
  /// Others wait from here on.
  void set_pending(std::span<const PendingTrip> pending) { pending_ = pending; }

  /// No other view of this process has it.
  [[nodiscard]] std::uint64_t number() const { return number_; }
  /// Throws PolicyError if the decision is over.
  [[nodiscard]] const FleetView& fleet() const;
  /// Throws py::index_error if there is none.
  [[nodiscard]] ShuttleId shuttle(std::int32_t row) const;
  [[nodiscard]] std::vector<RequestValue> pending() const;

  // Each throws py::key_error if the request is not pending.
  std::optional<InsertionValue> cheapest(std::int32_t request, std::optional<std::int32_t> shuttle);
  std::vector<InsertionValue> cheapest_per_shuttle(std::int32_t request);
  std::vector<InsertionValue> insertions(std::int32_t request, std::optional<std::int32_t> shuttle);
  std::string refusal_reason(std::int32_t request);
  std::vector<VisitValue> stops_with(const InsertionValue& insertion);

  /// Throws PolicyError unless the insertion was found in this view.
  void check_own(const InsertionValue& insertion) const;

  /// From here on the insertion's shuttle is seen with it. Returns how many suppositions were held before.
  std::size_t suppose(const InsertionValue& insertion);
  /// Takes back the last suppositions, until so many are left.
  void suppose_only(std::size_t count);

  [[nodiscard]] std::vector<VisitValue> stops(std::int32_t shuttle) const;
  /// Round the roads known to be closed. Throws py::value_error if the departure is before now, or years away.
  Milliseconds travel_time(Location from, Location to, Milliseconds departure);
  /// Throws std::runtime_error if there is none here.
  [[nodiscard]] const DemandForecast& forecast() const;

 private:
  struct Supposed {
    ShuttleId shuttle;
    std::optional<std::vector<PlannedStop>> before;  // what was supposed of it
  };
  [[nodiscard]] const PendingTrip& trip(std::int32_t request) const;
  [[nodiscard]] std::vector<VisitValue> values(std::span<const PlannedStop> stops) const;
  [[nodiscard]] std::vector<PlannedStop> written_down(const InsertionValue& insertion);

  [[nodiscard]] static std::uint64_t next_number();

  std::uint64_t number_ = next_number();
  const FleetView* fleet_;
  std::span<const PendingTrip> pending_;
  InsertionSearch& search_;
  Dispatcher::Foretold foretold_;
  std::vector<Supposed> supposed_;
  std::optional<TravelTimeQuery> query_;
};

}  // namespace navette
