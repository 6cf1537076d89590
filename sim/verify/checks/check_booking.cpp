#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <queue>
#include <utility>
#include <vector>

#include "verify/booking_times.h"
#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

void check_calls(const Run& run, Findings& findings) {
  const auto& booking = run.rules.booking;
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> busy_until;
  for (const auto& [time, i] : calls_of(run)) {
    if (!booking.phone) {
      findings.add("booking.phone", "{}: got through at {}, though no calls are taken", run.name(i), clock(time));
    }
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
