#include "io/osm/osm_roads.h"

#include <algorithm>

namespace navette {
namespace {

constexpr std::int32_t kUnused = -1;

class Assembly {
 public:
  explicit Assembly(MappedNodes& nodes) : nodes_{nodes}, row_of_(nodes.size(), kUnused) {}

  void add_way(const MappedWay& way) {
    std::vector<std::int64_t> rows;
    rows.reserve(way.nodes.size());
    for (const std::int64_t id : way.nodes) rows.push_back(nodes_.find(id));
    if (way.verdict.dropped) {
      drop(*way.verdict.dropped, rows);
      return;
    }
    const auto pieces = pieces_of(rows);
    if (pieces.empty()) {
      drop(DropReason::outside_the_file, rows);
      return;
    }
    const bool whole = pieces.size() == 1 && pieces.front().size() == rows.size();
    if (!whole) ++roads_.ways_cut_at_gaps;
    for (const auto& piece : pieces) add_piece(way, piece, whole);
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

  void add_piece(const MappedWay& mapped, const Rows& rows, bool whole) {
    const RoadTags& tags = *mapped.verdict.road;
    RoadWay way;
    way.osm_id = mapped.id;
    way.road_class = tags.road_class;
    way.forward = tags.forward;
    way.backward = tags.backward;
    way.kmh_forward = tags.kmh_forward;
    way.kmh_backward = tags.kmh_backward;
    if (tags.ferry_duration && whole) {
      way.kmh_forward = way.kmh_backward = std::max(1.0, metres(rows) * 3.6 / *tags.ferry_duration);
    }
    for (const std::int64_t row : rows) {
      row_of_[static_cast<std::size_t>(row)] = 0;  // used; numbered once all ways are known
      way.nodes.push_back(static_cast<std::uint32_t>(row));
    }
    roads_.ways.push_back(std::move(way));
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
                        MappedNodes& nodes) {
  std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  // Extracts that were glued together hold some ways twice.
  ways.erase(std::unique(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.id == b.id; }),
             ways.end());
  Assembly assembly{nodes};
  for (const MappedWay& way : ways) assembly.add_way(way);
  assembly.number_nodes();
  for (const MappedRestriction& restriction : restrictions) assembly.add_restriction(restriction);
  return assembly.take();
}

}  // namespace navette
