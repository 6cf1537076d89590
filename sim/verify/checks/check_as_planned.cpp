// Promised times, against the times kept: under policies that only add to plans, an arrival only moves to later.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

constexpr std::array<std::string_view, 4> kOnlyAdding{"insertion", "first_come", "nearest_feasible", "regret"};

}  // namespace

bool only_adds(const Run& run) {
  return std::find(kOnlyAdding.begin(), kOnlyAdding.end(), run.rules.policy) != kOnlyAdding.end();
}

std::vector<std::vector<std::int64_t>> promises_of_shuttles(const Run& run) {
  std::vector<std::vector<std::int64_t>> times(run.shuttles.size());
  const auto& r = run.requests;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.shuttle[i] >= 0) times[static_cast<std::size_t>(r.shuttle[i])].push_back(r.decided_at[i]);
  }
  for (auto& of_shuttle : times) std::sort(of_shuttle.begin(), of_shuttle.end());
  return times;
}

void check_as_planned(const Run& run, Findings& findings) {
  if (!only_adds(run) || anything_unforeseen(run)) return;
  const auto& r = run.requests;
  const auto promised = promises_of_shuttles(run);
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.end[i] != kServed || r.shuttle[i] < 0 || r.promised_pickup[i] == kNone || r.promised_dropoff[i] == kNone) {
      continue;
    }
    const auto& times = promised[static_cast<std::size_t>(r.shuttle[i])];
    const auto first = std::lower_bound(times.begin(), times.end(), r.decided_at[i]);
    const auto last = std::upper_bound(times.begin(), times.end(), r.dropoff[i]);
    const bool alone = last - first <= 1;  // nobody else was put into the plan until it had arrived
    const bool early = r.pickup[i] < r.promised_pickup[i] || r.dropoff[i] < r.promised_dropoff[i];
    const bool late = r.pickup[i] > r.promised_pickup[i] || r.dropoff[i] > r.promised_dropoff[i];
    if (!early && !(alone && late)) continue;
    findings.add("promises.as_planned", "{}: promised {} and {}, served at {} and {}{}", run.name(i),
                 clock(r.promised_pickup[i]), clock(r.promised_dropoff[i]), clock(r.pickup[i]), clock(r.dropoff[i]),
                 alone ? ", with nobody put in between" : "");
  }
}

}  // namespace navette::verify
