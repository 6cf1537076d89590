#include "io/osm/osm_roads.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "io/osm/osm_ferries.h"
#include "network/build/possible_values.h"

namespace navette {
namespace {

constexpr std::int32_t kUnused = -1;

class Assembly {
 public:
  explicit Assembly(MappedNodes& nodes) : nodes_{nodes}, row_of_(nodes.size(), kUnused) {}

  void add_way(const MappedWay& way, std::optional<Crossing> of_route, bool on_long_bridge) {
    const Rows rows = rows_of(way);
    if (way.verdict.dropped) {
      drop(*way.verdict.dropped, rows);
      return;
    }
    const auto pieces = pieces_of(rows);
    const bool all_there = std::all_of(rows.begin(), rows.end(), [&](auto row) { return present(row); });
    if (pieces.empty()) {
      drop(all_there && !rows.empty() ? DropReason::no_length : DropReason::outside_the_file, rows);
      return;
    }
    if (!all_there) ++roads_.ways_cut_at_gaps;
    if (way.verdict.road->impossible_limit) ++roads_.impossible.speed_limits;
    for (const auto& piece : pieces) {
      add_piece(way, piece, on_long_bridge);
      if (all_there) keep_duration(way, of_route, roads_.ways.back());
    }
    const bool unusable = way.verdict.road->ferry_duration && roads_.ways.back().segment_times.empty();
    if (way.verdict.road->impossible_duration || unusable) ++roads_.impossible.ferry_durations;
  }

  void count_unusable_routes(std::int64_t routes) { roads_.impossible.ferry_durations += routes; }

  /// [m], negative if a node is missing.
  [[nodiscard]] double whole_length(const MappedWay& way) {
    const Rows rows = rows_of(way);
    const bool all_there = std::all_of(rows.begin(), rows.end(), [&](auto row) { return present(row); });
    return all_there && !rows.empty() ? metres(rows) : -1;
  }

  /// By way: whether it is part of a bridge on which nobody boards. Ways of bridges that meet are one bridge.
  [[nodiscard]] std::vector<bool> on_long_bridges(const std::vector<MappedWay>& ways) {
    std::vector<std::size_t> bridges;
    for (std::size_t w = 0; w < ways.size(); ++w) {
      if (ways[w].verdict.road && ways[w].verdict.road->bridge) bridges.push_back(w);
    }
    std::vector<std::size_t> first(bridges.size());  // of the same bridge, or one nearer to it
    std::iota(first.begin(), first.end(), 0);
    const auto find = [&](std::size_t b) {
      while (first[b] != b) b = first[b] = first[first[b]];
      return b;
    };
    std::vector<std::pair<std::int64_t, std::size_t>> ends;  // node, bridge
    for (std::size_t b = 0; b < bridges.size(); ++b) {
      const auto& nodes = ways[bridges[b]].nodes;
      if (nodes.empty()) continue;
      ends.emplace_back(nodes.front(), b);
      ends.emplace_back(nodes.back(), b);
    }
    std::sort(ends.begin(), ends.end());
    for (std::size_t e = 1; e < ends.size(); ++e) {
      if (ends[e].first == ends[e - 1].first) first[find(ends[e].second)] = find(ends[e - 1].second);
    }
    std::vector<double> length(bridges.size());
    for (std::size_t b = 0; b < bridges.size(); ++b) length[find(b)] += metres(rows_of(ways[bridges[b]]));
    std::vector<bool> is_long(ways.size());
    for (std::size_t b = 0; b < bridges.size(); ++b) is_long[bridges[b]] = length[find(b)] > kLongBridge;
    return is_long;
  }

  void number_nodes() {
    for (std::size_t row = 0; row < row_of_.size(); ++row) {
      if (row_of_[row] == kUnused) continue;
      row_of_[row] = static_cast<std::int32_t>(roads_.nodes.size());
      roads_.nodes.push_back(nodes_[static_cast<std::int64_t>(row)].raw);
    }
    for (RoadWay& way : roads_.ways) {
      for (std::uint32_t& node : way.nodes) node = static_cast<std::uint32_t>(row_of_[node]);
    }
  }

