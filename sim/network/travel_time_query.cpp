#include <algorithm>
#include <limits>

#include "network/drive_limits.h"
#include "network/place_ends.h"
#include "network/travel_time_index.h"
#include "network/travel_time_oracle.h"

namespace navette {
namespace {

/// The hub at which the two halves of a fastest way meet; of several the most important.
struct Meeting {
  std::int32_t hub = -1;
  std::int32_t to_hub = 0;    // [ms]
  std::int32_t from_hub = 0;  // [ms]
};

Meeting meet(LabelView departure, LabelView arrival) {
  Meeting best;
  std::int32_t fastest = std::numeric_limits<std::int32_t>::max();
  const std::size_t departures = departure.hubs.size();
  const std::size_t arrivals = arrival.hubs.size();
  for (std::size_t i = 0, j = 0; i < departures && j < arrivals;) {
    const std::int32_t a = departure.hubs[i];
    const std::int32_t b = arrival.hubs[j];
    if (a == b && departure.times[i] + arrival.times[j] < fastest) {
      fastest = departure.times[i] + arrival.times[j];
      best = {a, departure.times[i], arrival.times[j]};
    }
    i += a <= b ? 1 : 0;
    j += b <= a ? 1 : 0;
  }
  return best;
}

// The time at which a label holds a hub, or kNoDrive.
std::int32_t time_at(LabelView label, std::int32_t hub) {
  const auto found = std::lower_bound(label.hubs.begin(), label.hubs.end(), hub);
  return found != label.hubs.end() && *found == hub ? label.times[found - label.hubs.begin()] : kNoDrive;
}

// Writes the upward arcs of a fastest way between a node and one of its hubs. No search is needed: the next arc is one
// after which the label of the node reached holds the rest of the time.
void climb(const ContractionHierarchy& hierarchy, const std::vector<std::int32_t>& arc_begin, const HubLabels& labels,
           std::int32_t node, std::int32_t hub, std::vector<std::int32_t>& arcs) {
  std::int32_t rest = time_at(labels.of(node), hub);
  while (node != hub) {
    std::int32_t arc = arc_begin[node];
    while (time_at(labels.of(hierarchy.arc_hub[arc]), hub) != rest - hierarchy.arc_time[arc]) ++arc;
    arcs.push_back(arc);
    rest -= hierarchy.arc_time[arc];
    node = hierarchy.arc_hub[arc];
  }
}

// The way between a place and the next node that leads to the hub in the given time.
const PlaceEnd& way_over(const TravelTimeOracle::Index& index, const HubLabels& labels, const PlaceEnds& ways,
                         std::int32_t hub, std::int32_t time) {
  const std::int32_t over_first = time_at(labels.of(index.hub(ways.ends[0].node)), hub);
  return over_first + ways.ends[0].time == time ? ways.ends[0] : ways.ends[1];
}

}  // namespace

struct TravelTimeQuery::Scratch {
  const TravelTimeOracle* oracle;
  PlaceLabel departure;
  PlaceLabel arrival;
  std::vector<std::int32_t> arcs;

  Meeting meeting(Location from, Location to, Heading heading) {
    oracle->departure_label(from, heading, departure);
    oracle->arrival_label(to, arrival);
    return meet(departure.view(), arrival.view());
  }
};

TravelTimeQuery::TravelTimeQuery(const TravelTimeOracle& oracle) : scratch_{std::make_unique<Scratch>()} {
  scratch_->oracle = &oracle;
}
TravelTimeQuery::~TravelTimeQuery() = default;
TravelTimeQuery::TravelTimeQuery(TravelTimeQuery&&) noexcept = default;
TravelTimeQuery& TravelTimeQuery::operator=(TravelTimeQuery&&) noexcept = default;

const TravelTimeOracle& TravelTimeQuery::oracle() const { return *scratch_->oracle; }

Milliseconds TravelTimeQuery::travel_time(Location from, Location to, Milliseconds /*departure*/, Heading heading) {
  const Milliseconds along_edge = same_edge_time(oracle().graph(), from, to, heading);
  if (along_edge == Milliseconds{0}) return along_edge;
  const Meeting best = scratch_->meeting(from, to, heading);
  return std::min(along_edge, Milliseconds{best.to_hub + best.from_hub});
}

void TravelTimeQuery::path(Location from, Location to, Milliseconds /*departure*/, std::vector<EdgeId>& path,
                           Heading heading) {
  path.clear();
  const TravelTimeOracle::Index& index = oracle().index();
  const DriveOnEdge along_edge = drive_on_edge(*index.graph, from, to, heading);
  const Meeting best = scratch_->meeting(from, to, heading);
  if (along_edge.time <= Milliseconds{best.to_hub + best.from_hub}) {
    path.push_back(along_edge.edge);
    return;
  }
  const PlaceEnd out = way_over(index, index.departure, ways_out(*index.graph, from, heading), best.hub, best.to_hub);
  const PlaceEnd in = way_over(index, index.arrival, ways_in(*index.graph, to), best.hub, best.from_hub);
  const ContractionHierarchy& hierarchy = index.hierarchy;
  std::vector<std::int32_t>& arcs = scratch_->arcs;
  path.push_back(out.edge);
  arcs.clear();
  climb(hierarchy, hierarchy.forward_begin, index.departure, index.hub(out.node), best.hub, arcs);
  for (const std::int32_t arc : arcs) hierarchy.unpack(arc, path);
  arcs.clear();
  climb(hierarchy, hierarchy.backward_begin, index.arrival, index.hub(in.node), best.hub, arcs);
  std::for_each(arcs.rbegin(), arcs.rend(), [&](std::int32_t arc) { hierarchy.unpack(arc, path); });
  path.push_back(in.edge);
}

}  // namespace navette
