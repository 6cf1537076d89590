#include "engine/booking/call_centre.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

#include "core/portable_math.h"
#include "engine/booking/request_stream.h"

namespace navette {
namespace {

struct Call {
  Milliseconds time;
  RequestId request;
  std::size_t caller = 0;
  int redials_left = 0;
};

struct Later {
  bool operator()(const Call& a, const Call& b) const {
    return std::tie(a.time, a.request) > std::tie(b.time, b.request);
  }
};

}  // namespace

std::vector<Hearing> answer_calls(const std::vector<Caller>& callers, const Demand& demand,
                                  const BookingParameters& booking, std::uint64_t seed) {
  std::priority_queue<Call, std::vector<Call>, Later> calls;
  for (std::size_t k = 0; k < callers.size(); ++k) {
    calls.push({callers[k].wants, callers[k].request, k, booking.redials});
  }
  std::priority_queue<Milliseconds, std::vector<Milliseconds>, std::greater<>> busy_until;  // of the lines in use
  std::vector<Hearing> ends(callers.size());
  const auto lines = static_cast<std::size_t>(std::max(0, booking.phone_lines));
  while (!calls.empty()) {
    Call call = calls.top();
    calls.pop();
    Milliseconds again = call.time + booking.redial_interval;
    NeverMadeCause met = NeverMadeCause::busy;
    if (within(booking.phone_hours, call.time)) {
      while (!busy_until.empty() && busy_until.top() <= call.time) busy_until.pop();
      if (lines == 0 || busy_until.size() < lines) {
        ends[call.caller] = {call.time, NeverMadeCause::none};
        if (lines > 0) busy_until.push(call.time + booking.call_length);
        continue;
      }
    } else {
      met = NeverMadeCause::closed;
      const double share = stream_of(demand[call.request], Purpose::phone_call, seed).uniform();
      const auto interval = static_cast<double>(booking.redial_interval.count);
      again = next_opening(booking.phone_hours, call.time) + Milliseconds{portable::round_to_integer(share * interval)};
    }
    if (call.redials_left == 0 || again > callers[call.caller].latest) {
      ends[call.caller] = {call.time, met};
      continue;
    }
    calls.push({again, call.request, call.caller, call.redials_left - 1});
  }
  return ends;
}

}  // namespace navette
