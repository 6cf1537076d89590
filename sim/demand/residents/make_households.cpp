#include "demand/residents/make_households.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "demand/residents/proportional_updating.h"

namespace navette {
namespace {

using Persons = std::array<std::int64_t, kAgeBands>;
using Types = std::span<const HouseholdType>;

constexpr int kMostChildrenPerAdult = 4;
constexpr int kParentBand = static_cast<int>(AgeBand::from_25_to_39);

// Children of the first bands for whom there would be no adult become adults of parents' age.
void leave_no_child_alone(Persons& persons) {
  const std::int64_t all = std::accumulate(persons.begin(), persons.end(), std::int64_t{0});
  std::int64_t children = std::accumulate(persons.begin(), persons.begin() + kChildBands, std::int64_t{0});
  const std::int64_t adults_needed = (all + kMostChildrenPerAdult) / (kMostChildrenPerAdult + 1);
  for (int band = kChildBands - 1; band >= 0 && all - children < adults_needed; --band) {
    const std::int64_t grown = std::min(persons[band], adults_needed - (all - children));
    persons[band] -= grown;
    persons[kParentBand] += grown;
    children -= grown;
  }
}

WeightTarget target_of_size(Types types, int size, double households) {
  WeightTarget target{{}, households};
  for (std::size_t t = 0; t < types.size(); ++t) {
    if (std::min(size_of(types[t].members), kHouseholdSizes) == size) target.parts.push_back({t, 1});
  }
  return target;
}

WeightTarget target_of_age(Types types, std::size_t band, double persons) {
  WeightTarget target{{}, persons};
  for (std::size_t t = 0; t < types.size(); ++t) {
    if (types[t].members[band] > 0) target.parts.push_back({t, double(types[t].members[band])});
  }
  return target;
}

// Ages and sizes together first; ages alone afterwards, since they are known and sizes are assumed.
std::vector<double> fitted_weights(Types types, const Persons& persons, const HouseholdTargets& goal, int& iterations) {
  double mean_size = 0;
  for (int size = 1; size <= kHouseholdSizes; ++size) mean_size += size * goal.size_shares[size - 1];
  const double households = double(goal.inhabitants) / std::max(mean_size, 1.0);
  std::vector<double> weights;
  for (const HouseholdType& type : types) weights.push_back(type.usual * households / 1000);

  std::vector<WeightTarget> both;
  for (int size = 1; size <= kHouseholdSizes; ++size) {
    both.push_back(target_of_size(types, size, households * goal.size_shares[size - 1]));
  }
  std::vector<WeightTarget> ages;
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    ages.push_back(target_of_age(types, band, double(persons[band])));
  }
  both.insert(both.end(), ages.begin(), ages.end());
  iterations = proportional_updating(both, weights, 300, 1e-3).iterations;
  iterations += proportional_updating(ages, weights, 200, 1e-4).iterations;
  return weights;
}

bool fits(const HouseholdMembers& members, const Persons& left) {
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    if (members[band] > left[band]) return false;
  }
  return true;
}

void take(const HouseholdMembers& members, std::int64_t times, Persons& left) {
  for (std::size_t band = 0; band < kAgeBands; ++band) left[band] -= times * members[band];
}

bool has_child(const HouseholdMembers& members) {
  return std::any_of(members.begin(), members.begin() + kChildBands, [](std::uint8_t n) { return n > 0; });
}

// Whole numbers of households of each type, made of the persons that are left.
class WholeHouseholds {
 public:
  WholeHouseholds(Types types, std::vector<double> weights, const Persons& persons)
      : types_{types}, weights_{std::move(weights)}, counts_(types.size(), 0), left_{persons} {}

  void round_down() {
    for (std::size_t t = 0; t < types_.size(); ++t) {
      std::int64_t most = static_cast<std::int64_t>(std::min(std::floor(weights_[t]), 1e9));
      for (std::size_t band = 0; band < kAgeBands; ++band) {
        if (types_[t].members[band] > 0) most = std::min(most, left_[band] / types_[t].members[band]);
      }
      counts_[t] = most;
      take(types_[t].members, most, left_);
    }
  }

  // Families first, then adults together, as many of each as are missing. Who is left lives alone: were those drawn
  // earlier, they would break up couples.
  void draw_missing(RandomStream& random) {
    for (const bool with_children : {true, false}) {
      double missing = random.uniform();  // rounds its sum down or up
      for (std::size_t t = 0; t < types_.size(); ++t) {
        if (lives_together(t, with_children)) missing += missing_of(t);
      }
      for (; missing >= 1 && draw_one(with_children, random); missing -= 1) continue;
    }
  }

