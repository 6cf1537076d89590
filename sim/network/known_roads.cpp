#include "network/known_roads.h"

#include <algorithm>

#include "network/labels/place_ends.h"

namespace navette {
namespace {

constexpr std::size_t kMostKept = std::size_t{1} << 18;  // pairs of places
constexpr Milliseconds kNoEnd = 1'000 * kDay;            // longer than any drive; small enough for thousandths

}  // namespace

/// From one moment at which a known closure begins or ends to the next.
struct KnownRoads::Span {
  Span(const RoadGraph& graph, std::vector<Closure> closures, Milliseconds to)
      : until{to},
        any{!closures.empty()},
        closed(any ? graph.edge_count() : 0, 0),
        roads{std::move(closures)},
        search{graph, roads} {
    for (const Closure& one : roads.all()) closed[one.edge.index()] = 1;
  }
  Milliseconds until;
  bool any;
  std::vector<char> closed;  // by edge
  ClosedRoads roads;         // closed for good
  DetourSearch search;
};

KnownRoads::KnownRoads(const TravelTimeOracle& oracle, const ClosedRoads& closed)
    : graph_{oracle.graph()}, closed_{closed}, query_{oracle}, over_time_{graph_, closed} {
  if (closed.empty()) changes_at_ = kNever;
}

KnownRoads::~KnownRoads() = default;

std::size_t KnownRoads::PairHash::operator()(const Pair& pair) const {
  std::uint64_t hash = 0x9e3779b97f4a7c15;
  const auto add = [&](std::int64_t number) {
    hash = (hash ^ static_cast<std::uint64_t>(number)) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
  };
  add((static_cast<std::int64_t>(pair.from.edge.value) << 32) ^ pair.from.offset);
  add((static_cast<std::int64_t>(pair.to.edge.value) << 32) ^ pair.to.offset);
  add(static_cast<std::int64_t>(2 * pair.span) + (pair.heading == Heading::ahead ? 1 : 0));
  add(pair.departure.count);
  return static_cast<std::size_t>(hash);
}

void KnownRoads::learn(Milliseconds now) {
  now_ = now;
  changes_at_ = closed_.empty() ? kNever : closed_.next_change(now);
  spans_.clear();
  in_span_.clear();
  across_spans_.clear();
  std::vector<Closure> known;
  for (const Closure& one : closed_.all()) {
    if (one.announced <= now && one.until > now) known.push_back(one);
  }
  if (known.empty()) return;
  std::vector<Milliseconds> moments;
  for (const Closure& one : known) {
    moments.push_back(one.from);
    moments.push_back(one.until);
  }
  moments.push_back(kNever);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  Milliseconds from{-kNever.count};
  for (const Milliseconds until : moments) {
    std::vector<Closure> in_force;
    for (const Closure& one : known) {
      const Milliseconds long_ago{-kNever.count};
      if (one.from <= from && until <= one.until) in_force.push_back({one.edge, long_ago, kNoEnd, long_ago});
    }
    spans_.push_back(std::make_unique<Span>(graph_, std::move(in_force), until));
    from = until;
  }
}

bool KnownRoads::is_free(const std::vector<char>& closed, Location to) const {
  for (std::size_t rank = 1; rank < path_.size(); ++rank) {
    if (closed[path_[rank].index()] == 0) continue;
    const bool at_its_tail = rank + 1 == path_.size() && (to.edge == path_[rank] ? to : graph_.on_twin(to)).offset == 0;
    if (!at_its_tail) return false;
  }
  return true;
}

Milliseconds KnownRoads::within(Span& span, const Pair& pair) {
  const auto found = in_span_.find(pair);
  if (found != in_span_.end()) return found->second;
  Milliseconds time = query_.path(pair.from, pair.to, Milliseconds{0}, path_, pair.heading);
  if (!is_free(span.closed, pair.to)) {
    const SettingOut drive{pair.from, pair.to, pair.heading, Milliseconds{0}};
    time = Milliseconds{span.search.find(drive, path_, holds_) / 1'000};
    if (time >= kNoEnd) time = kNever;
  }
  if (in_span_.size() >= kMostKept) in_span_.clear();
  in_span_.emplace(pair, time);
  return time;
}

Milliseconds KnownRoads::travel_time(Location from, Location to, Milliseconds departure, Heading heading) {
  if (from == to) return Milliseconds{0};
  const auto span = std::find_if(spans_.begin(), spans_.end(), [&](const auto& one) { return departure < one->until; });
  if (span == spans_.end()) return query_.travel_time(from, to, departure, heading);
  Pair pair{static_cast<std::size_t>(span - spans_.begin()), from, to, heading, Milliseconds{0}};
  const Milliseconds soon = (*span)->any ? within(**span, pair) : query_.travel_time(from, to, departure, heading);
  // Who would have to wait for a road to open in a later span is there later; no road in use is closed meanwhile.
  if (soon <= (*span)->until - departure) return soon;
  pair.departure = departure;
  const auto found = across_spans_.find(pair);
  if (found != across_spans_.end()) return found->second;
  SettingOut drive{from, to, heading, departure};
  drive.known_at = now_;
  const Milliseconds time{over_time_.find(drive, path_, holds_) / 1'000};
  if (across_spans_.size() >= kMostKept) across_spans_.clear();
  across_spans_.emplace(pair, time);
  return time;
}

Milliseconds KnownRoads::latest_departure(Location from, Location to, Milliseconds earliest, Milliseconds arrival,
                                          Heading heading) {
  const auto in_time = [&](Milliseconds departure) {
    return departure + travel_time(from, to, departure, heading) <= arrival;
  };
  Milliseconds late = arrival - query_.travel_time(from, to, earliest, heading) + Milliseconds{1};  // too late
  if (late <= earliest) return earliest;
  if (in_time(late - Milliseconds{1})) return late - Milliseconds{1};
  Milliseconds good = earliest;
  while (late - good > Milliseconds{1}) {
    const Milliseconds middle{(good.count + late.count) / 2};
    (in_time(middle) ? good : late) = middle;
  }
  return good;
}

}  // namespace navette
