// What the scenario says of who lives here and where they go, against /communes, /residents and /facilities.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.population";
constexpr std::array<const char*, 12> kFacilities{"doctor",         "pharmacy", "hospital",         "supermarket",
                                                  "small_shop",     "school",   "secondary_school", "workplace",
                                                  "administration", "leisure",  "market",           "station"};

/// Within the rounding of a coordinate.
bool near(std::int64_t units, const ScenarioValue& degrees) {
  const auto value = degrees.as_number();
  return value && std::abs(static_cast<double>(units) - *value * 1e7) <= 1;
}

/// Destinations outside the map are those of the scenario, all of them, behind those of the map.
void compare_outside(const Statements& s) {
  const auto& f = s.run.facilities;
  const auto& wanted = s.scenario.at("demand.outside").list;
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < f.outside.size(); ++k) {
    if (f.outside[k] == 1) rows.push_back(k);
  }
  bool same = rows.size() == wanted.size();
  for (std::size_t k = 0; same && k < rows.size(); ++k) {
    const auto kind = static_cast<std::size_t>(f.kind[rows[k]]);
    const auto size = wanted[k].at("size").as_number();
    same = wanted[k].at("kind").text == kFacilities.at(kind) && near(f.lon[rows[k]], wanted[k].at("lon")) &&
           near(f.lat[rows[k]], wanted[k].at("lat")) && (!size || f.size[rows[k]] == *size);
  }
  if (!same) s.findings.add(kRule, "facilities outside are not those of demand.outside in the scenario");
}

/// Households asked for by size, and by how far those made miss them.
void compare_sizes(const Statements& s) {
  const auto& c = s.run.communes;
  if (c.households.empty() || !s.file.has("/communes/largest_size_gap")) return;
  const auto gaps = s.file.reals("/communes/largest_size_gap");
  std::array<std::vector<double>, 5> asked;
  for (std::size_t size = 0; size < asked.size(); ++size) {
    asked[size] = s.file.reals("/communes/households_of_" + std::to_string(size + 1) + "_asked");
    if (asked[size].size() != c.size()) return s.findings.add("tables.lengths", "/communes: households asked");
  }
  const auto& shares = s.scenario.at("population.household_size_shares").list;
  double all = 0;
  for (const ScenarioValue& share : shares) all += share.as_number().value_or(0);
  for (std::size_t k = 0; k < c.size() && k < gaps.size(); ++k) {
    const auto households = static_cast<double>(c.households[k]);
    double gap = 0;
    bool right = true;
    for (std::size_t size = 0; size < asked.size(); ++size) {
      const double wanted = asked[size][k];
      if (households > 0) {
        gap = std::max(gap, std::abs(static_cast<double>(c.households_made[size][k]) - wanted) / households);
      }
      if (shares.size() != asked.size() || all <= 0) continue;
      const double by_share = shares[size].as_number().value_or(0) / all * households;
      right = right && std::abs(by_share - wanted) <= 1e-6 * (1 + households);
    }
    if (right && std::abs(gap - gaps[k]) <= 1e-9) continue;
    s.findings.add(kRule, "{}: households asked for by size, or the largest gap {}, are not as in the scenario",
                   c.name[k], gaps[k]);
  }
}

/// Without an area of its own nobody was left out.
void compare_made(const Statements& s) {
  if (s.scenario.at("territory.area").there()) return;
  const auto& c = s.run.communes;
  std::vector<std::int64_t> here(c.size(), 0);
  for (const std::int64_t commune : s.run.residents.commune) ++here[static_cast<std::size_t>(commune)];
  for (std::size_t k = 0; k < c.size(); ++k) {
    if (here[k] == c.made[k]) continue;
    s.findings.add(kRule, "{}: {} residents made, {} live there, though no area leaves any out", c.name[k], c.made[k],
                   here[k]);
  }
}

/// Who is drawn brings no dwell along, but for a wheelchair where the scenario gives one.
void compare_boarding(const Statements& s) {
  const auto& r = s.run.requests;
  const ScenarioValue& of_wheelchairs = s.scenario.at("demand.wheelchair_boarding_time");
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.purpose[i] < 0) continue;
    const auto service = static_cast<std::size_t>(std::max<std::int64_t>(0, r.service[i]));
    const std::int64_t by_service = s.run.services.stop_duration[service];
    const bool longer = r.wheelchairs[i] > 0 && of_wheelchairs.there();
    const std::int64_t wanted = longer ? of_wheelchairs.as_time().value_or(by_service) : by_service;
    if (r.boarding_time[i] == wanted) continue;
    s.findings.add(kRule, "{}: boarding takes {} ms, by the scenario {}", s.run.name(i), r.boarding_time[i], wanted);
  }
}

}  // namespace

void compare_population(const Statements& s) {
  if (s.run.residents.household.empty()) return;
  try {
    compare_outside(s);
    compare_sizes(s);
    compare_made(s);
    compare_boarding(s);
  } catch (const ReadFailure& failure) {
    s.findings.add("tables.present", "{}", failure.what);
  }
}

}  // namespace navette::verify
