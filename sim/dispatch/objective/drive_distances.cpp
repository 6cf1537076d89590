#include "dispatch/objective/drive_distances.h"

namespace navette {
namespace {

// Enough for a day; then forgotten, so that a year of moving shuttles does not fill the memory.
constexpr std::size_t kMostKnown = 1'000'000;

}  // namespace

std::size_t DriveDistances::Hash::operator()(const Way& way) const {
  std::uint64_t hash = 0;
  const auto mix = [&](std::int32_t value) {
    hash = (hash ^ static_cast<std::uint32_t>(value)) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
  };
  mix(way.from.edge.value);
  mix(way.from.offset);
  mix(way.to.edge.value);
  mix(way.to.offset);
  mix(static_cast<std::int32_t>(way.heading));
  return hash;
}

Metres DriveDistances::between(Location from, Location to, Heading heading) {
  if (from == to) return Metres{0};
  if (known_.size() >= kMostKnown) known_.clear();
  const auto [entry, unknown] = known_.try_emplace(Way{from, to, heading});
  if (unknown) {
    drive_.from = from;
    drive_.to = to;
    query_.path(from, to, drive_.departure, drive_.path, heading);
    const RoadGraph& graph = query_.oracle().graph();
    entry->second = driven(graph, drive_, drive_.path.size() - 1, on_edge(graph, to, drive_.path.back()));
  }
  return entry->second;
}

}  // namespace navette
