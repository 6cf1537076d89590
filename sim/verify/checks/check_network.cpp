#include <algorithm>
#include <string>

#include "verify/checks/checks.h"
#include "verify/possible_roads.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kFerry = 3;  // of the codes of /network/edges/boarding

std::size_t at(std::int64_t row) { return static_cast<std::size_t>(row); }

bool shape_is_sound(const Run& run, std::size_t edge) {
  const auto& p = run.shape;
  const std::size_t first = at(run.edges.shape_begin[edge]);
  const std::size_t last = at(run.edges.shape_begin[edge + 1]) - 1;
  const std::size_t tail = at(run.edges.tail[edge]);
  const std::size_t head = at(run.edges.head[edge]);
  const auto ascending = [&](const Column& column) {
    return std::is_sorted(column.begin() + static_cast<std::ptrdiff_t>(first),
                          column.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  };
  return p.lon[first] == run.nodes.lon[tail] && p.lat[first] == run.nodes.lat[tail] &&
         p.lon[last] == run.nodes.lon[head] && p.lat[last] == run.nodes.lat[head] && p.time[first] == 0 &&
         p.distance[first] == 0 && p.time[last] == run.edges.duration[edge] &&
         p.distance[last] == run.edges.length[edge] && ascending(p.time) && ascending(p.distance);
}

bool twin_is_mirror(const Run& run, std::size_t edge) {
  const auto& e = run.edges;
  const std::size_t twin = at(e.twin[edge]);
  const std::size_t points = at(e.shape_begin[edge + 1] - e.shape_begin[edge]);
  // Not the nodes are compared, but where they are: a junction with turn restrictions is several nodes at one place.
  if (e.twin[twin] != static_cast<std::int64_t>(edge) || twin == edge ||
      at(e.shape_begin[twin + 1] - e.shape_begin[twin]) != points) {
    return false;
  }
  for (std::size_t i = 0; i < points; ++i) {
    const std::size_t here = at(e.shape_begin[edge]) + i;
    const std::size_t there = at(e.shape_begin[twin + 1]) - 1 - i;
    if (run.shape.lon[here] != run.shape.lon[there] || run.shape.lat[here] != run.shape.lat[there]) return false;
  }
  return true;
}

// Both are rounded: half a metre, half a millisecond.
void check_speed(const Run& run, std::size_t edge, Findings& findings) {
  const auto& e = run.edges;
  const auto metres = static_cast<double>(e.length[edge]);
  const auto time = static_cast<double>(e.duration[edge]);
  const auto tell = [&](const std::string& what) {
    findings.add("network.speed", "edge {}: {} m in {} ms is {}", edge, e.length[edge], e.duration[edge], what);
  };
  if (time + 0.5 < kLeastPerMetre * (metres - 0.5)) tell(fmt::format("faster than {} km/h", kFastestRoad));
  if (e.boarding[edge] == kFerry) {
    if (time > kLongestCrossing * 3'600'000 + 0.5) tell(fmt::format("longer than {} h", kLongestCrossing));
  } else if (time - 1 > 3'600 / kSlowestRoad * (metres + 0.5)) {
    tell(fmt::format("slower than {} km/h", kSlowestRoad));
  }
}

}  // namespace

void check_scenario(const Run& run, Findings& findings) {
  const std::string digest = sha256(run.scenario);
  if (digest != run.scenario_sha256) {
    findings.add("tables.scenario", "scenario_sha256 is {}, the text's is {}", run.scenario_sha256, digest);
  }
}

bool check_network(const Run& run, Findings& findings) {
  const auto& e = run.edges;
  const std::size_t edges = e.tail.size();
  if ((edges == 0 && !run.shape.lon.empty()) || (edges > 0 && e.shape_begin.front() != 0)) {
    findings.add("network.shapes", "shape points that belong to no edge");
  }
  bool apart = true;
  for (std::size_t k = 0; k < edges; ++k) {
    if (e.shape_begin[k] + 2 <= e.shape_begin[k + 1]) continue;
    findings.add("network.shapes", "edge {} has fewer than two shape points", k);
    apart = false;
  }
  if (!apart) return false;
  for (std::size_t k = 0; k < edges; ++k) {
    if (!shape_is_sound(run, k)) {
      findings.add("network.shapes", "edge {}: its shape does not run from its tail to its head, or does not add up",
                   k);
    }
    if (e.twin[k] >= 0 && (!twin_is_mirror(run, k) || e.boarding[k] != e.boarding[at(e.twin[k])])) {
      findings.add("network.twins", "edges {} and {} are not one road seen from its two ends", k, e.twin[k]);
    }
  }
  const bool sound = findings.empty();
  for (std::size_t k = 0; k < edges; ++k) check_speed(run, k, findings);
  return sound;
}

}  // namespace navette::verify
