#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "network/closed_roads.h"
#include "network/detour_search.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// Exact driving times for who knows which roads are closed, and until when.
///
/// Between two moments at which a road is closed or opened nothing changes: a drive within one such span takes as long
/// as by the roads open in it, which is kept per pair of places. Only a drive that meets such a moment is searched for
/// by itself, over times. Whoever leaves later never arrives earlier. For one thread.
class KnownRoads {
 public:
  /// Both must outlive it.
  KnownRoads(const TravelTimeOracle& oracle, const ClosedRoads& closed);
  ~KnownRoads();
  KnownRoads(KnownRoads&&) = delete;

  [[nodiscard]] const ClosedRoads& closed() const { return closed_; }
  /// From here on, what is announced by then is known.
  void set_now(Milliseconds now) {
    if (now < now_ || now >= changes_at_) learn(now);
    now_ = now;
  }
  /// Whether a closure is known that is not over yet; without one, all times are those of open roads.
  [[nodiscard]] bool any_closed() const { return !spans_.empty(); }

  /// Of the fastest way, round the closed roads or waiting in front of them.
  [[nodiscard]] Milliseconds travel_time(Location from, Location to, Milliseconds departure,
                                         Heading heading = Heading::either);
  /// The latest departure that is there by `arrival`. Departing at `earliest` must be.
  [[nodiscard]] Milliseconds latest_departure(Location from, Location to, Milliseconds earliest, Milliseconds arrival,
                                              Heading heading = Heading::either);

 private:
  struct Span;
  struct Pair {
    std::size_t span = 0;
    Location from;
    Location to;
    Heading heading = Heading::either;
    Milliseconds departure;  // where it matters
    bool operator==(const Pair&) const = default;
  };
  struct PairHash {
    std::size_t operator()(const Pair& pair) const;
  };

  void learn(Milliseconds now);
  /// By the roads that are open throughout the span; kNever: no way.
  [[nodiscard]] Milliseconds within(Span& span, const Pair& pair);
  [[nodiscard]] bool is_free(const std::vector<char>& closed, Location to) const;

  const RoadGraph& graph_;
  const ClosedRoads& closed_;
  TravelTimeQuery query_;
  DetourSearch over_time_;
  Milliseconds now_{-kNever.count};
  Milliseconds changes_at_{-kNever.count};
  std::vector<std::unique_ptr<Span>> spans_;  // in order, without gaps
  std::unordered_map<Pair, Milliseconds, PairHash> in_span_;
  std::unordered_map<Pair, Milliseconds, PairHash> across_spans_;
  std::vector<EdgeId> path_;  // used again, as the next
  std::vector<Hold> holds_;
};

}  // namespace navette
