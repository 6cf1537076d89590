#include "network/build/road_restrictions.h"

#include <algorithm>

namespace navette {
namespace {

struct Candidates {
  std::uint32_t road = 0;  // the last one found
  int count = 0;
};

/// Finds the roads that arrive on one way, or leave on one way, among those at a junction.
class RoadFinder {
 public:
  RoadFinder(const std::vector<DirectedRoad>& roads, const std::vector<RoadEnds>& ends) : ends_{ends} {
    for (std::uint32_t r = 0; r < roads.size(); ++r) {
      arriving_.emplace_back(roads[r].head, r);
      leaving_.emplace_back(roads[r].tail, r);
    }
    std::sort(arriving_.begin(), arriving_.end());
    std::sort(leaving_.begin(), leaving_.end());
  }

  [[nodiscard]] Candidates arriving(std::uint32_t junction, std::int64_t way) const {
    Candidates found;
    for_each(arriving_, junction, [&](std::uint32_t road) {
      if (ends_[road].last_way == way) found = {road, found.count + 1};
    });
    return found;
  }
  [[nodiscard]] Candidates leaving(std::uint32_t junction, std::int64_t way) const {
    Candidates found;
    for_each(leaving_, junction, [&](std::uint32_t road) {
      if (ends_[road].first_way == way) found = {road, found.count + 1};
    });
    return found;
  }
  template <class Visit>
  void for_each_leaving(std::uint32_t junction, Visit&& visit) const {
    for_each(leaving_, junction, visit);
  }

 private:
  using AtJunction = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // junction, road
  template <class Visit>
  static void for_each(const AtJunction& list, std::uint32_t junction, Visit&& visit) {
    for (auto at = std::lower_bound(list.begin(), list.end(), std::pair{junction, std::uint32_t{0}});
         at != list.end() && at->first == junction; ++at) {
      visit(at->second);
    }
  }

  const std::vector<RoadEnds>& ends_;
  AtJunction arriving_;
  AtJunction leaving_;
};

}  // namespace

std::vector<BannedTurn> resolve_restrictions(const RawRoads& raw, const std::vector<std::int32_t>& junction_of,
                                             const std::vector<DirectedRoad>& roads, const std::vector<RoadEnds>& ends,
                                             std::array<std::int64_t, kRestrictionFates>& fates) {
  if (raw.restrictions.empty()) return {};
  const RoadFinder finder{roads, ends};
  std::vector<BannedTurn> banned;
  for (const TurnRestriction& restriction : raw.restrictions) {
    const auto resolve = [&] {
      const std::int32_t at = junction_of[restriction.via_node];
      if (at < 0) return RestrictionFate::roads_not_in_network;
      const auto junction = static_cast<std::uint32_t>(at);
      const Candidates from = finder.arriving(junction, restriction.from_way);
      const Candidates onto = finder.leaving(junction, restriction.to_way);
      if (from.count == 0 || onto.count == 0) return RestrictionFate::roads_not_in_network;
      // To turn round into the same road is forbidden at every junction without being told.
      if (restriction.from_way == restriction.to_way && !restriction.only) return RestrictionFate::honoured;
      if (from.count > 1 || onto.count > 1) return RestrictionFate::ambiguous;
      if (!restriction.only) {
        banned.push_back({from.road, onto.road});
      } else {
        finder.for_each_leaving(junction, [&](std::uint32_t other) {
          if (other != onto.road) banned.push_back({from.road, other});
        });
      }
      return RestrictionFate::honoured;
    };
    ++fates.at(static_cast<std::size_t>(resolve()));
  }
  return banned;
}

}  // namespace navette
