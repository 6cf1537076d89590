#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/random_stream.h"
#include "demand/travel/demand_parameters.h"

namespace navette {

/// One tour of a resident's day. Times are whole minutes after midnight of the day.
struct PlannedTour {
  int drawn = 0;  // rank in the draws of the day
  ActivityPurpose purpose = ActivityPurpose::leisure;
  std::int32_t destination = -1;  // row
  int journey = 0;                // [min] planned for each way
  int stay = 0;                   // [min]
  int leave_home = 0;             // as wished, then as planned
  int leave_there = 0;
};

/// When the tours of a day begin and end: hours by purpose, and no tour before the resident is back from the last.
///
/// Tours are made in the order of their wished times. One whose time has passed leaves soon after the resident is back;
/// one too late to be done before midnight leaves earlier. What does not fit before midnight or the next tour is cut
/// from the stay, never below 10 minutes: the number of tours stays what it was.
class TimePlan {
 public:
  explicit TimePlan(const DemandParameters& parameters);

  /// Time planned for one way. [min]
  [[nodiscard]] int journey(double crow_fly_distance) const;
  /// Wished time of leaving home and stay, of a tour whose purpose is known.
  void draw(PlannedTour& tour, RandomStream& stream) const;
  /// Puts the tours into order and makes them fit into the day.
  static void fit(std::vector<PlannedTour>& tours);

 private:
  std::array<std::array<double, 24>, kActivityPurposes> cumulative_hours_{};
  std::array<double, kActivityPurposes> least_stay_{};    // [min]
  std::array<double, kActivityPurposes> varying_stay_{};  // [min] mean of what comes on top
  double minutes_per_metre_;
  double allowance_;  // [min]
};

}  // namespace navette
