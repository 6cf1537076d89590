// What /communes tells of the residents, against the residents themselves.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

using Sizes = std::array<std::int64_t, 5>;

/// Households of each commune by size, counted from the residents. Those of one household are neighbours.
std::map<std::int64_t, Sizes> counted(const Run& run) {
  const auto& who = run.residents;
  std::map<std::int64_t, Sizes> sizes;
  for (std::size_t row = 0; row < who.household.size();) {
    std::size_t end = row;
    while (end < who.household.size() && who.household[end] == who.household[row]) ++end;
    ++sizes[who.commune[row]][std::min<std::size_t>(end - row, 5) - 1];
    row = end;
  }
  return sizes;
}

}  // namespace

void check_population(const Run& run, Findings& findings) {
  const auto& communes = run.communes;
  const std::size_t rows = communes.elsewhere.size();
  if (rows == 0) return;  // demand was given, or a file of an earlier version
  std::int64_t made = 0;
  for (std::size_t c = 0; c < rows; ++c) {
    std::int64_t households = 0;
    for (const Column& of_size : communes.households_made) households += of_size[c];
    made += communes.made[c];
    if (households != communes.households[c]) {
      findings.add("population.households", "commune {}: {} households, by size {}", c, communes.households[c],
                   households);
    }
    if (communes.elsewhere[c] != 0 && communes.elsewhere[c] != 1) {
      findings.add("tables.codes", "/communes/elsewhere holds {}", communes.elsewhere[c]);
    }
  }
  // Who lives beyond the area served and its buffer is left out of /residents.
  const auto here = static_cast<std::int64_t>(run.residents.commune.size());
  if (here > made) findings.add("population.households", "{} residents, of {} made", here, made);
  const bool all_are_there = here == made;
  for (const auto& [commune, sizes] : counted(run)) {
    if (commune < 0 || static_cast<std::size_t>(commune) >= rows) {
      findings.add("tables.rows", "a resident lives in commune {}, of {}", commune, rows);
      continue;
    }
    for (std::size_t size = 0; size < sizes.size(); ++size) {
      const std::int64_t told = communes.households_made[size][static_cast<std::size_t>(commune)];
      if (sizes[size] == told || (!all_are_there && sizes[size] < told)) continue;
      findings.add("population.households", "commune {}: {} households of {}, counted {}", commune, told, size + 1,
                   sizes[size]);
    }
  }
}

}  // namespace navette::verify
