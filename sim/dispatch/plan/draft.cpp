#include "dispatch/plan/draft.h"

#include <algorithm>
#include <stdexcept>

namespace navette::plan {

Draft::Draft(const Problem& problem, const Plan& plan)
    : problem_{problem},
      duty_of_(problem.trips.size(), -1),
      is_touched_(problem.duties.size(), 0),
      finder_{problem},
      pickup_at_(problem.trips.size(), -1) {
  rows_.reserve(problem.visits.size());
  unserved_.reserve(problem.trips.size());
  touched_.reserve(problem.duties.size());
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
    sequences_.emplace_back(problem, duty);
    const auto& rows = plan.visits[static_cast<std::size_t>(duty)];
    if (!sequences_.back().assign(problem, rows, pickup_at_)) throw std::invalid_argument{"plan is not feasible"};
    for (const std::int32_t row : rows) duty_of_[static_cast<std::size_t>(row) / 2] = duty;
    cost_ += sequences_.back().cost();
  }
  for (std::int32_t trip = 0; trip < problem.trip_count(); ++trip) {
    if (duty_of(trip) < 0) unserved_.push_back(trip);
  }
  kept_sequences_ = sequences_;
  // A copy of a vector has room for its size only.
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
    Sequence roomy{problem, duty};
    roomy = sequences_[static_cast<std::size_t>(duty)];
    kept_sequences_[static_cast<std::size_t>(duty)] = std::move(roomy);
  }
  kept_unserved_.reserve(problem.trips.size());
  keep();
}

Plan Draft::plan() const {
  Plan plan;
  plan.cost = cost_;
  plan.unserved = unserved_;
  std::sort(plan.unserved.begin(), plan.unserved.end());
  for (const Sequence& sequence : sequences_) {
    auto& rows = plan.visits.emplace_back();
    for (const Stop& stop : sequence.stops().subspan(1, sequence.size() - 2)) rows.push_back(stop.row);
  }
  return plan;
}

void Draft::touch(std::int32_t duty) {
  char& touched = is_touched_[static_cast<std::size_t>(duty)];
  if (touched == 0) touched_.push_back(duty);
  touched = 1;
}

bool Draft::remove(std::span<const std::int32_t> trips) {
  for (const std::int32_t trip : trips) {
    touch(duty_of(trip));
    duty_of_[static_cast<std::size_t>(trip)] = -1;
    unserved_.push_back(trip);
  }
  for (const std::int32_t duty : touched_) {
    Sequence& sequence = sequences_[static_cast<std::size_t>(duty)];
    rows_.clear();
    for (const Stop& stop : sequence.stops().subspan(1, sequence.size() - 2)) {
      if (duty_of(stop.row / 2) == duty) rows_.push_back(stop.row);
    }
    cost_ -= sequence.cost();
    if (!sequence.assign(problem_, rows_, pickup_at_)) return false;
    cost_ += sequence.cost();
  }
  return true;
}

bool Draft::insert(std::int32_t trip, std::int32_t duty, const Spot& spot) {
  touch(duty);
  Sequence& sequence = sequences_[static_cast<std::size_t>(duty)];
  rows_.clear();
  for (std::int32_t k = 0; k + 1 < static_cast<std::int32_t>(sequence.size()); ++k) {
    if (k > 0) rows_.push_back(sequence.stops()[static_cast<std::size_t>(k)].row);
    if (k == spot.pickup_after) rows_.push_back(Problem::pickup(trip));
    if (k == spot.dropoff_after) rows_.push_back(Problem::dropoff(trip));
  }
  cost_ -= sequence.cost();
  if (!sequence.assign(problem_, rows_, pickup_at_)) return false;
  cost_ += sequence.cost();
  duty_of_[static_cast<std::size_t>(trip)] = duty;
  unserved_.erase(std::find(unserved_.begin(), unserved_.end(), trip));
  return true;
}

Spot Draft::spot(std::int32_t trip, std::int32_t duty) {
  const Duty& who = problem_.duties[static_cast<std::size_t>(duty)];
  if (!who.may_serve(problem_.trips[static_cast<std::size_t>(trip)])) return {};
  const Sequence& into = sequence(duty);
  const std::uint64_t key = (into.key() + static_cast<std::uint64_t>(trip)) * 0x9E3779B97F4A7C15U;
  if (const Spot* known = memo_.find(key)) return *known;
  const Spot spot = finder_.find(into, trip);
  memo_.remember(key, spot);
  return spot;
}

void Draft::keep() {
  for (const std::int32_t duty : touched_) {
    kept_sequences_[static_cast<std::size_t>(duty)] = sequences_[static_cast<std::size_t>(duty)];
    is_touched_[static_cast<std::size_t>(duty)] = 0;
  }
  touched_.clear();
  kept_duty_of_ = duty_of_;
  kept_unserved_ = unserved_;
  kept_cost_ = cost_;
}

void Draft::undo() {
  for (const std::int32_t duty : touched_) {
    sequences_[static_cast<std::size_t>(duty)] = kept_sequences_[static_cast<std::size_t>(duty)];
    is_touched_[static_cast<std::size_t>(duty)] = 0;
  }
  touched_.clear();
  duty_of_ = kept_duty_of_;
  unserved_ = kept_unserved_;
  cost_ = kept_cost_;
}

}  // namespace navette::plan