  std::vector<HouseholdMembers> households() {
    std::vector<HouseholdMembers> made;
    for (std::size_t t = 0; t < types_.size(); ++t) made.insert(made.end(), counts_[t], types_[t].members);
    for (std::size_t band = kFirstAdultBand; band < kAgeBands; ++band) {
      HouseholdMembers alone{};
      alone[band] = 1;
      made.insert(made.end(), left_[band], alone);
    }
    return made;
  }

  [[nodiscard]] const Persons& left() const { return left_; }

 private:
  [[nodiscard]] double missing_of(std::size_t t) const { return std::max(weights_[t] - double(counts_[t]), 0.0); }
  [[nodiscard]] bool lives_together(std::size_t t, bool with_children) const {
    return has_child(types_[t].members) == with_children && size_of(types_[t].members) > 1;
  }

  // One more household of a type that fits: by what is missing of each, else by how common each is. False: none fits.
  bool draw_one(bool with_children, RandomStream& random) {
    std::vector<std::size_t> able;
    double missing = 0;
    double common = 0;
    for (std::size_t t = 0; t < types_.size(); ++t) {
      if (weights_[t] <= 0 || !lives_together(t, with_children) || !fits(types_[t].members, left_)) continue;
      able.push_back(t);
      missing += missing_of(t);
      common += weights_[t];
    }
    if (able.empty()) return false;
    double at = random.uniform() * (missing > 0 ? missing : common);
    std::size_t drawn = able.front();
    for (const std::size_t t : able) {
      const double chance = missing > 0 ? missing_of(t) : weights_[t];
      if (chance <= 0) continue;
      drawn = t;  // the last one if rounding leaves a trace of `at`
      at -= chance;
      if (at < 0) break;
    }
    ++counts_[drawn];
    take(types_[drawn].members, 1, left_);
    return true;
  }

  Types types_;
  std::vector<double> weights_;
  std::vector<std::int64_t> counts_;
  Persons left_;
};

void shuffle(std::vector<HouseholdMembers>& households, RandomStream& random) {
  for (std::size_t i = households.size(); i > 1; --i) {
    std::swap(households[i - 1], households[random.below(static_cast<std::uint32_t>(i))]);
  }
}

// How readily a household takes in one more child: families and adults of parents' age first, small ones first.
int readiness(const HouseholdMembers& members) {
  const bool parents = members[kParentBand] + members[kParentBand + 1] > 0;
  return (parents ? 0 : 1000) + (has_child(members) ? 0 : 100) + size_of(members);
}

// Children whom no type could take, one to a household, then a second one to each, and so on.
void adopt(const Persons& left, std::vector<HouseholdMembers>& households) {
  std::vector<std::size_t> order;
  std::size_t next = 0;
  for (std::size_t band = 0; band < kChildBands; ++band) {
    for (std::int64_t child = 0; child < left[band]; ++child) {
      if (order.empty()) {
        order.resize(households.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
          return readiness(households[a]) < readiness(households[b]);
        });
      }
      ++households[order[next++ % order.size()]][band];
    }
  }
}

}  // namespace

std::array<std::int64_t, kAgeBands> whole_persons(std::int64_t inhabitants, const std::array<double, kAgeBands>& shares,
                                                  double start) {
  Persons persons{};
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  double upto = 0;  // at the last band with a share it equals `all` to the last bit, so nobody is lost
  std::int64_t before = 0;
  for (std::size_t band = 0; band < kAgeBands; ++band) {
    upto += shares[band];
    const auto end = static_cast<std::int64_t>(std::floor(upto / all * double(inhabitants) + start));
    persons[band] = std::min(end, inhabitants) - before;
    before = std::min(end, inhabitants);
  }
  return persons;
}

HouseholdsMade make_households(const HouseholdTargets& targets, RandomStream& random) {
  HouseholdsMade made;
  if (targets.inhabitants <= 0) return made;
  Persons persons = whole_persons(targets.inhabitants, targets.age_shares, random.uniform());
  leave_no_child_alone(persons);

  const Types types = household_types();
  WholeHouseholds whole{types, fitted_weights(types, persons, targets, made.iterations), persons};
  whole.round_down();
  whole.draw_missing(random);
  made.households = whole.households();
  shuffle(made.households, random);
  adopt(whole.left(), made.households);
  return made;
}

}  // namespace navette
