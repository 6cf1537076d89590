#include "dispatch/plan/repair.h"

#include <algorithm>
#include <array>
#include <limits>

namespace navette::plan {
namespace {

constexpr double kDisturbance = 0.2;      // share of a cost
constexpr double kNoSpot = 1e17;          // what having no spot costs, in a regret
constexpr std::uint32_t kOverlooked = 2;  // of 100 duties, in turn

}  // namespace

Repair::Repair(Draft& draft) : draft_{draft}, duties_{draft.problem().duties.size()} {
  const auto trips = draft.problem().trips.size();
  open_.reserve(trips);
  choices_.reserve(trips * duties_);
}

bool Repair::repair(RepairKind kind, RandomStream& random) {
  if (kind == RepairKind::in_turn) return repair_in_turn(random);
  const bool disturbed = kind == RepairKind::disturbed;
  const std::size_t regret = kind == RepairKind::regret_2 ? 2 : kind == RepairKind::regret_3 ? 3 : 1;
  open_.assign(draft_.unserved().begin(), draft_.unserved().end());
  choices_.resize(open_.size() * duties_);
  for (std::size_t row = 0; row < open_.size(); ++row) {
    for (std::int32_t duty = 0; duty < draft_.problem().duty_count(); ++duty) look_up(row, duty, disturbed, random);
  }
  while (!open_.empty()) {
    const Next next = most_urgent(regret);
    if (next.duty < 0) return true;
    const Spot spot = choices_[next.row * duties_ + static_cast<std::size_t>(next.duty)].spot;
    if (!draft_.insert(open_[next.row], next.duty, spot)) return false;
    close(next.row);
    for (std::size_t row = 0; row < open_.size(); ++row) look_up(row, next.duty, disturbed, random);
  }
  return true;
}

void Repair::look_up(std::size_t row, std::int32_t duty, bool disturbed, RandomStream& random) {
  Choice& choice = choices_[row * duties_ + static_cast<std::size_t>(duty)];
  choice.spot = draft_.spot(open_[row], duty);
  choice.cost = choice.spot.found() ? static_cast<double>(choice.spot.cost.count) : kNoSpot;
  if (disturbed && choice.spot.found()) choice.cost *= random.uniform(1 - kDisturbance, 1 + kDisturbance);
}

Repair::Next Repair::most_urgent(std::size_t regret) const {
  Next next;
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t row = 0; row < open_.size(); ++row) {
    std::array<double, 3> least{kNoSpot, kNoSpot, kNoSpot};  // costs over all duties, ascending
    std::int32_t best = -1;
    for (std::size_t duty = 0; duty < duties_; ++duty) {
      double cost = choices_[row * duties_ + duty].cost;
      if (cost < least[0]) best = static_cast<std::int32_t>(duty);
      for (double& kept : least) {
        if (cost < kept) std::swap(cost, kept);
      }
    }
    if (best < 0) continue;
    double urgency = regret == 1 ? -least[0] : 0;
    for (std::size_t k = 1; k < regret; ++k) urgency += least[k] - least[0];
    if (urgency > most) {
      most = urgency;
      next = {row, best};
    }
  }
  return next;
}

// The last row takes the place of the one that is done.
void Repair::close(std::size_t row) {
  const auto from = choices_.begin() + static_cast<std::ptrdiff_t>((open_.size() - 1) * duties_);
  std::copy(from, from + static_cast<std::ptrdiff_t>(duties_),
            choices_.begin() + static_cast<std::ptrdiff_t>(row * duties_));
  open_[row] = open_.back();
  open_.pop_back();
}

bool Repair::repair_in_turn(RandomStream& random) {
  open_.assign(draft_.unserved().begin(), draft_.unserved().end());
  for (std::size_t left = open_.size(); left > 1; --left) {
    std::swap(open_[left - 1], open_[random.below(static_cast<std::uint32_t>(left))]);
  }
  for (const std::int32_t trip : open_) {
    Spot best;
    std::int32_t in = -1;
    for (std::int32_t duty = 0; duty < draft_.problem().duty_count(); ++duty) {
      const Spot spot = draft_.spot(trip, duty);
      if (spot.cost >= best.cost || random.below(100) < kOverlooked) continue;
      best = spot;
      in = duty;
    }
    if (in >= 0 && !draft_.insert(trip, in, best)) return false;
  }
  return true;
}

}  // namespace navette::plan
