#include "bindings/dispatch_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "bindings/bindings.h"
#include "core/errors.h"

namespace navette {

std::uint64_t DispatchView::next_number() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

void DispatchView::close() {
  suppose_only(0);
  fleet_ = nullptr;
  pending_ = {};
}

void DispatchView::check_own(const InsertionValue& insertion) const {
  static_cast<void>(fleet());  // throws if it is over
  if (insertion.view == number_) return;
  throw PolicyError{fmt::format(
      "own insertions: that of request {} was found in an earlier decision, or on another board; ask this view anew",
      insertion.request.value)};
}

const FleetView& DispatchView::fleet() const {
  if (fleet_ != nullptr) return *fleet_;
  throw PolicyError{"views: this view is of a decision that is over: take out of it what is to be kept"};
}

ShuttleId DispatchView::shuttle(std::int32_t row) const {
  if (row >= 0 && static_cast<std::size_t>(row) < fleet().size()) return ShuttleId{row};
  throw py::index_error{fmt::format("there is no shuttle {}; shuttles are 0 to {}", row, fleet().size() - 1)};
}

std::vector<RequestValue> DispatchView::pending() const {
  std::vector<RequestValue> values;
  const RoadGraph& roads = fleet().oracle().graph();
  for (const PendingTrip& trip : pending_) values.push_back(request_value(trip, roads));
  return values;
}

const PendingTrip& DispatchView::trip(std::int32_t request) const {
  static_cast<void>(fleet());  // throws if it is over
  const auto found = std::find_if(pending_.begin(), pending_.end(),
                                  [&](const PendingTrip& trip) { return trip.request.value == request; });
  if (found != pending_.end()) return *found;
  throw py::key_error{fmt::format("request {} is not pending now", request)};
}

std::optional<InsertionValue> DispatchView::cheapest(std::int32_t request, std::optional<std::int32_t> shuttle) {
  const PendingTrip& asked = trip(request);
  const auto found =
      shuttle ? search_.search_one(asked, fleet(), this->shuttle(*shuttle)) : search_.search(asked, fleet());
  if (!found) return std::nullopt;
  return InsertionValue{asked.request, search_.with_figures(asked, *found, fleet()), number_};
}

std::vector<InsertionValue> DispatchView::cheapest_per_shuttle(std::int32_t request) {
  std::vector<InsertionValue> found;
  for (std::size_t s = 0; s < fleet().size(); ++s) {
    if (auto best = cheapest(request, static_cast<std::int32_t>(s))) found.push_back(*best);
  }
  std::stable_sort(found.begin(), found.end(), [](const InsertionValue& a, const InsertionValue& b) {
    return a.feasible.insertion.cost < b.feasible.insertion.cost;
  });
  return found;
}

std::vector<InsertionValue> DispatchView::insertions(std::int32_t request, std::optional<std::int32_t> shuttle) {
  const PendingTrip& asked = trip(request);
  const ShuttleId only = shuttle ? this->shuttle(*shuttle) : ShuttleId{};
  std::vector<InsertionValue> found;
  for (const FeasibleInsertion& each : search_.search_all(asked, fleet(), only)) {
    found.push_back({asked.request, each, number_});
  }
  return found;
}

std::string DispatchView::refusal_reason(std::int32_t request) {
  return std::string{to_string(search_.refusal_reason(trip(request), fleet(), Sharing::allowed))};
}

std::vector<PlannedStop> DispatchView::written_down(const InsertionValue& insertion) {
  check_own(insertion);
  const PendingTrip& asked = trip(insertion.request.value);
  const Insertion& where = insertion.feasible.insertion;
  const auto size = static_cast<std::int32_t>(fleet().schedule(shuttle(where.shuttle.value)).size());
  const auto pairs = asked.choices == nullptr ? std::size_t{1} : asked.choices->pairs.size();
  // Of this decision, but of a schedule that is no longer supposed, or of another decision.
  if (where.dropoff_after >= size || static_cast<std::size_t>(where.choice) >= pairs) {
    throw py::value_error{fmt::format("the insertion of request {} is of another schedule", asked.request.value)};
  }
  return search_.stops_with(asked, where, fleet());
}

std::vector<VisitValue> DispatchView::stops_with(const InsertionValue& insertion) {
  return values(written_down(insertion));
}

std::size_t DispatchView::suppose(const InsertionValue& insertion) {
  const auto stops = written_down(insertion);
  const ShuttleId shuttle = insertion.feasible.insertion.shuttle;
  Supposed supposed{shuttle, std::nullopt};
  const bool again = std::any_of(supposed_.begin(), supposed_.end(),
                                 [&](const Supposed& earlier) { return earlier.shuttle == shuttle; });
  if (again) {
    const auto before = fleet().schedule(shuttle).stops();
    supposed.before.emplace(before.begin(), before.end());
  }
  fleet().suppose(shuttle, stops);
  supposed_.push_back(std::move(supposed));
  return supposed_.size() - 1;
}

void DispatchView::suppose_only(std::size_t count) {
  while (supposed_.size() > count) {
    const Supposed& last = supposed_.back();
    if (last.before) {
      fleet().suppose(last.shuttle, *last.before);
    } else {
      fleet().forget(last.shuttle);
    }
    supposed_.pop_back();
  }
}

std::vector<VisitValue> DispatchView::stops(std::int32_t shuttle) const {
  return values(fleet().schedule(this->shuttle(shuttle)).stops());
}

Milliseconds DispatchView::travel_time(Location from, Location to, Milliseconds departure) {
  const Milliseconds now = fleet().now();
  if (departure < now || departure > now + 10'000 * kDay) {
    throw py::value_error{
        fmt::format("departure must be now, at {} ms, or later, found {} ms", now.count, departure.count)};
  }
  if (!query_) query_.emplace(fleet().oracle());
  return fleet().drive_at(from, to, departure, query_->travel_time(from, to, departure), Heading::either);
}

const DemandForecast& DispatchView::forecast() const {
  static_cast<void>(fleet());  // throws if it is over
  if (!foretold_) throw std::runtime_error{"nothing is foretold here: a forecast belongs to a simulated day"};
  return foretold_();
}

std::vector<VisitValue> DispatchView::values(std::span<const PlannedStop> stops) const {
  std::vector<VisitValue> told;
  for (const PlannedStop& stop : stops) told.push_back({stop, place_value(fleet().oracle().graph(), stop.location)});
  return told;
}

}  // namespace navette
