#include <algorithm>
#include <limits>

#include "core/errors.h"
#include "network/labels/drive_limits.h"
#include "network/labels/label_scan.h"
#include "network/labels/place_ends.h"
#include "network/labels/travel_time_index.h"
#include "network/travel_time_oracle.h"

namespace navette {
namespace {

const LabelScan scan = fastest_label_scan();

/// The hub at which the two halves of a fastest way meet.
struct Meeting {
  std::int32_t hub;
  std::int32_t to_hub;    // [ms]
  std::int32_t from_hub;  // [ms]
};

// The time at which a label holds a hub, or kNoDrive.
std::int32_t time_at(LabelView label, std::int32_t hub) {
  const auto found = std::lower_bound(label.hubs.begin(), label.hubs.end(), hub);
  return found != label.hubs.end() && *found == hub ? label.times[found - label.hubs.begin()] : kNoDrive;
}

// Writes the upward arcs of a fastest way between a node and one of its hubs. No search is needed: the next arc is one
// after which the label of the node reached holds the rest of the time.
void climb(const StoredHierarchy& hierarchy, const Column<std::int32_t>& arc_begin, const StoredLabels& labels,
           std::int32_t node, std::int32_t hub, std::vector<std::int32_t>& arcs) {
  std::int32_t rest = time_at(labels.of(node), hub);
  while (node != hub) {
    std::int32_t arc = arc_begin[node];
    if (arc == arc_begin[node + 1]) throw InputError{"travel times: a label holds a hub to which no way leads"};
    // A label holds its own node and more important ones, whose numbers are smaller. The second condition only saves a
    // look into the label.
    while (hierarchy.arc_hub[arc] < hub || hierarchy.arc_time[arc] > rest ||
           time_at(labels.of(hierarchy.arc_hub[arc]), hub) != rest - hierarchy.arc_time[arc]) {
      if (++arc >= arc_begin[node + 1]) throw InputError{"travel times: no way takes the time that a label holds"};
    }
    arcs.push_back(arc);
    rest -= hierarchy.arc_time[arc];
    node = hierarchy.arc_hub[arc];
  }
}

// The way between a place and the next node that leads to the hub in the given time.
const PlaceEnd& way_over(const TravelTimeOracle::Index& index, const StoredLabels& labels, const PlaceEnds& ways,
                         std::int32_t hub, std::int32_t time) {
  const std::int32_t over_first = time_at(labels.of(index.hub(ways.ends[0].node)), hub);
  return over_first + ways.ends[0].time == time ? ways.ends[0] : ways.ends[1];
}

}  // namespace

struct TravelTimeQuery::Scratch {
  const TravelTimeOracle* oracle;
  std::vector<std::int32_t> time_of_hub;  // (hub_count) [ms] from the place left; kNoDrive elsewhere
  std::vector<std::int32_t> arcs;

  explicit Scratch(const TravelTimeOracle& of) : oracle{&of}, time_of_hub(of.hub_count(), kNoDrive) {}

