// What was asked for: times that fit each other, and two ways that make a tour.
#include <map>
#include <utility>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {

void check_asked(const Run& run, Findings& findings) {
  const auto& r = run.requests;
  std::map<std::int64_t, std::vector<std::size_t>> tours;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.submitted_at[i] > r.earliest_departure[i] ||
        (r.latest_arrival[i] != kNone && r.latest_arrival[i] <= r.earliest_departure[i])) {
      findings.add("requests.asked", "{}: asked at {} to leave at {} and arrive by {}", run.name(i),
                   clock(r.submitted_at[i]), clock(r.earliest_departure[i]), clock(r.latest_arrival[i]));
    }
    // By app the service hears at once, or earlier of who knows its notice; a way back with the way out.
    const bool alone = r.way_back[i] == 0 || r.tour[i] < 0;
    if (r.channel[i] == kApp && alone && r.heard_at[i] != kNone &&
        (r.heard_at[i] > r.submitted_at[i] || (r.purpose[i] < 0 && r.heard_at[i] != r.submitted_at[i]))) {
      findings.add("requests.asked", "{}: asked by app at {}, heard of at {}", run.name(i), clock(r.submitted_at[i]),
                   clock(r.heard_at[i]));
    }
    if (r.tour[i] >= 0) tours[r.tour[i]].push_back(i);
    if (r.tour[i] < 0 && r.way_back[i] == 1) {
      findings.add("requests.tours", "{}: a way back without a tour", run.name(i));
    }
  }
  for (const auto& [tour, ways] : tours) {
    if (ways.size() != 2 || r.way_back[ways[0]] == r.way_back[ways[1]]) {
      findings.add("requests.tours", "{}: tour {} has {} ways, or not one out and one back", run.name(ways[0]), tour,
                   ways.size());
      continue;
    }
    const auto [out, back] = r.way_back[ways[0]] == 0 ? std::pair{ways[0], ways[1]} : std::pair{ways[1], ways[0]};
    if (r.earliest_departure[back] < r.earliest_departure[out] || r.resident[out] != r.resident[back] ||
        r.purpose[out] != r.purpose[back] || (r.purpose[out] >= 0 && r.channel[out] != r.channel[back])) {
      findings.add("requests.tours", "{} and {}: the ways of one tour do not fit", run.name(out), run.name(back));
    }
  }
}

}  // namespace navette::verify
