#include "support/joint_optimum.h"

#include <algorithm>
#include <bit>

#include "support/brute_force_sequence.h"

namespace navette::test {
namespace {

/// Every order in which one shuttle could serve a set of trips between its depot visits.
class Orders {
 public:
  Orders(std::span<const PendingTrip> trips, const FleetView& fleet, ShuttleId shuttle,
         const ObjectiveSettings& objective)
      : trips_{trips}, fleet_{fleet}, shuttle_{shuttle}, objective_{objective} {
    const auto depots = fleet.schedule(shuttle).stops();
    stops_.assign(depots.begin(), depots.end());
    depots_ = stops_.size();
    for (const PendingTrip& trip : trips) {
      stops_.push_back(trip.pickup);
      stops_.push_back(trip.dropoff);
    }
    // Row 0 is the origin, row k + 1 the stop k.
    const RoadGraph& graph = fleet.oracle().graph();
    const Origin& origin = fleet.origin(shuttle);
    for (std::size_t from = 0; from <= stops_.size(); ++from) {
      auto& row = drive_.emplace_back();
      for (const PlannedStop& to : stops_) {
        row.push_back(from == 0 ? drives(graph, origin, {to})[0] : drives(graph, origin, {stops_[from - 1], to})[1]);
      }
    }
  }

  std::optional<double> least(std::uint32_t set) {
    set_ = set;
    best_.reset();
    for (std::size_t trip = 0; trip < trips_.size(); ++trip) {
      if ((set >> trip & 1U) != 0 && !trips_[trip].may_ride(fleet_.shuttle(shuttle_), shuttle_)) return std::nullopt;
    }
    extend(0, 0, 0, fleet_.on_board(shuttle_));
    return best_;
  }

 private:
  // `boarded`, `done`: of the set; `depot`: how many depot visits were made.
  void extend(std::size_t depot, std::uint32_t boarded, std::uint32_t done, const Load& load) {
    if (!load.fits_in(fleet_.shuttle(shuttle_).capacity)) return;
    if (depot == depots_) {
      if (done == set_) judge();
      return;
    }
    if (boarded == done) with(depot, [&] { extend(depot + 1, boarded, done, load); });
    if (depot == 0 || !stops_[depot - 1].opens_shift) return;  // not in a shift
    for (std::size_t trip = 0; trip < trips_.size(); ++trip) {
      const std::uint32_t bit = 1U << trip;
      if ((set_ & bit) == 0 || (done & bit) != 0) continue;
      const bool boards = (boarded & bit) == 0;
      const std::size_t row = depots_ + 2 * trip + (boards ? 0 : 1);
      Load then = load;
      then += stops_[row].change;
      with(row, [&] { extend(depot, boarded | bit, boards ? done : done | bit, then); });
    }
  }

  template <class Then>
  void with(std::size_t row, Then&& then) {
    order_.push_back(row);
    then();
    order_.pop_back();
  }

  void judge() {
    Sequence s{fleet_.origin(shuttle_), {}, {}, {}};
    std::size_t from = 0;
    for (const std::size_t row : order_) {
      s.stops.push_back(stops_[row]);
      s.drive.push_back(drive_[from][row]);
      from = row + 1;
    }
    if (!feasible(s)) return;
    const double cost = cost_of(s, 0, objective_, fleet_.oracle());
    if (!best_ || cost < *best_) best_ = cost;
  }

  std::span<const PendingTrip> trips_;
  const FleetView& fleet_;
  ShuttleId shuttle_;
  const ObjectiveSettings& objective_;
  std::vector<PlannedStop> stops_;  // depot visits, then pickup and drop-off of each trip
  std::size_t depots_ = 0;
  std::vector<std::vector<std::int64_t>> drive_;
  std::vector<std::size_t> order_;  // rows of stops_
  std::uint32_t set_ = 0;
  std::optional<double> best_;
};

}  // namespace

JointOptimum::JointOptimum(std::span<const PendingTrip> trips, const FleetView& fleet,
                           const ObjectiveSettings& objective)
    : cost_(1U << trips.size()) {
  const auto sets = static_cast<std::uint32_t>(cost_.size());
  cost_[0] = 0;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    Orders orders{trips, fleet, ShuttleId{s}, objective};
    std::vector<std::optional<double>> alone;
    for (std::uint32_t set = 0; set < sets; ++set) alone.push_back(orders.least(set));
    // Of the sets that the shuttles so far can serve together.
    std::vector<std::optional<double>> together(sets);
    for (std::uint32_t before = 0; before < sets; ++before) {
      for (std::uint32_t more = 0; more < sets; ++more) {
        if ((before & more) != 0 || !cost_[before] || !alone[more]) continue;
        auto& slot = together[before | more];
        const double cost = *cost_[before] + *alone[more];
        if (!slot || cost < *slot) slot = cost;
      }
    }
    cost_ = together;
  }
}

int JointOptimum::most() const {
  int most = 0;
  for (std::uint32_t set = 0; set < cost_.size(); ++set) {
    if (cost_[set]) most = std::max(most, std::popcount(set));
  }
  return most;
}

double cost_of_plans(const FleetView& fleet, const ObjectiveSettings& objective) {
  double sum = 0;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId id{s};
    const auto stops = fleet.schedule(id).stops();
    if (stops.empty()) continue;
    Sequence plan{fleet.origin(id), {stops.begin(), stops.end()}, {}, {}};
    plan.drive = drives(fleet.oracle().graph(), plan.origin, plan.stops);
    for (const PlannedStop& stop : stops) plan.begin.push_back(stop.begin.count);
    const int aboard = fleet.on_board(id).seats() + fleet.on_board(id).wheelchairs();
    sum += cost_of(plan, aboard, objective, fleet.oracle());
  }
  return sum;
}

}  // namespace navette::test
