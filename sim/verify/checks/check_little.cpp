#include <algorithm>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

/// The area under a count that steps up and down as the log tells.
class Area {
 public:
  void step(std::int64_t time, std::int64_t change) { steps_.push_back({time, change}); }

  struct Result {
    double area;          // [request ms]
    std::int64_t lowest;  // of the count
    std::int64_t at_end;
  };
  /// The log may be out of order, which is told elsewhere.
  Result sum() {
    std::stable_sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.time < b.time; });
    Result result{0, 0, 0};
    std::int64_t since = steps_.empty() ? 0 : steps_.front().time;
    for (const Step& step : steps_) {
      result.area += static_cast<double>(result.at_end) * static_cast<double>(step.time - since);
      since = step.time;
      result.at_end += step.change;
      result.lowest = std::min(result.lowest, result.at_end);
    }
    return result;
  }

 private:
  struct Step {
    std::int64_t time;
    std::int64_t change;
  };
  std::vector<Step> steps_;
};

void compare(const char* rule, const char* what, Area& area, double sum, Findings& findings) {
  const auto result = area.sum();
  if (result.area != sum || result.lowest < 0 || result.at_end != 0) {
    findings.add(rule, "requests {}: by the log {:.0f} request-ms, by the requests {:.0f}; {} left at the end", what,
                 result.area, sum, result.at_end);
  }
}

}  // namespace

void check_little(const Run& run, Findings& findings) {
  const auto& o = run.events;
  const auto& r = run.requests;
  Area riding;
  Area in_system;  // from acceptance to arrival, of those who were served
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.request[k] < 0) continue;
    const bool served = r.end[static_cast<std::size_t>(o.request[k])] == kServed;
    if (o.kind[k] == kBoardingEvent) riding.step(o.time[k], 1);
    if (o.kind[k] == kAlightingEvent) riding.step(o.time[k], -1);
    if (served && o.kind[k] == kAcceptedEvent) in_system.step(o.time[k], 1);
    if (served && o.kind[k] == kAlightingEvent) in_system.step(o.time[k], -1);
  }
  double ride_sum = 0;
  double system_sum = 0;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.end[i] != kServed || r.pickup[i] == kNone || r.dropoff[i] == kNone || r.decided_at[i] == kNone) continue;
    ride_sum += static_cast<double>(r.dropoff[i] - r.pickup[i]);
    system_sum += static_cast<double>(r.dropoff[i] - r.decided_at[i]);
  }
  compare("little.riding", "on board", riding, ride_sum, findings);
  compare("little.in_system", "waiting or riding", in_system, system_sum, findings);
}

}  // namespace navette::verify
