#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/limits.h"

namespace navette::verify {
namespace {

bool way_back_promised(const Run& run, std::size_t i) {
  const std::int64_t other = run.requests.other_way[i];
  return other >= 0 && run.requests.promised_pickup[static_cast<std::size_t>(other)] != kNone;
}

/// Of one contract the way out arrives, walk included, before the way back leaves.
void check_way_back(const Run& run, std::size_t i, Findings& findings) {
  const auto& r = run.requests;
  const std::int64_t leaves = way_back_leaves(run, i);
  if (leaves == kNone || r.latest_dropoff[i] == kNone || !under_contract(run, i) || !way_back_promised(run, i)) return;
  const std::int64_t arrives = r.latest_dropoff[i] + r.walk_from_dropoff[i];
  if (arrives <= leaves) return;
  findings.add("promises.way_back", "{}: may arrive until {}, but its way back leaves from {}", run.name(i),
               clock(arrives), clock(leaves));
}

void check_limits(const Run& run, std::size_t i, Findings& findings) {
  const auto& r = run.requests;
  // Where the file leaves open whether both ways were sold as one, the way out is promised by one of the two limits.
  const bool certain = under_contract(run, i) && way_back_promised(run, i);
  const Limits alone = promised_limits_of(run, i, false);
  const Limits together = promised_limits_of(run, i, true);
  const bool may_be = r.service[i] >= 0 && run.services.way_back[static_cast<std::size_t>(r.service[i])] == 1;
  const Limits limits = certain || (may_be && r.latest_dropoff[i] == together.latest_dropoff) ? together : alone;
  const auto differs = [&](const char* what, std::int64_t found, std::int64_t wanted) {
    if (found == wanted) return;
    findings.add("promises.limits", "{}: {} is {}, by the rules {}", run.name(i), what, clock(found), clock(wanted));
  };
  differs("latest_pickup", r.latest_pickup[i], limits.latest_pickup);
  differs("latest_dropoff", r.latest_dropoff[i], limits.latest_dropoff);
  differs("max_ride_time", r.max_ride_time[i], limits.max_ride_time);
}

bool exceeds(std::int64_t time, std::int64_t limit) { return limit != kNone && time > limit; }

/// Whether junctions forbid turns: who turns round at a stop on the way may then be faster than the direct drive.
bool has_turn_restrictions(const Run& run) {
  for (std::size_t edge = 0; edge < run.edges.length.size(); ++edge) {
    if (run.edges.length[edge] == 0 && run.edges.duration[edge] == 0) return true;
  }
  return false;
}

/// `least_drive`: that a shuttle needs from the pickup to the drop-off.
void check_offer(const Run& run, std::size_t i, std::int64_t least_drive, Findings& findings) {
  const auto& r = run.requests;
  const std::int64_t pickup = r.promised_pickup[i];
  const std::int64_t dropoff = r.promised_dropoff[i];
  if (r.decided_at[i] < r.heard_at[i]) {
    findings.add("promises.offered", "{}: decided at {}, before it was heard of at {}", run.name(i),
                 clock(r.decided_at[i]), clock(r.heard_at[i]));
  }
  if (pickup < std::max(ready_at(run, i), r.decided_at[i]) || exceeds(pickup, r.latest_pickup[i]) ||
      exceeds(dropoff, r.latest_dropoff[i]) || dropoff < pickup + r.boarding_time[i] + least_drive ||
      exceeds(dropoff - pickup - r.boarding_time[i], r.max_ride_time[i])) {
    findings.add("promises.offered", "{}: pickup {} and drop-off {} were promised outside the limits", run.name(i),
                 clock(pickup), clock(dropoff));
  }
}

/// By how much each limit was passed: of those who were picked up, boarded and set down. [ms]
std::vector<std::int64_t> breaches(const Run& run, std::size_t i) {
  const auto& r = run.requests;
  std::vector<std::int64_t> late;
  if (r.pickup[i] == kNone || r.boarded[i] == kNone || r.dropoff[i] == kNone) return late;
  const auto note = [&](std::int64_t time, std::int64_t limit) {
    if (exceeds(time, limit)) late.push_back(time - limit);
  };
  note(r.pickup[i], r.latest_pickup[i]);
  note(r.dropoff[i], r.latest_dropoff[i]);
  note(r.dropoff[i] - r.boarded[i], r.max_ride_time[i]);
  return late;
}

}  // namespace

Breach breach_of(const Run& run, std::size_t request) {
  const auto& r = run.requests;
  Breach breach;
  if (r.pickup[request] == kNone || r.boarded[request] == kNone || r.dropoff[request] == kNone) return breach;
  const auto passed = [](std::int64_t time, std::int64_t limit) { return exceeds(time, limit) ? time - limit : 0; };
  breach.late = std::max(passed(r.pickup[request], r.latest_pickup[request]),
                         passed(r.dropoff[request], r.latest_dropoff[request]));
  breach.too_long = passed(r.dropoff[request] - r.boarded[request], r.max_ride_time[request]);
  return breach;
}

void check_promises(const Run& run, Findings& findings) {
  const auto& r = run.requests;
  std::vector<std::vector<std::int64_t>> told(r.size());
  for (std::size_t k = 0; k < run.events.time.size(); ++k) {
    if (run.events.kind[k] != kPromiseBrokenEvent || run.events.request[k] < 0) continue;
    told[static_cast<std::size_t>(run.events.request[k])].push_back(run.events.value[k]);
  }
  std::int64_t told_and_broken = 0;
  const bool turns = has_turn_restrictions(run);
  for (std::size_t i = 0; i < r.size(); ++i) {
    const bool promised = r.direct_time[i] != kNone && r.promised_pickup[i] != kNone &&
                          r.promised_dropoff[i] != kNone && r.decided_at[i] != kNone;
    if (promised) {
      check_limits(run, i, findings);
      check_way_back(run, i, findings);
      // Between stops the drive is another than from door to door.
      const bool direct = !turns && r.pickup_stop[i] < 0 && r.dropoff_stop[i] < 0;
      check_offer(run, i, direct ? r.direct_time[i] : 0, findings);
    }
    const bool served =
        r.end[i] == kServed && promised && r.pickup[i] != kNone && r.boarded[i] != kNone && r.dropoff[i] != kNone;
    if (served && r.pickup[i] < std::max(ready_at(run, i), r.decided_at[i])) {
      findings.add("promises.kept", "{}: picked up at {}, before it was ready at {}", run.name(i), clock(r.pickup[i]),
                   clock(std::max(ready_at(run, i), r.decided_at[i])));
    }
    const auto late = served ? breaches(run, i) : std::vector<std::int64_t>{};
    for (const std::int64_t value : told[i]) {
      const bool true_word = std::find(late.begin(), late.end(), value) != late.end();
      // Of those who never boarded, the columns do not tell how late the shuttle came.
      if (served && !true_word) {
        findings.add("promises.told", "{}: told as broken by {} ms, which is not so", run.name(i), value);
      }
    }
    if (late.empty()) continue;
    if (told[i].empty()) {
      findings.add("promises.kept", "{}: a promise was broken by {} ms, and no event tells it", run.name(i), late[0]);
    } else {
      ++told_and_broken;
    }
  }
  if (told_and_broken > 0)
    findings.note(fmt::format("{} requests with a broken promise, as the log tells", told_and_broken));
}

}  // namespace navette::verify
