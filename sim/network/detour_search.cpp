#include "network/detour_search.h"

#include <algorithm>
#include <functional>

#include "network/labels/place_ends.h"

namespace navette {
namespace {

constexpr std::int64_t kFine = 1'000;  // thousandths of a millisecond

}  // namespace

void DetourSearch::reach(NodeId node, std::int64_t after, EdgeId by, bool first) {
  Reached& reached = reached_[node.index()];
  if (after >= reached.after) return;
  if (reached.after == kNotReached) touched_.push_back(node);
  reached = {after, by, first};
  heap_.emplace_back(after, node);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
}

std::int64_t DetourSearch::entered(EdgeId edge, std::int64_t after, const SettingOut& drive) const {
  const Milliseconds time = drive.departure + Milliseconds{after / kFine};
  const Milliseconds opens = closed_.opens(edge, time, drive.known_at);
  return opens == time ? after : (opens - drive.departure).count * kFine;
}

std::int64_t DetourSearch::find(const SettingOut& drive, std::vector<EdgeId>& path, std::vector<Hold>& holds) {
  path.clear();
  holds.clear();
  reached_.resize(graph_.node_count());
  const DriveOnEdge along_edge = drive_on_edge(graph_, drive.from, drive.to, drive.heading);
  std::int64_t best = along_edge.time < kNever ? along_edge.time.count * drive.pace : kNotReached;
  const PlaceEnds ins = ways_in(graph_, drive.to);
  const PlaceEnd* last = nullptr;
  for (const PlaceEnd& out : ways_out(graph_, drive.from, drive.heading)) {
    reach(out.node, out.time * drive.pace, out.edge, true);
  }
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
    const auto [after, node] = heap_.back();
    heap_.pop_back();
    if (after >= best) break;
    if (after > reached_[node.index()].after) continue;
    for (const PlaceEnd& in : ins) {
      if (in.node != node) continue;
      const std::int64_t arrival = (in.time > 0 ? entered(in.edge, after, drive) : after) + in.time * drive.pace;
      if (arrival >= best) continue;
      best = arrival;
      last = &in;
    }
    const auto [first, end] = graph_.edges_from(node);
    for (std::int32_t e = first; e < end; ++e) {
      const EdgeId edge{e};
      reach(graph_.head(edge), entered(edge, after, drive) + graph_.duration(edge) * drive.pace, edge, false);
    }
  }
  if (last == nullptr) {
    path.push_back(along_edge.edge);
  } else {
    path.push_back(last->edge);
    for (NodeId node = last->node;;) {
      const Reached& reached = reached_[node.index()];
      path.push_back(reached.by);
      if (reached.first) break;
      node = graph_.tail(reached.by);
    }
    std::reverse(path.begin(), path.end());
    const PlaceEnds outs = ways_out(graph_, drive.from, drive.heading);
    const auto* out = std::find_if(outs.begin(), outs.end(), [&](const PlaceEnd& one) { return one.edge == path[0]; });
    write_holds(drive, path, out->time, holds);
  }
  for (const NodeId node : touched_) reached_[node.index()] = {};
  touched_.clear();
  heap_.clear();
  return best;
}

void DetourSearch::write_holds(const SettingOut& drive, const std::vector<EdgeId>& path, std::int32_t first_time,
                               std::vector<Hold>& holds) const {
  const PlaceEnds ins = ways_in(graph_, drive.to);
  const bool at_tail =
      std::any_of(ins.begin(), ins.end(), [&](const PlaceEnd& in) { return in.edge == path.back() && in.time == 0; });
  std::int64_t after = first_time * drive.pace;
  std::size_t waits_before = 1;  // the turn edges before a road take no time: it waits in front of them
  for (std::size_t rank = 1; rank < path.size(); ++rank) {
    const EdgeId edge = path[rank];
    const bool entered_at_all = rank + 1 < path.size() || !at_tail;
    const std::int64_t entry = entered_at_all ? entered(edge, after, drive) : after;
    if (entry > after) holds.push_back({waits_before, entry - after});
    after = entry + graph_.duration(edge) * drive.pace;
    if (!graph_.is_turn(edge)) waits_before = rank + 1;
  }
}

}  // namespace navette