  void add_restriction(const MappedRestriction& restriction) {
    const auto aside = [&](RestrictionFate fate) { ++roads_.not_restricting.at(static_cast<std::size_t>(fate)); };
    if (restriction.tags.put_aside) return aside(*restriction.tags.put_aside);
    const auto& [tags, from, via, via_ways, onto] = restriction;
    if (via_ways > 0 && !from.empty() && !onto.empty()) return aside(RestrictionFate::over_ways);
    // `no_entry` may come from several ways, `no_exit` may lead to several; "only" can mean one turn alone.
    const bool single = from.size() == 1 && onto.size() == 1;
    const bool several = !tags.only && (from.size() == 1 || onto.size() == 1);
    if (via.size() != 1 || from.empty() || onto.empty() || !(single || several)) {
      return aside(RestrictionFate::malformed);
    }
    const std::int64_t row = nodes_.find(via.front());
    if (row < 0 || row_of_[static_cast<std::size_t>(row)] == kUnused) {
      return aside(RestrictionFate::roads_not_in_network);
    }
    const auto node = static_cast<std::uint32_t>(row_of_[static_cast<std::size_t>(row)]);
    for (const std::int64_t from_way : from) {
      for (const std::int64_t to_way : onto) roads_.restrictions.push_back({from_way, node, to_way, tags.only});
    }
  }

  RawRoads take() { return std::move(roads_); }

 private:
  using Rows = std::vector<std::int64_t>;

  [[nodiscard]] Rows rows_of(const MappedWay& way) {
    Rows rows;
    rows.reserve(way.nodes.size());
    for (const std::int64_t id : way.nodes) rows.push_back(nodes_.find(id));
    return rows;
  }

  [[nodiscard]] bool present(std::int64_t row) const { return row >= 0 && nodes_[row].in_file; }

  [[nodiscard]] std::vector<Rows> pieces_of(const Rows& rows) const {
    std::vector<Rows> pieces(1);
    for (const std::int64_t row : rows) {
      if (present(row)) {
        pieces.back().push_back(row);
      } else if (!pieces.back().empty()) {
        pieces.emplace_back();
      }
    }
    const auto is_no_line = [](const Rows& piece) {
      return std::all_of(piece.begin(), piece.end(), [&](std::int64_t row) { return row == piece.front(); });
    };
    pieces.erase(std::remove_if(pieces.begin(), pieces.end(), is_no_line), pieces.end());
    return pieces;
  }

  [[nodiscard]] double metres(const Rows& rows) const {
    double sum = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (present(rows[i - 1]) && present(rows[i])) {
        sum += distance(nodes_[rows[i - 1]].raw.place, nodes_[rows[i]].raw.place);
      }
    }
    return sum;
  }

  void drop(DropReason reason, const Rows& rows) {
    Dropped& dropped = roads_.dropped.at(static_cast<std::size_t>(reason));
    ++dropped.ways;
    dropped.metres += metres(rows);
  }

  void add_piece(const MappedWay& mapped, const Rows& rows, bool on_long_bridge) {
    const RoadTags& tags = *mapped.verdict.road;
    RoadWay way;
    way.osm_id = mapped.id;
    way.road_class = tags.road_class;
    way.forward = tags.forward;
    way.backward = tags.backward;
    way.kmh_forward = tags.kmh_forward;
    way.kmh_backward = tags.kmh_backward;
    way.boarding = tags.boarding == Boarding::allowed && on_long_bridge ? Boarding::long_bridge : tags.boarding;
    for (const std::int64_t row : rows) {
      row_of_[static_cast<std::size_t>(row)] = 0;  // used; numbered once all ways are known
      way.nodes.push_back(static_cast<std::uint32_t>(row));
    }
    roads_.ways.push_back(std::move(way));
  }

