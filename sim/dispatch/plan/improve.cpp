#include "dispatch/plan/improve.h"

#include <algorithm>
#include <optional>

#include "dispatch/plan/annealing.h"
#include "dispatch/plan/removal.h"
#include "dispatch/plan/repair.h"

namespace navette::plan {
namespace {

constexpr std::int64_t kBetweenLooks = 16;  // iterations from one look at the clock to the next

// A trip that is not served costs more than any detour.
double cost_of_unserved(const Problem& problem) {
  Ticks longest{1};
  const auto visits = static_cast<std::int32_t>(problem.visits.size());
  for (std::int32_t from = 0; from < visits; ++from) {
    for (std::int32_t to = 0; to < visits; ++to) longest = std::max(longest, problem.travel.cost(from, to));
  }
  return 10 * static_cast<double>(longest.count);
}

class Search {
 public:
  Search(const Problem& problem, const Plan& initial, std::uint64_t seed, const SearchSettings& settings)
      : settings_{settings},
        draft_{problem, initial},
        removal_{draft_},
        repair_{draft_},
        random_{seed, Purpose::plan_search},
        unserved_cost_{cost_of_unserved(problem)},
        current_{value()},
        best_{current_} {
    report_.plan = draft_.plan();
  }

  SearchReport run(const Budget& budget) {
    settle(repair_.repair(RepairKind::regret_2, random_), std::nullopt);
    const double mean_cost = static_cast<double>(draft_.cost().count) / std::max(1, draft_.problem().trip_count());
    Annealing annealing{std::max(1.0, mean_cost * settings_.first_temperature),
                        std::max(1.0, mean_cost * settings_.last_temperature), settings_.rounds};
    while (report_.iterations < budget.iterations) {
      if (report_.iterations % kBetweenLooks == 0) {
        if (budget.go_on && !budget.go_on()) break;
        double share = static_cast<double>(report_.iterations) / static_cast<double>(budget.iterations);
        if (budget.time_share) share = std::max(share, budget.time_share());
        if (share >= 1) break;
        annealing.advance(share);
      }
      ++report_.iterations;
      settle(change(), annealing);
    }
    return report_;
  }

 private:
  [[nodiscard]] double value() const {
    return static_cast<double>(draft_.cost().count) + unserved_cost_ * static_cast<double>(draft_.unserved().size());
  }

  // Takes trips out and puts them back; false if that went wrong.
  bool change() {
    const auto spread = static_cast<std::uint32_t>(settings_.most_removed - settings_.fewest_removed + 1);
    const std::int32_t count = settings_.fewest_removed + static_cast<std::int32_t>(random_.below(spread));
    const auto removal = static_cast<RemovalKind>(random_.below(kRemovalKinds));
    if (!draft_.remove(removal_.choose(removal, count, random_))) return false;
    return repair_.repair(static_cast<RepairKind>(random_.below(kRepairKinds)), random_);
  }

  // Keeps the change or takes it back. Without annealing only what is not worse is kept.
  void settle(bool changed, const std::optional<Annealing>& annealing) {
    const double now = value();
    const bool kept = changed && (now <= current_ || (annealing && annealing->accepts(now - current_, random_)));
    if (!kept) {
      draft_.undo();
      return;
    }
    draft_.keep();
    current_ = now;
    if (now >= best_) return;
    best_ = now;
    report_.plan = draft_.plan();
    report_.best_at = report_.iterations;
  }

  SearchSettings settings_;
  Draft draft_;
  Removal removal_;
  Repair repair_;
  RandomStream random_;
  double unserved_cost_;
  double current_;  // value of the draft as kept
  double best_;
  SearchReport report_;
};

}  // namespace

Plan empty_plan(const Problem& problem) {
  Plan plan;
  plan.visits.resize(problem.duties.size());
  for (std::int32_t trip = 0; trip < problem.trip_count(); ++trip) plan.unserved.push_back(trip);
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
    plan.cost += problem.travel.cost(problem.start(duty), problem.end(duty));
  }
  return plan;
}

SearchReport improve(const Problem& problem, const Plan& initial, const Budget& budget, std::uint64_t seed,
                     const SearchSettings& settings) {
  return Search{problem, initial, seed, settings}.run(budget);
}

}  // namespace navette::plan
