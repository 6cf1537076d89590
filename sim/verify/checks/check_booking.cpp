#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kDayLength = 86'400'000;

bool phone_is_answered(const Run& run, std::int64_t time) {
  const std::int64_t today = (time % kDayLength + kDayLength) % kDayLength;
  const auto& [from, until] = std::tie(run.rules.booking.phone_from, run.rules.booking.phone_until);
  bool open = from.empty();
  for (std::size_t k = 0; k < from.size(); ++k) {
    for (std::int64_t since = today; since <= today + 2 * kDayLength; since += kDayLength) {
      open = open || (from[k] <= static_cast<double>(since) && static_cast<double>(since) <= until[k]);
    }
  }
  return open;
}

/// The calls that got through: (when, row of the request). Both ways heard of at one moment are one call, the way
/// out's.
std::vector<std::pair<std::int64_t, std::size_t>> calls_of(const Run& run) {
  const auto& r = run.requests;
  std::map<std::int64_t, std::int64_t> way_out_heard;  // by tour
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.tour[i] >= 0 && r.way_back[i] == 0) way_out_heard[r.tour[i]] = r.heard_at[i];
  }
  std::vector<std::pair<std::int64_t, std::size_t>> calls;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.channel[i] != kPhone || r.heard_at[i] == kNone) continue;
    const auto out = r.way_back[i] == 1 ? way_out_heard.find(r.tour[i]) : way_out_heard.end();
    if (out != way_out_heard.end() && out->second == r.heard_at[i]) continue;
    calls.emplace_back(r.heard_at[i], i);
  }
  std::sort(calls.begin(), calls.end());
  return calls;
}

void check_calls(const Run& run, Findings& findings) {
  const auto& booking = run.rules.booking;
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> busy_until;
  for (const auto& [time, i] : calls_of(run)) {
    if (!phone_is_answered(run, time)) {
      findings.add("booking.phone", "{}: got through at {}, when nobody answers", run.name(i), clock(time));
    }
    if (booking.phone_lines <= 0) continue;
    while (!busy_until.empty() && busy_until.top() <= time) busy_until.pop();
    if (static_cast<std::int64_t>(busy_until.size()) >= booking.phone_lines) {
      findings.add("booking.phone", "{}: got through at {}, when all {} lines were busy", run.name(i), clock(time),
                   booking.phone_lines);
    }
    busy_until.push(time + booking.call_length);
  }
}

// Only a caller can fail to get through: this one, or whoever books the way out of the same tour.
void check_never_made(const Run& run, Findings& findings) {
  const auto& r = run.requests;
  const bool may_fail = run.rules.booking.phone_lines > 0 || !run.rules.booking.phone_from.empty();
  std::map<std::int64_t, bool> tour_by_phone;
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.tour[i] >= 0) tour_by_phone[r.tour[i]] |= r.channel[i] == kPhone;
  }
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.end[i] != kNeverMade) continue;
    const bool by_phone = r.channel[i] == kPhone || (r.tour[i] >= 0 && tour_by_phone[r.tour[i]]);
    if (!by_phone || !may_fail) {
      findings.add("booking.never_made", "{}: never got through, though {}", run.name(i),
                   by_phone ? "the phone is never busy nor closed" : "nobody phoned");
    }
  }
}

void check_offer(const Run& run, std::size_t k, Findings& findings) {
  const auto& booking = run.rules.booking;
  const auto i = static_cast<std::size_t>(run.events.request[k]);
  const std::int64_t departure = run.events.value[k];
  const std::int64_t shift = departure - run.requests.earliest_departure[i];
  if (!booking.offers || shift == 0 || std::abs(shift) > booking.max_offer_shift || booking.offer_step <= 0 ||
      shift % booking.offer_step != 0 || departure < run.events.time[k]) {
    findings.add("booking.offers", "{}: departure {} was offered at {} in place of {}", run.name(i), clock(departure),
                 clock(run.events.time[k]), clock(run.requests.earliest_departure[i]));
  }
}

/// Asks that were made so far, request by request.
class Asks {
 public:
  Asks(const Run& run, Findings& findings) : run_{run}, findings_{findings} {}

  void again(std::size_t k) {
    const auto& booking = run_.rules.booking;
    const auto i = static_cast<std::size_t>(run_.events.request[k]);
    const std::int64_t time = run_.events.time[k];
    const std::int64_t first = run_.requests.heard_at[i];
    const auto [last, new_one] = last_.try_emplace(i, first);
    if (booking.retry_interval <= 0 || time - last->second < booking.retry_interval ||
        time - first > booking.max_request_age) {
      findings_.add("booking.asked_again", "{}: asks again at {}, having asked at {} and first at {}", run_.name(i),
                    clock(time), clock(last->second), clock(first));
    }
    last->second = time;
  }

 private:
  const Run& run_;
  Findings& findings_;
  std::map<std::size_t, std::int64_t> last_;
};

}  // namespace

void check_booking(const Run& run, Findings& findings) {
  if (!run.rules.booking.known) return findings.note("the file does not tell how people book: that was not checked");
  check_calls(run, findings);
  check_never_made(run, findings);
  Asks asks{run, findings};
  for (std::size_t k = 0; k < run.events.time.size(); ++k) {
    if (run.events.request[k] < 0) continue;
    if (run.events.kind[k] == kOfferedEvent) check_offer(run, k, findings);
    if (run.events.kind[k] == kAskedAgainEvent) asks.again(k);
  }
}

}  // namespace navette::verify
