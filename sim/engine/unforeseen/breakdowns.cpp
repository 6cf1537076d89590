#include "engine/unforeseen/breakdowns.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/errors.h"
#include "core/key_names.h"
#include "core/nearest_name.h"
#include "core/portable_math.h"
#include "core/random_stream.h"
#include "fleet/service_day.h"

namespace navette {
namespace {

constexpr double kThousandHours = 3.6e9;  // [ms]

bool overlap(const Breakdown& a, const Breakdown& b) {
  return a.shuttle == b.shuttle && a.from < b.until && b.from < a.until;
}

bool in_a_shift(const Shuttle& shuttle, Milliseconds time) {
  return std::any_of(shuttle.shifts.begin(), shuttle.shifts.end(),
                     [&](const Shift& shift) { return shift.start <= time && time < shift.end; });
}

std::string shown(Milliseconds time) {
  const std::int64_t seconds = time.count / 1'000;
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3'600, seconds / 60 % 60, seconds % 60);
}

Breakdown found(const GivenBreakdown& given, const std::vector<Shuttle>& shuttles) {
  const auto shuttle = std::find_if(shuttles.begin(), shuttles.end(),
                                    [&](const Shuttle& candidate) { return candidate.name == given.shuttle; });
  if (shuttle == shuttles.end()) {
    std::vector<std::string_view> names;
    names.reserve(shuttles.size());
    for (const Shuttle& candidate : shuttles) names.push_back(candidate.name);
    const auto meant = nearest_name(given.shuttle, names.data(), names.data() + names.size());
    throw InputError{fmt::format("{}: there is no shuttle {}{}", key::disturbances_breakdowns, given.shuttle,
                                 meant.empty() ? "" : fmt::format("; did you mean {}?", meant))};
  }
  if (!in_a_shift(*shuttle, given.from)) {
    throw InputError{
        fmt::format("{}: shuttle {} is in no shift at {} (past midnight is 24:00 and "
                    "more)",
                    key::disturbances_breakdowns, given.shuttle, shown(given.from))};
  }
  return {ShuttleId{static_cast<std::size_t>(shuttle - shuttles.begin())}, given.from, given.until};
}

std::vector<Breakdown> given_ones(const std::vector<Shuttle>& shuttles, const DisturbanceParameters& disturbances) {
  InputErrors errors;
  std::vector<Breakdown> all;
  for (const GivenBreakdown& given : disturbances.breakdowns) {
    errors.collect([&] {
      const Breakdown one = found(given, shuttles);
      if (std::any_of(all.begin(), all.end(), [&](const Breakdown& other) { return overlap(one, other); })) {
        throw InputError{
            fmt::format("{}: shuttle {} is to break down at {} while another of its "
                        "breakdowns lasts, or is to begin",
                        key::disturbances_breakdowns, given.shuttle, shown(given.from))};
      }
      all.push_back(one);
    });
  }
  errors.throw_if_any();
  return all;
}

// Of the shifts of one shuttle on one service day.
void draw(ShuttleId id, std::int64_t day, std::span<const Shift> shifts, const DisturbanceParameters& disturbances,
          std::uint64_t seed, std::vector<Breakdown>& all) {
  RandomStream stream{seed, Purpose::breakdown, static_cast<std::uint32_t>(id.value), static_cast<std::int32_t>(day)};
  const double mean = kThousandHours / disturbances.breakdowns_per_1000_h;
  const auto next = [&] { return Milliseconds{portable::round_to_integer(std::min(stream.exponential(mean), 1e15))}; };
  Milliseconds left = next();  // of working hours
  Milliseconds repaired = shifts.front().start;
  for (const Shift& shift : shifts) {
    Milliseconds from = std::max(shift.start, repaired);
    while (from < shift.end && left < shift.end - from) {
      repaired = from + left + disturbances.breakdown_duration;
      all.push_back({id, from + left, repaired});
      from = repaired;
      left = next();
    }
    if (from < shift.end) left -= shift.end - from;
  }
}

}  // namespace

std::vector<Breakdown> breakdowns(const std::vector<Shuttle>& shuttles, const DisturbanceParameters& disturbances,
                                  std::uint64_t seed) {
  std::vector<Breakdown> all = given_ones(shuttles, disturbances);
  std::vector<Breakdown> drawn;
  for (std::size_t s = 0; s < shuttles.size() && disturbances.breakdowns_per_1000_h > 0; ++s) {
    const std::span<const Shift> shifts = shuttles[s].shifts;
    for (std::size_t first = 0; first < shifts.size();) {
      const std::int64_t day = service_day_of(shuttles[s], shifts[first]);
      std::size_t end = first + 1;
      while (end < shifts.size() && service_day_of(shuttles[s], shifts[end]) == day) ++end;
      draw(ShuttleId{s}, day, shifts.subspan(first, end - first), disturbances, seed, drawn);
      first = end;
    }
  }
  const std::size_t given = all.size();
  for (const Breakdown& one : drawn) {
    const auto in_its_way = [&](const Breakdown& other) { return overlap(one, other); };
    // By shuttle, then time: out of order since the day before is at most the one before.
    if (all.size() > given && in_its_way(all.back())) continue;
    if (std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(given), in_its_way)) continue;
    all.push_back(one);
  }
  std::sort(all.begin(), all.end(), [](const Breakdown& a, const Breakdown& b) {
    return std::pair{a.from, a.shuttle} < std::pair{b.from, b.shuttle};
  });
  return all;
}

}  // namespace navette
