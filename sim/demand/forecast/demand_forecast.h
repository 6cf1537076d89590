#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/coordinate.h"
#include "core/units.h"
#include "network/location.h"

namespace navette {

/// A square of the ground, counted east and north of a reference point.
struct GridCell {
  std::int32_t row = 0;     // northward
  std::int32_t column = 0;  // eastward

  auto operator<=>(const GridCell&) const = default;
};

/// What is to be expected on one day: how many requests from which zone in which hour, and where to.
///
/// Zones are the grid cells in which an earlier trip began or ended, in order of (row, column). Without earlier days
/// there is no zone and nothing is expected.
class DemandForecast {
 public:
  /// Trips of earlier days that set out in one hour from one zone to another.
  struct Flow {
    std::int32_t from = 0;  // zone
    std::int32_t to = 0;
    std::int32_t hour = 0;   // since midnight of the day, 0 to 47: a night belongs to the evening it began in
    std::int32_t trips = 0;  // on all the days learned from
  };

  static constexpr std::int32_t kHours = 48;

  /// Of nothing.
  explicit DemandForecast(Milliseconds start = Milliseconds{0}) : start_{start} {}
  /// `places`: where a shuttle would wait in each zone. `days`: learned from, >= 1. `flows`: in order of
  /// (from, to, hour), each once. `start`: midnight of the day foretold.
  DemandForecast(const LocalPlane& plane, double zone_size, std::map<GridCell, std::int32_t> zones,
                 std::vector<Location> places, std::vector<Flow> flows, int days, Milliseconds start);

  /// Midnight of the day foretold.
  [[nodiscard]] Milliseconds start() const { return start_; }
  /// Whether anything is expected later than a time, hour by hour.
  [[nodiscard]] bool expects_after(Milliseconds time) const { return time < start_ + Milliseconds{3'600'000} * hours_; }
  [[nodiscard]] std::size_t zone_count() const { return places_.size(); }
  /// Where a shuttle that is sent to a zone waits.
  [[nodiscard]] Location place(std::size_t zone) const { return places_[zone]; }
  /// Row of the zone; negative: no trip began or ended around there.
  [[nodiscard]] std::int32_t zone_of(Coordinate place) const;

  /// Requests expected to set out from a zone between two times; none on any other day than the one foretold.
  [[nodiscard]] double departures(std::size_t zone, Milliseconds from, Milliseconds until) const;
  /// The same between two zones: a row of flows() for one hour holds this many on average.
  [[nodiscard]] double expected(const Flow& flow, Milliseconds from, Milliseconds until) const;
  [[nodiscard]] const std::vector<Flow>& flows() const { return flows_; }

 private:
  /// The part of an hour that lies between two times, 0 to 1.
  [[nodiscard]] double share_of_hour(std::int32_t hour, Milliseconds from, Milliseconds until) const;

  std::optional<LocalPlane> plane_;
  double zone_size_ = 1;
  std::map<GridCell, std::int32_t> zones_;
  std::vector<Location> places_;
  std::vector<Flow> flows_;
  std::vector<std::array<std::int32_t, kHours>> departures_;  // (zone) by hour, on all the days learned from
  int days_ = 1;
  Milliseconds start_;
  std::int32_t hours_ = 0;  // until the last in which any trip set out
};

/// The square around a point. Deterministic: arithmetic without libm.
GridCell grid_cell(const LocalPlane& plane, double zone_size, Coordinate place);

}  // namespace navette
