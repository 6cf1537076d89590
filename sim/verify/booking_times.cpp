#include "verify/booking_times.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "verify/service_days.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kDayLength = 86'400'000;

}  // namespace

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

std::optional<std::int64_t> booking_closes(const Run& run, std::size_t service, std::int64_t departure) {
  const auto& rule = run.services;
  if (rule.booking_type[service] == kSameDay) return departure - rule.prior_notice_duration_min[service];
  if (rule.booking_type[service] == kPriorDays) {
    const std::int64_t today = (departure - (departure % kDayLength + kDayLength) % kDayLength) / kDayLength;
    const std::int64_t day = service_day(run, service, departure).value_or(today);
    return (day - rule.prior_notice_last_day[service]) * kDayLength + rule.prior_notice_last_time[service];
  }
  return {};
}

}  // namespace navette::verify
