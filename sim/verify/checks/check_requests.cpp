#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/limits.h"

namespace navette::verify {
namespace {

/// What the log says of one request.
struct Told {
  std::array<int, 23> count{};
  std::vector<std::int64_t> offers;  // departures
  std::int64_t submitted_at = kNone, decided_at = kNone, reason = kNoReason;
};

std::vector<Told> told_of_requests(const Run& run, Findings& findings) {
  std::vector<Told> told(run.requests.size());
  for (std::size_t k = 0; k < run.events.time.size(); ++k) {
    const std::int64_t kind = run.events.kind[k];
    const std::int64_t request = run.events.request[k];
    const bool of_shuttle = (kind >= kShiftStartedEvent && kind <= kDivertedEvent) || kind >= kDelayedEvent;
    const bool of_both = kind == kAcceptedEvent || kind == kReassignedEvent || kind == kBoardingEvent ||
                         kind == kAlightingEvent || kind == kCancelledEvent || kind == kNoShowEvent;
    const bool shuttle_told = run.events.shuttle[k] >= 0;
    const bool may_name_shuttle = of_shuttle || of_both || kind == kPromiseBrokenEvent;
    if ((request < 0) != of_shuttle || (!shuttle_told && (of_shuttle || of_both)) ||
        (shuttle_told && !may_name_shuttle)) {
      findings.add("events.concern", "event {} at {} does not say whom it concerns, or names others", k,
                   clock(run.events.time[k]));
    }
    if (request < 0) continue;
    Told& one = told[static_cast<std::size_t>(request)];
    ++one.count[static_cast<std::size_t>(kind)];
    if (kind == kSubmittedEvent) one.submitted_at = run.events.time[k];
    if (kind == kAcceptedEvent || kind == kRefusedEvent) one.decided_at = run.events.time[k];
    if (kind == kOfferedEvent) one.offers.push_back(run.events.value[k]);
    if (kind == kRefusedEvent) one.reason = run.events.value[k];
  }
  return told;
}

bool one_end(const Told& told, std::int64_t end) {
  const auto times = [&](EventCode kind) { return told.count[kind]; };
  const auto ended = [&](int served, int refused, int cancelled, int no_show) {
    return times(kBoardingEvent) == served && times(kAlightingEvent) == served && times(kRefusedEvent) == refused &&
           times(kCancelledEvent) == cancelled && times(kNoShowEvent) == no_show;
  };
  const bool never_made = end == kNeverMade;
  if (times(kSubmittedEvent) != (never_made ? 0 : 1) || times(kNeverMadeEvent) != (never_made ? 1 : 0)) return false;
  switch (end) {
    case kServed:
      return times(kAcceptedEvent) == 1 && ended(1, 0, 0, 0);
    case kRefused:
      return times(kAcceptedEvent) == 0 && ended(0, 1, 0, 0);
    case kNeverMade:
      return times(kAcceptedEvent) == 0 && ended(0, 0, 0, 0);
    case kCancelled:
      return times(kAcceptedEvent) <= 1 && ended(0, 0, 1, 0);
    default:
      return times(kAcceptedEvent) == 1 && ended(0, 0, 0, 1);
  }
}

/// Whether the columns that `end` demands are filled, and those it excludes are empty.
bool complete(const Run& run, std::size_t i, bool was_accepted) {
  const auto& r = run.requests;
  const bool served = r.end[i] == kServed;
  const bool promised = r.promised_pickup[i] != kNone && r.promised_dropoff[i] != kNone &&
                        r.latest_pickup[i] != kNone && r.latest_dropoff[i] != kNone && r.direct_time[i] != kNone &&
                        r.shuttle[i] >= 0;
  const bool nothing_promised = r.promised_pickup[i] == kNone && r.promised_dropoff[i] == kNone &&
                                r.latest_pickup[i] == kNone && r.latest_dropoff[i] == kNone &&
                                r.max_ride_time[i] == kNone && r.shuttle[i] < 0;
  const bool carried = r.pickup[i] != kNone && r.boarded[i] != kNone && r.dropoff[i] != kNone;
  const bool not_carried = r.pickup[i] == kNone && r.boarded[i] == kNone && r.dropoff[i] == kNone && r.shared[i] == 0;
  const bool no_ride = r.pickup_stop[i] < 0 && r.dropoff_stop[i] < 0 && r.course[i] < 0 && !r.pickup_place[i].known() &&
                       !r.dropoff_place[i].known() && r.walk_to_pickup[i] == 0 && r.walk_from_dropoff[i] == 0;
  const bool direct = r.direct_time[i] != kNone;
  const bool on_road = r.origin[i].known() && r.destination[i].known();
  // Of who is refused for the two ends, or never asks, nothing was searched for.
  const bool searched = on_road && r.reason[i] != kSamePlace && r.end[i] != kNeverMade && r.end[i] != kCancelled;
  const bool costly = r.reason[i] == kTooCostly;
  return (was_accepted || no_ride) && (costly || r.least_added_time[i] == kNone) &&
         direct == (r.direct_distance[i] >= 0) && (direct ? on_road : !searched) && (served ? carried : not_carried) &&
         (was_accepted ? promised : nothing_promised) &&
         (r.decided_at[i] != kNone || r.end[i] == kCancelled || r.end[i] == kNeverMade);
}

/// Another departure holds only for those accepted, and was offered to them; who declined was offered one too.
void check_agreed(const Run& run, const std::vector<Told>& told, Findings& findings) {
  const auto& r = run.requests;
  for (std::size_t i = 0; i < r.size(); ++i) {
    const auto& offers = told[i].offers;
    const bool offered = std::find(offers.begin(), offers.end(), r.agreed_departure[i]) != offers.end();
    if (r.agreed_departure[i] != kNone && (!offered || r.promised_pickup[i] == kNone)) {
      findings.add("requests.agreed", "{}: agreed on {}, which was not offered and promised", run.name(i),
                   clock(r.agreed_departure[i]));
    }
    const int declined = told[i].count[kDeclinedEvent];
    if (declined > static_cast<int>(offers.size()) || (r.reason[i] == kOfferDeclined) != (declined == 1)) {
      findings.add("requests.agreed", "{}: {} offers, {} declined, reason {}", run.name(i), offers.size(), declined,
                   r.reason[i]);
    }
  }
}

/// The two ways of a tour under one contract are promised together or not at all.
void check_contracts(const Run& run, Findings& findings) {
  const auto& r = run.requests;
  std::map<std::int64_t, std::vector<std::size_t>> tours;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.tour[i] >= 0) tours[r.tour[i]].push_back(i);
  }
  for (std::size_t i = 0; i < r.size(); ++i) {
    const auto& sold = run.services.way_back;
    const bool may_be = std::find(sold.begin(), sold.end(), 1) != sold.end() && r.tour[i] >= 0;
    if (r.reason[i] == kWayBackRefused && !may_be) {
      findings.add("requests.contract", "{}: refused as way_back_refused, but is no part of a tour sold as one",
                   run.name(i));
    }
  }
  for (const auto& [tour, ways] : tours) {
    if (ways.size() != 2) continue;
    const auto [a, b] = std::pair{ways[0], ways[1]};
    const auto promised = [&](std::size_t i) { return r.promised_pickup[i] != kNone; };
    const bool refused_for_other = r.reason[a] == kWayBackRefused || r.reason[b] == kWayBackRefused;
    // Where a service sells ways singly, the other way may be promised by that one: the reason is of the one that came
    // closest.
    const auto sold_singly = [&](std::size_t i) { return promised(i) && !under_contract(run, i); };
    if (refused_for_other && (promised(a) || promised(b)) && !sold_singly(a) && !sold_singly(b)) {
      findings.add("requests.contract", "{} and {}: one is refused for the other's sake, which is promised",
                   run.name(a), run.name(b));
    } else if (r.way_back[a] != r.way_back[b] && (under_contract(run, a) || under_contract(run, b)) &&
               r.service[a] != r.service[b]) {
      findings.add("requests.contract", "{} and {}: one way is promised by a contract for both, the other is not",
                   run.name(a), run.name(b));
    }
  }
}

}  // namespace

