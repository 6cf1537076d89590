// What the scenario says of the shuttles and their drivers, against /shuttles, /shifts and /pauses.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.fleet";
constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kInhabitantsPerShuttle = 2'500;  // of a fleet by the map
constexpr std::int64_t kLeastByMap = 2;

bool near(std::int64_t units, const ScenarioValue& degrees) {
  const auto value = degrees.as_number();
  return value && std::abs(static_cast<double>(units) - *value * 1e7) <= 1;
}

struct Interval {
  std::int64_t from, until, duration;
  bool operator==(const Interval&) const = default;
};

std::optional<Interval> interval(const ScenarioValue& value, const char* from, const char* until, std::int64_t duration,
                                 std::int64_t midnight) {
  const auto begin = value.at(from).as_time();
  const auto end = value.at(until).as_time();
  if (!begin || !end) return {};
  return Interval{midnight + *begin, midnight + *end, duration};
}

/// What one shuttle is to do on all days: shifts, and pauses in them.
struct Duties {
  std::vector<Interval> shifts, pauses;
};

std::optional<Duties> duties_of(const ScenarioValue& day_of_work, std::int64_t days) {
  // A split shift is an array of its pieces.
  const std::vector<ScenarioValue> whole{day_of_work};
  const auto& pieces = day_of_work.kind == ScenarioValue::Kind::list ? day_of_work.list : whole;
  Duties duties;
  for (std::int64_t day = 0; day < days; ++day) {
    for (const ScenarioValue& piece : pieces) {
      const auto shift = interval(piece, "start", "end", 0, day * kDay);
      if (!shift) return {};
      duties.shifts.push_back(*shift);
      for (const ScenarioValue& one : piece.at("pauses").list) {
        const auto duration = one.at("duration").as_time();
        const auto pause = interval(one, "earliest", "latest", duration.value_or(0), day * kDay);
        if (!pause || !duration) return {};
        duties.pauses.push_back(*pause);
      }
    }
  }
  return duties;
}

Duties duties_in_file(const Run& run, std::size_t shuttle) {
  const auto row = static_cast<std::int64_t>(shuttle);
  Duties duties;
  for (std::size_t k = 0; k < run.shifts.shuttle.size(); ++k) {
    if (run.shifts.shuttle[k] == row) duties.shifts.push_back({run.shifts.start[k], run.shifts.end[k], 0});
  }
  const auto& p = run.pauses;
  for (std::size_t k = 0; k < p.shuttle.size(); ++k) {
    if (p.shuttle[k] == row) duties.pauses.push_back({p.earliest[k], p.latest[k], p.duration[k]});
  }
  return duties;
}

class FleetComparison {
 public:
  FleetComparison(const Statements& statements, const DescribedService& service, std::vector<std::size_t> rows)
      : s_{statements}, service_{service}, rows_{std::move(rows)} {}

  void drivers() const {
    for (const char* key : {"max_spread", "max_continuous_driving"}) {
      const auto& column =
          key == std::string{"max_spread"} ? s_.run.shuttles.max_spread : s_.run.shuttles.max_continuous_driving;
      const ScenarioValue& value = service_.fleet(key);
      const auto wanted = value.there() ? value.as_time() : std::optional{kNone};
      for (const std::size_t row : rows_) {
        s_.compare(kRule, s_.run.shuttles.id[row] + ": " + key, column[row], std::string{"fleet."} + key, wanted);
      }
    }
  }

  /// Of shuttles that are described: those that a file lists, the results do not tell.
  void described() const {
    const auto& shuttles = s_.run.shuttles;
    const auto& days_of_work = service_.fleet("shifts").list;
    if (days_of_work.empty()) return s_.lacks("fleet.shifts");
    const auto& depots = service_.fleet("depots").list;
    const bool by_map = depots.empty() || !service_.fleet("size").there();
    count();
    for (std::size_t k = 0; k < rows_.size(); ++k) {
      const std::size_t row = rows_[k];
      const std::string& id = shuttles.id[row];
      const std::string name =
          by_map ? fmt::format("{}s{}", s_.run.services.size() == 1 ? "" : service_.name() + "-", k + 1)
                 : fmt::format("{}shuttle-{}", service_.alone() ? "" : service_.name() + "-", k + 1);
      if (id != name) s_.findings.add(kRule, "{} should be called {} by the scenario", id, name);
      s_.compare(kRule, id + ": seats", shuttles.seats[row], "fleet.seats", service_.fleet("seats").as_whole());
      s_.compare(kRule, id + ": wheelchairs", shuttles.wheelchairs[row], "fleet.wheelchairs",
                 service_.fleet("wheelchairs").as_whole());
      if (!depots.empty()) {
        const ScenarioValue& depot = depots[k % depots.size()];
        if (!near(shuttles.depot_lon[row], depot.at("lon")) || !near(shuttles.depot_lat[row], depot.at("lat"))) {
          s_.findings.add(kRule, "{}: its depot is not that of fleet.depots in the scenario", id);
        }
      }
      const auto wanted = duties_of(days_of_work[k % days_of_work.size()], s_.run.days);
      if (!wanted) return s_.lacks("fleet.shifts");
      const Duties found = duties_in_file(s_.run, row);
      if (found.shifts != wanted->shifts) {
        s_.findings.add(kRule, "{}: its shifts are not those of fleet.shifts in the scenario", id);
      }
      if (found.pauses != wanted->pauses) {
        s_.findings.add(kRule, "{}: its pauses are not those of fleet.shifts in the scenario", id);
      }
    }
  }

 private:
  void count() const {
    const ScenarioValue& size = service_.fleet("size");
    const auto found = static_cast<std::int64_t>(rows_.size());
    if (size.there()) {
      s_.compare(kRule, service_.name() + ": shuttles", found, "fleet.size", size.as_whole());
      return;
    }
    const auto residents = static_cast<std::int64_t>(s_.run.residents.household.size());
    const std::int64_t wanted = std::max(kLeastByMap, residents / kInhabitantsPerShuttle);
    if (residents == 0 || wanted == found) return;
    s_.findings.add(kRule, "{}: {} shuttles, {} by the {} residents (no fleet.size in the scenario)", service_.name(),
                    found, wanted, residents);
  }

  const Statements& s_;
  const DescribedService& service_;
  std::vector<std::size_t> rows_;  // of /shuttles
};

}  // namespace

void compare_fleet(const Statements& s, const std::vector<DescribedService>& services) {
  for (std::size_t k = 0; k < services.size(); ++k) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < s.run.shuttles.size(); ++row) {
      if (s.run.shuttles.service[row] == static_cast<std::int64_t>(k)) rows.push_back(row);
    }
    const FleetComparison fleet{s, services[k], std::move(rows)};
    fleet.drivers();
    if (!services[k].fleet_is_listed()) fleet.described();
  }
}

}  // namespace navette::verify
