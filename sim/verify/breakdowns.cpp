#include "verify/breakdowns.h"

#include <algorithm>

namespace navette::verify {

Breakdowns::Breakdowns(const Run& run)
    : run_{run}, of_shuttle_(run.shuttles.size()), ended_(run.legs.shuttle.size(), false) {
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] != kBrokeDownEvent || o.shuttle[k] < 0) continue;
    of_shuttle_[static_cast<std::size_t>(o.shuttle[k])].push_back({o.time[k], o.time[k] + o.value[k]});
  }
  const auto& l = run.legs;
  for (std::size_t k = 0; k < l.shuttle.size(); ++k) {
    // Given another target at that very moment, it would go on at once.
    const bool last =
        k + 1 == l.shuttle.size() || l.shuttle[k + 1] != l.shuttle[k] || l.departure[k + 1] > l.arrival[k];
    if (l.diverted[k] != 1 || !last) continue;
    const auto& all = of_shuttle(l.shuttle[k]);
    ended_[k] = std::any_of(all.begin(), all.end(), [&](const Breakdown& one) { return one.from == l.arrival[k]; });
  }
}

bool Breakdowns::goes_on(std::size_t leg) const {
  const auto& l = run_.legs;
  return leg > 0 && l.shuttle[leg - 1] == l.shuttle[leg] && l.diverted[leg - 1] == 1 && !ended_[leg - 1];
}

}  // namespace navette::verify
