#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/id.h"
#include "core/units.h"
#include "network/location.h"
#include "network/road_graph.h"

namespace navette {

class Landmarks;

/// A hub label: important nodes (hubs), with the exact driving time to each (departure label) or from it (arrival
/// label). The fastest way between two places leads over a hub in both labels, so the smallest sum is the travel time.
/// Two arrays of one length, sorted by hub, so that a scan streams them; hub 0 is in every label.
struct LabelView {
  std::span<const std::int32_t> hubs;
  std::span<const std::int32_t> times;  // [ms]
};

/// A label, each of whose times is later by as much.
struct LaterLabel {
  LabelView label;
  Milliseconds later;
};

/// The label of one place on the road, merged from the two ends of its edge (and of the edge's twin).
struct PlaceLabel {
  std::vector<std::int32_t> hubs;
  std::vector<std::int32_t> times;  // [ms]

  [[nodiscard]] LabelView view() const { return {hubs, times}; }
};

/// Room for a label somewhere else: longest_place_label() numbers each.
struct LabelRoom {
  std::int32_t* hubs;
  std::int32_t* times;  // [ms]
};

struct TravelTimeColumns;  // see labels/travel_time_index.h

/// Exact shortest driving times between any two places of a road graph. Immutable, shared between threads.
///
/// Contraction hierarchy (Geisberger et al., 2008), then canonical hub labels (Abraham et al., 2012) from it.
class TravelTimeOracle {
 public:
  /// Builds the hierarchy and the labels. The result does not depend on the number of threads.
  /// The graph must outlive the oracle, and not move.
  /// Throws InputError if the graph is not strongly connected, or a drive along an edge or to a hub takes three days.
  explicit TravelTimeOracle(const RoadGraph& graph, int threads = 1);
  /// Of what another oracle of the same graph has built, e.g. in an earlier run.
  TravelTimeOracle(const RoadGraph& graph, const TravelTimeColumns& columns);
  ~TravelTimeOracle();
  TravelTimeOracle(TravelTimeOracle&& other) noexcept;
  TravelTimeOracle& operator=(TravelTimeOracle&& other) noexcept;

  [[nodiscard]] const RoadGraph& graph() const;
  [[nodiscard]] std::size_t hub_count() const;  // hubs are 0 .. hub_count - 1
  [[nodiscard]] std::size_t label_entries() const;
  [[nodiscard]] std::size_t longest_place_label() const;  // upper bound of a merged label's length

  /// Writes the label of all ways that leave a place into `label`, which is used again.
  void departure_label(Location from, Heading heading, PlaceLabel& label) const;
  /// The label of the one way that leaves a place without turning round.
  [[nodiscard]] LaterLabel label_ahead(Location from) const;
  /// Writes the label of all ways that reach a place.
  void arrival_label(Location to, PlaceLabel& label) const;
  /// The same, of all ways out and in, with the place as seen on the twin edge, which takes a while to work out.
  /// Returns the label's length.
  [[nodiscard]] std::size_t departure_label(Location from, Location on_twin, LabelRoom room) const;
  [[nodiscard]] std::size_t arrival_label(Location to, Location on_twin, LabelRoom room) const;

  /// Has what the labels of a place are made of on its way from memory.
  void fetch_labels(Location place) const;

  /// Bounds of driving times; worked out when first asked for, by one thread.
  [[nodiscard]] const Landmarks& landmarks() const;

  struct Index;  // the hierarchy and the labels; internal
  [[nodiscard]] const Index& index() const { return *index_; }

 private:
  struct LandmarksOnce;
  std::unique_ptr<Index> index_;
  std::unique_ptr<LandmarksOnce> landmarks_;
};

/// Asks one oracle for times and paths; holds the scratch memory, so each thread has its own.
class TravelTimeQuery {
 public:
  explicit TravelTimeQuery(const TravelTimeOracle& oracle);
  ~TravelTimeQuery();
  TravelTimeQuery(TravelTimeQuery&& other) noexcept;
  TravelTimeQuery& operator=(TravelTimeQuery&& other) noexcept;

  [[nodiscard]] const TravelTimeOracle& oracle() const;

  /// Driving time from one place to another, by the fastest path. `departure` is kept for travel times by time of day.
  /// `Heading::ahead`: the shuttle is on the way and cannot turn round before the next junction.
  Milliseconds travel_time(Location from, Location to, Milliseconds departure, Heading heading = Heading::either);

  /// The edges of the fastest path, in order: the first holds `from` (or is its twin), the last holds `to` (or its
  /// twin); a single edge if both lie on it in driving order. Each edge starts where the one before ends, turn edges
  /// included. Returns its time, from `from` to the end of the first edge and so on, equal to `travel_time`; `path` is
  /// used again.
  Milliseconds path(Location from, Location to, Milliseconds departure, std::vector<EdgeId>& path,
                    Heading heading = Heading::either);

 private:
  struct Scratch;
  std::unique_ptr<Scratch> scratch_;
};

/// Driving times between one pinned place and many others whose labels are at hand: the hot loop of dispatch.
///
/// Holds one time per hub, so that one side of a query costs one load per label entry. The case of two places on one
/// road is not seen in labels: where it may occur, take the smaller of `time` and `same_edge_time`.
class PinnedPlace {
 public:
  explicit PinnedPlace(const TravelTimeOracle& oracle);

  /// Pins a place's departure label (to ask for times from it) or arrival label (to ask for times to it); replaces
  /// the one before. The label need not be kept.
  void pin(LabelView label);
  /// Fastest way over any hub shared with the other side's label. [ms]
  [[nodiscard]] std::int32_t time(LabelView other) const;

 private:
  std::vector<std::int32_t> time_of_hub_;  // (hub_count) [ms]; a large number where the label lacks the hub
  std::vector<std::int32_t> pinned_hubs_;
};

/// Driving time between two places on one road without leaving it, or kNever if they lie on different edges, or
/// `to` is not ahead and the shuttle may not turn round. A place may be named on either edge of a two-way road.
Milliseconds same_edge_time(const RoadGraph& graph, Location from, Location to, Heading heading);

}  // namespace navette
