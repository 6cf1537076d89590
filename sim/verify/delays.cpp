#include "verify/delays.h"

#include <algorithm>
#include <limits>

namespace navette::verify {

Delays::Delays(const Run& run) : run_{run}, of_shuttle_(run.shuttles.size()), shuttles_(run.requests.size()) {
  const auto& o = run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.shuttle[k] < 0) continue;
    const auto shuttle = static_cast<std::size_t>(o.shuttle[k]);
    if (o.kind[k] == kDelayedEvent) of_shuttle_[shuttle].push_back({o.time[k], o.value[k]});
    if ((o.kind[k] != kAcceptedEvent && o.kind[k] != kReassignedEvent) || o.request[k] < 0) continue;
    auto& promised = shuttles_[static_cast<std::size_t>(o.request[k])];
    if (std::find(promised.begin(), promised.end(), o.shuttle[k]) == promised.end()) promised.push_back(o.shuttle[k]);
  }
}

std::int64_t Delays::until(std::int64_t shuttle, std::int64_t time) const {
  std::int64_t sum = 0;
  for (const Delay& delay : of_shuttle_[static_cast<std::size_t>(shuttle)]) {
    if (delay.time <= time) sum += delay.length;
  }
  return sum;
}

std::int64_t Delays::all(std::int64_t shuttle) const {
  return until(shuttle, std::numeric_limits<std::int64_t>::max());
}

std::int64_t Delays::of_request(std::size_t request) const {
  const auto& r = run_.requests;
  std::int64_t sum = 0;
  for (const std::int64_t shuttle : shuttles_[request]) {
    sum += until(shuttle, r.dropoff[request]) - until(shuttle, r.decided_at[request] - 1);
  }
  return sum;
}

std::vector<std::int64_t> shift_starts(const Run& run, const Delays& delays, std::int64_t shuttle) {
  std::vector<std::int64_t> starts;
  for (std::size_t k = 0; k < run.shifts.shuttle.size(); ++k) {
    if (run.shifts.shuttle[k] == shuttle) starts.push_back(run.shifts.start[k]);
  }
  if (delays.all(shuttle) == 0) return starts;
  std::size_t shift = 0;
  for (std::size_t k = 0; k < run.events.time.size() && shift < starts.size(); ++k) {
    if (run.events.shuttle[k] != shuttle || run.events.kind[k] != kShiftStartedEvent) continue;
    starts[shift] = std::max(starts[shift], run.events.time[k]);
    ++shift;
  }
  return starts;
}

}  // namespace navette::verify