  void spread(const PlaceEnds& out) {
    for (const PlaceEnd& end : out) {
      const LabelView label = oracle->index().departure.of(oracle->index().hub(end.node));
      for (std::size_t i = 0; i < label.hubs.size(); ++i) {
        std::int32_t& time = time_of_hub[label.hubs[i]];
        time = std::min(time, label.times[i] + end.time);
      }
    }
  }
  void clear(const PlaceEnds& out) {
    for (const PlaceEnd& end : out) {
      for (const std::int32_t hub : oracle->index().departure.of(oracle->index().hub(end.node)).hubs) {
        time_of_hub[hub] = kNoDrive;
      }
    }
  }
  // Fastest way over any hub, after `spread`. [ms]
  [[nodiscard]] std::int32_t collect(const PlaceEnds& in) const {
    std::int32_t best = kNoDrive;
    for (const PlaceEnd& end : in) {
      const LabelView label = oracle->index().arrival.of(oracle->index().hub(end.node));
      best = std::min(best, scan(time_of_hub.data(), label) + end.time);
    }
    return best;
  }
  // The hub of that way; of several the most important, since it comes first in a label.
  [[nodiscard]] Meeting meeting(const PlaceEnds& in, std::int32_t best) const {
    Meeting most_important{std::numeric_limits<std::int32_t>::max(), 0, 0};
    for (const PlaceEnd& end : in) {
      const LabelView label = oracle->index().arrival.of(oracle->index().hub(end.node));
      for (std::size_t i = 0; i < label.hubs.size() && label.hubs[i] < most_important.hub; ++i) {
        const std::int32_t to_hub = time_of_hub[label.hubs[i]];
        const std::int32_t from_hub = label.times[i] + end.time;
        if (to_hub + from_hub == best) most_important = {label.hubs[i], to_hub, from_hub};
      }
    }
    return most_important;
  }
};

TravelTimeQuery::TravelTimeQuery(const TravelTimeOracle& oracle) : scratch_{std::make_unique<Scratch>(oracle)} {}
TravelTimeQuery::~TravelTimeQuery() = default;
TravelTimeQuery::TravelTimeQuery(TravelTimeQuery&&) noexcept = default;
TravelTimeQuery& TravelTimeQuery::operator=(TravelTimeQuery&&) noexcept = default;

const TravelTimeOracle& TravelTimeQuery::oracle() const { return *scratch_->oracle; }

Milliseconds TravelTimeQuery::travel_time(Location from, Location to, Milliseconds /*departure*/, Heading heading) {
  const Milliseconds along_edge = same_edge_time(oracle().graph(), from, to, heading);
  if (along_edge == Milliseconds{0}) return along_edge;
  const PlaceEnds out = ways_out(oracle().graph(), from, heading);
  scratch_->spread(out);
  const std::int32_t over_hubs = scratch_->collect(ways_in(oracle().graph(), to));
  scratch_->clear(out);
  return std::min(along_edge, Milliseconds{over_hubs});
}

Milliseconds TravelTimeQuery::path(Location from, Location to, Milliseconds /*departure*/, std::vector<EdgeId>& path,
                                   Heading heading) {
  path.clear();
  const TravelTimeOracle::Index& index = oracle().index();
  const DriveOnEdge along_edge = drive_on_edge(*index.graph, from, to, heading);
  const PlaceEnds outs = ways_out(*index.graph, from, heading);
  const PlaceEnds ins = ways_in(*index.graph, to);
  scratch_->spread(outs);
  const std::int32_t over_hubs = scratch_->collect(ins);
  const Meeting best = scratch_->meeting(ins, over_hubs);
  scratch_->clear(outs);
  if (along_edge.time <= Milliseconds{over_hubs}) {
    path.push_back(along_edge.edge);
    return along_edge.time;
  }
  const PlaceEnd& out = way_over(index, index.departure, outs, best.hub, best.to_hub);
  const PlaceEnd& in = way_over(index, index.arrival, ins, best.hub, best.from_hub);
  const StoredHierarchy& hierarchy = index.hierarchy;
  std::vector<std::int32_t>& arcs = scratch_->arcs;
  path.push_back(out.edge);
  arcs.clear();
  climb(hierarchy, hierarchy.forward_begin, index.departure, index.hub(out.node), best.hub, arcs);
  for (const std::int32_t arc : arcs) hierarchy.unpack(arc, path);
  arcs.clear();
  climb(hierarchy, hierarchy.backward_begin, index.arrival, index.hub(in.node), best.hub, arcs);
  std::for_each(arcs.rbegin(), arcs.rend(), [&](std::int32_t arc) { hierarchy.unpack(arc, path); });
  path.push_back(in.edge);
  return Milliseconds{over_hubs};
}

}  // namespace navette
