// What the scenario says of breakdowns and closed roads, against the log and /closures; who asks, against the tables.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kDay = 86'400'000;

using Times = std::set<std::tuple<std::int64_t, std::int64_t, std::int64_t>>;  // from, until, announced

void compare_closures(const Statements& s) {
  Times wanted;
  for (const ScenarioValue& one : s.scenario.at("disturbances.closures").list) {
    const auto from = one.at("from").as_time();
    const auto until = one.at("until").as_time();
    const auto announced = one.at("announced").as_time();
    if (!from || !until || (one.at("announced").there() && !announced)) return s.lacks("disturbances.closures");
    const std::int64_t days = one.at("every_day").as_flag().value_or(false) ? s.run.days : 1;
    for (std::int64_t day = 0; day < days; ++day) {
      const std::int64_t begins = *from + day * kDay;
      wanted.insert({begins, *until + day * kDay, announced.value_or(begins)});
    }
  }
  Times found;
  for (std::size_t k = 0; k < s.run.closures.edge.size(); ++k) {
    found.insert({s.run.closures.from[k], s.run.closures.until[k], s.run.closures.announced[k]});
  }
  for (const auto& [from, until, announced] : found) {
    // Files of earlier versions hold closures of one road that touch or overlap as one.
    const bool begins =
        std::any_of(wanted.begin(), wanted.end(), [&, begin = from, known = announced](const auto& one) {
          return std::get<0>(one) == begin && std::get<2>(one) == known;
        });
    const bool ends =
        std::any_of(wanted.begin(), wanted.end(), [end = until](const auto& one) { return std::get<1>(one) == end; });
    if (begins && ends) continue;
    s.findings.add("scenario.unforeseen",
                   "a road is closed from {} to {}, announced at {}, which the scenario does not say", clock(from),
                   clock(until), clock(announced));
  }
  for (const auto& [from, until, announced] : wanted) {
    const bool there = std::any_of(found.begin(), found.end(), [begin = from, end = until](const auto& one) {
      return std::get<0>(one) <= begin && std::get<1>(one) >= end;
    });
    if (there) continue;
    s.findings.add("scenario.unforeseen", "no road is closed from {} to {}, as the scenario says", clock(from),
                   clock(until));
  }
}

/// Breakdowns that are not drawn are those given, where and as long as given.
void compare_breakdowns(const Statements& s) {
  std::set<std::tuple<std::string, std::int64_t, std::int64_t>> given;  // shuttle, from, how long
  for (const ScenarioValue& one : s.scenario.at("disturbances.breakdowns").list) {
    const auto from = one.at("from").as_time();
    const auto until = one.at("until").as_time();
    if (!from || !until) return s.lacks("disturbances.breakdowns");
    given.emplace(one.at("shuttle").text, *from, *until - *from);
  }
  const auto& o = s.run.events;
  for (std::size_t k = 0; k < o.time.size(); ++k) {
    if (o.kind[k] != kBrokeDownEvent || o.shuttle[k] < 0) continue;
    if (given.contains({s.run.shuttle_name(o.shuttle[k]), o.time[k], o.value[k]})) continue;
    if (s.run.rules.breakdowns_per_1000_h > 0 && o.value[k] == s.run.rules.breakdown_duration) continue;
    s.findings.add("scenario.unforeseen", "{} breaks down at {} for {} ms, which the scenario does not say",
                   s.run.shuttle_name(o.shuttle[k]), clock(o.time[k]), o.value[k]);
  }
}

/// Residents are there where they ask, and only there; trajectories where they are recorded.
void compare_contents(const Statements& s) {
  const bool given = s.scenario.at("demand.requests").there();
  const bool synthetic = !given || s.scenario.at("demand.synthetic").as_flag().value_or(false);
  for (const char* table : {"/communes/name", "/residents/household", "/facilities/kind", "/travel/day"}) {
    if (s.file.has(table) == synthetic) continue;
    s.findings.add("scenario.run", "{} is {}, but the scenario has {} residents who ask", table,
                   synthetic ? "missing" : "there", synthetic ? "" : "no");
  }
  const auto recorded = s.scenario.at("record.trajectories").as_flag();
  if (!recorded) return s.lacks("record.trajectories");
  const bool drives = !s.run.legs.shuttle.empty();
  const bool sampled = !s.run.trajectories.edge.empty();
  if (*recorded ? drives && !sampled : sampled) {
    s.findings.add("scenario.run", "record.trajectories is {}, but there are {} samples", *recorded,
                   s.run.trajectories.edge.size());
  }
}

}  // namespace

void compare_unforeseen(const Statements& s) {
  compare_closures(s);
  compare_breakdowns(s);
  compare_contents(s);
}

}  // namespace navette::verify