void check_requests(const Run& run, const Roads& roads, Findings& findings) {
  const auto& r = run.requests;
  const auto told = told_of_requests(run, findings);
  for (std::size_t i = 0; i < r.size(); ++i) {
    const Told& one = told[i];
    if (r.party_size[i] < 1 || r.wheelchairs[i] > r.party_size[i]) {
      findings.add("requests.party", "{}: {} people with {} wheelchairs", run.name(i), r.party_size[i],
                   r.wheelchairs[i]);
    }
    if (!one_end(one, r.end[i])) {
      findings.add("requests.one_end",
                   "{}: end {}, but the log tells {} submitted, {} accepted, {} refused, {} cancelled, {} no_show, "
                   "{} boarding, {} alighting",
                   run.name(i), r.end[i], one.count[0], one.count[1], one.count[2], one.count[5], one.count[6],
                   one.count[7], one.count[8]);
      continue;
    }
    if (!complete(run, i, one.count[kAcceptedEvent] == 1)) {
      findings.add("requests.complete", "{}: its columns do not fit its end ({})", run.name(i), r.end[i]);
    }
    if (one.submitted_at != r.heard_at[i] || one.decided_at != r.decided_at[i]) {
      findings.add("requests.times", "{}: heard at {} and decided at {}, in the log {} and {}", run.name(i),
                   clock(r.heard_at[i]), clock(r.decided_at[i]), clock(one.submitted_at), clock(one.decided_at));
    }
    if ((r.end[i] == kRefused) != (r.reason[i] != kNoReason) || r.reason[i] != one.reason) {
      findings.add("requests.reason", "{}: end {}, reason {}, reason in the log {}", run.name(i), r.end[i], r.reason[i],
                   one.reason);
    }
  }
  check_agreed(run, told, findings);
  check_contracts(run, findings);
  check_reasons(run, roads, findings);
}

}  // namespace navette::verify