  /// Of a ferry that is whole in the file.
  void keep_duration(const MappedWay& mapped, std::optional<Crossing> of_route, RoadWay& way) {
    const RoadTags& tags = *mapped.verdict.road;
    if (tags.road_class != RoadClass::ferry || (!tags.ferry_duration && !of_route)) return;
    std::vector<double> lengths;
    for (std::size_t i = 1; i < way.nodes.size(); ++i) {
      lengths.push_back(distance(nodes_[way.nodes[i - 1]].raw.place, nodes_[way.nodes[i]].raw.place));
    }
    // A node named twice in a row is no segment of the network.
    while (way.nodes.size() > 2 && way.nodes[way.nodes.size() - 1] == way.nodes[way.nodes.size() - 2]) {
      way.nodes.pop_back();
      lengths.pop_back();
    }
    const double all = std::accumulate(lengths.begin(), lengths.end(), 0.0);
    if (tags.ferry_duration) {
      if (is_possible_crossing(all, *tags.ferry_duration)) {
        way.segment_times = segment_times(lengths, 0, *tags.ferry_duration * 1000);
      }
    } else {
      way.segment_times = segment_times(lengths, of_route->begin, of_route->end);
    }
  }

  MappedNodes& nodes_;
  std::vector<std::int32_t> row_of_;  // by row of nodes_: row of roads_.nodes
  RawRoads roads_;
};

}  // namespace

MappedNodes::MappedNodes(const std::vector<MappedWay>& ways) {
  for (const MappedWay& way : ways) ids_.insert(ids_.end(), way.nodes.begin(), way.nodes.end());
  std::sort(ids_.begin(), ids_.end());
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  nodes_.resize(ids_.size());
}

std::int64_t MappedNodes::find(std::int64_t id) {
  constexpr std::size_t kNear = 8;
  const bool ahead = cursor_ < ids_.size() && ids_[cursor_] <= id;
  if (ahead) {
    for (std::size_t step = 0; step < kNear && cursor_ < ids_.size() && ids_[cursor_] < id; ++step) ++cursor_;
  }
  if (!(cursor_ < ids_.size() && ids_[cursor_] == id)) {
    const auto from = ids_.begin() + (ahead ? static_cast<std::ptrdiff_t>(cursor_) : 0);
    cursor_ = static_cast<std::size_t>(std::lower_bound(from, ids_.end(), id) - ids_.begin());
  }
  return cursor_ < ids_.size() && ids_[cursor_] == id ? static_cast<std::int64_t>(cursor_) : -1;
}

RawRoads assemble_roads(std::vector<MappedWay> ways, const std::vector<MappedRestriction>& restrictions,
                        std::vector<MappedFerryRoute> routes, MappedNodes& nodes) {
  std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  // Extracts that were glued together hold some ways twice.
  ways.erase(std::unique(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.id == b.id; }),
             ways.end());
  std::sort(routes.begin(), routes.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  Assembly assembly{nodes};
  std::vector<double> lengths;
  if (!routes.empty()) {
    for (const MappedWay& way : ways) lengths.push_back(assembly.whole_length(way));
  }
  std::int64_t unusable = 0;
  const auto crossings = routes.empty() ? std::vector<std::optional<Crossing>>(ways.size())
                                        : crossings_of_routes(routes, ways, lengths, unusable);
  assembly.count_unusable_routes(unusable);
  const auto on_long_bridge = assembly.on_long_bridges(ways);
  for (std::size_t w = 0; w < ways.size(); ++w) assembly.add_way(ways[w], crossings[w], on_long_bridge[w]);
  assembly.number_nodes();
  for (const MappedRestriction& restriction : restrictions) assembly.add_restriction(restriction);
  return assembly.take();
}

}  // namespace navette
