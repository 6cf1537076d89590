#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

/// The visits of one shuttle, in order: rows of /stops.
using Visits = std::vector<std::size_t>;

class DiversionCheck {
 public:
  DiversionCheck(const Run& run, Findings& findings) : run_{run}, findings_{findings} {
    for (std::size_t k = 0; k < run.events.time.size(); ++k) {
      const bool unplanned = run.events.kind[k] == kReassignedEvent || run.events.kind[k] == kCancelledEvent ||
                             run.events.kind[k] == kNoShowEvent || run.events.kind[k] == kBrokeDownEvent;
      if (unplanned && run.events.shuttle[k] >= 0) not_checked_.insert(run.events.shuttle[k]);
    }
  }

  void shuttle(std::int64_t id, const Visits& visits) {
    const auto service = static_cast<std::size_t>(run_.shuttles.service[static_cast<std::size_t>(id)]);
    const std::int64_t threshold = run_.services.late_diversion_threshold[service];
    if (threshold <= 0 || not_checked_.contains(id) || early(visits)) return;
    for (std::size_t k = 0; k < visits.size(); ++k) newcomer(visits, k, threshold);
  }

 private:
  // Somewhere the shuttle was faster than planned.
  [[nodiscard]] bool early(const Visits& visits) const {
    return std::any_of(visits.begin(), visits.end(),
                       [&](std::size_t row) { return run_.stops.begin[row] < run_.stops.planned_begin[row]; });
  }

  // The visit at rank k was added to the plan when its request was accepted: who was to be dropped behind it then?
  void newcomer(const Visits& visits, std::size_t k, std::int64_t threshold) {
    const auto& r = run_.requests;
    const std::int64_t request = run_.stops.request[visits[k]];
    if (request < 0) return;
    const std::int64_t accepted = r.decided_at[static_cast<std::size_t>(request)];
    for (std::size_t later = k + 1; later < visits.size(); ++later) {
      const std::size_t row = visits[later];
      if (run_.stops.begin[row] - accepted > threshold) return;
      if (run_.stops.kind[row] != kDropoff || run_.stops.request[row] < 0) continue;
      const auto other = static_cast<std::size_t>(run_.stops.request[row]);
      if (r.pickup[other] == kNone || r.pickup[other] >= accepted) continue;  // was not on board
      findings_.add("promises.diversion", "{}: was accepted at {} and visited before {} arrives at {}",
                    run_.name(static_cast<std::size_t>(request)), clock(accepted), run_.name(other),
                    clock(run_.stops.begin[row]));
    }
  }

  const Run& run_;
  Findings& findings_;
  std::set<std::int64_t> not_checked_;
};

}  // namespace

void check_diversions(const Run& run, Findings& findings) {
  if (run.services.late_diversion_threshold.size() != run.services.size()) return;  // an older file
  if (!only_adds(run)) return;  // else what happened does not tell what was planned
  std::map<std::int64_t, Visits> visits;
  for (std::size_t row = 0; row < run.stops.shuttle.size(); ++row) visits[run.stops.shuttle[row]].push_back(row);
  DiversionCheck check{run, findings};
  for (const auto& [shuttle, rows] : visits) check.shuttle(shuttle, rows);
}

}  // namespace navette::verify
