#include "dispatch/plan/annealing.h"

#include <cmath>

#include "core/portable_math.h"

namespace navette::plan {

void Annealing::advance(double share) {
  const double turn = share * rounds_;
  const double within = turn - std::floor(turn);
  now_ = first_ * portable::exp(portable::log(last_ / first_) * within);
}

bool Annealing::accepts(double rise, RandomStream& random) const {
  if (rise <= 0) return true;
  return rise < -now_ * portable::log(1 - random.uniform());
}

}  // namespace navette::plan
