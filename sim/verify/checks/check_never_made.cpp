#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "verify/areas.h"
#include "verify/booking_times.h"
#include "verify/checks/checks.h"
#include "verify/service_days.h"

namespace navette::verify {
namespace {

/// What the log tells of a request that was never made.
struct GivenUp {
  std::int64_t time = kNone;
  std::int64_t cause = kNoCause;
};

class NeverMade {
 public:
  NeverMade(const Run& run, Findings& findings)
      : run_{run}, findings_{findings}, areas_{run}, calls_{calls_of(run)}, given_up_(run.requests.size()) {
    const auto& r = run.requests;
    for (std::size_t i = 0; i < r.size(); ++i) {
      if (r.tour[i] < 0) continue;
      tour_by_phone_[r.tour[i]] |= r.channel[i] == kPhone;
      if (r.way_back[i] == 0) way_out_[r.tour[i]] = i;
    }
    for (std::size_t k = 0; k < run.events.time.size(); ++k) {
      if (run.events.kind[k] != kNeverMadeEvent || run.events.request[k] < 0) continue;
      given_up_[static_cast<std::size_t>(run.events.request[k])] = {run.events.time[k], run.events.value[k]};
    }
  }

  /// Files of earlier versions tell no causes: only callers never got through.
  void check_without_cause(std::size_t i) {
    if (run_.requests.end[i] != kNeverMade) return;
    const auto& booking = run_.rules.booking;
    if (!by_phone(i)) tell(i, "though nobody phoned");
    if (booking.phone_lines <= 0 && booking.phone_from.empty()) tell(i, "though the phone is never busy nor closed");
  }

  void check(std::size_t i) {
    const auto& r = run_.requests;
    const std::int64_t cause = r.never_made_cause[i];
    const bool never = r.end[i] == kNeverMade;
    if (never != (cause != kNoCause) || cause != given_up_[i].cause) {
      tell(i, fmt::format("its cause is {} in the table, {} in the log", cause, given_up_[i].cause));
    } else if (never) {
      if (const char* untrue = why_untrue(i, cause)) {
        findings_.add("booking.never_made_cause", "{}: never made at {}, {}", run_.name(i), clock(given_up_[i].time),
                      untrue);
      }
    }
  }

 private:
  void tell(std::size_t i, const std::string& what) {
    findings_.add("booking.never_made", "{}: never made, {}", run_.name(i), what);
  }

  /// By phone: this request, or whichever way of the same tour was to be asked with it.
  [[nodiscard]] bool by_phone(std::size_t i) const {
    const auto& r = run_.requests;
    return r.channel[i] == kPhone || (r.tour[i] >= 0 && tour_by_phone_.at(r.tour[i]));
  }

  /// Nothing if the cause can be true.
  [[nodiscard]] const char* why_untrue(std::size_t i, std::int64_t cause) const {
    const auto& booking = run_.rules.booking;
    const std::int64_t time = given_up_[i].time;
    if (cause == kNoNoticeCause) return no_notice(i) ? nullptr : "when a service that may take it took bookings";
    if (!by_phone(i)) return "though nobody phoned";
    if (cause == kNoAppCause) return booking.phone ? "though calls are taken" : nullptr;
    if (!booking.phone) return "by a call, though none are taken";
    if (cause == kClosedCause) return phone_is_answered(run_, time) ? "when the phone was answered" : nullptr;
    if (!phone_is_answered(run_, time)) return "when the phone was closed, not busy";
    return all_lines_busy(time) ? nullptr : "when a line was free";
  }

  [[nodiscard]] bool all_lines_busy(std::int64_t time) const {
    const auto& booking = run_.rules.booking;
    const auto first = std::upper_bound(calls_.begin(), calls_.end(), time - booking.call_length,
                                        [](std::int64_t left, const auto& call) { return left < call.first; });
    const auto last = std::upper_bound(calls_.begin(), calls_.end(), time,
                                       [](std::int64_t left, const auto& call) { return left < call.first; });
    return booking.phone_lines > 0 && last - first >= booking.phone_lines;
  }

  /// Of this way, or of the way out that it would have been asked with.
  [[nodiscard]] bool no_notice(std::size_t i) const {
    const auto& r = run_.requests;
    if (r.purpose[i] < 0) return false;  // given: it was made
    if (all_closed(i)) return true;
    const auto out = r.way_back[i] == 1 ? way_out_.find(r.tour[i]) : way_out_.end();
    return out != way_out_.end() && r.end[out->second] == kNeverMade &&
           r.never_made_cause[out->second] == kNoNoticeCause && given_up_[i].time == given_up_[out->second].time &&
           all_closed(out->second);
  }

  /// Whether all services that surely are open to the trip took no bookings for it any more, and some that may be.
  [[nodiscard]] bool all_closed(std::size_t i) const {
    const std::int64_t departure = run_.requests.earliest_departure[i];
    bool some = false;
    for (std::size_t s = 0; s < run_.services.size(); ++s) {
      const auto side = side_of_request(areas_, run_, i, s);
      if (side == Areas::Side::outside || !runs_at(run_, s, departure)) continue;
      const auto closes = booking_closes(run_, s, departure);
      const bool closed = closes && given_up_[i].time > *closes;
      // Courses of several days may serve a trip by a line: which can still be booked is not checked.
      const bool line = run_.services.kind[s] == kVirtualLine;
      some = some || closed || (line && closes);
      if (!closed && !line && side == Areas::Side::inside) return false;
    }
    return some;
  }

  const Run& run_;
  Findings& findings_;
  Areas areas_;
  std::vector<std::pair<std::int64_t, std::size_t>> calls_;
  std::vector<GivenUp> given_up_;
  std::map<std::int64_t, bool> tour_by_phone_;
  std::map<std::int64_t, std::size_t> way_out_;  // by tour
};

}  // namespace

void check_never_made(const Run& run, Findings& findings) {
  NeverMade check{run, findings};
  for (std::size_t i = 0; i < run.requests.size(); ++i) {
    if (run.never_made_causes_known) {
      check.check(i);
    } else {
      check.check_without_cause(i);
    }
  }
}

}  // namespace navette::verify
