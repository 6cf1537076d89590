#pragma once

#include <vector>

#include "core/coordinate.h"
#include "demand/forecast/demand_forecast.h"
#include "demand/forecast/forecast_settings.h"
#include "demand/trip_request.h"
#include "network/road_graph.h"

namespace navette {

/// Who wanted to go where on which day, and what may be foretold of the days after.
///
/// A trip belongs to the day of its earliest departure, which begins when the evening before is over: a night belongs
/// to the evening it began in. All requests count, also those that were refused; those with an end on no road do not.
class DemandHistory {
 public:
  /// `first_day`: from which on all is known; days before it teach nothing. The graph must outlive the history.
  DemandHistory(const RoadGraph& graph, const ForecastSettings& settings, int first_day, const ForecastDays& days = {});

  void add(const TripRequest& asked);

  /// What the `settings.days` days before a day tell of it, and nothing else does: the mean over those of them that
  /// fall on the same day of the week; over all of them if none does. Nothing is expected after the last day of the
  /// run, nor of residents after its last midnight, since they travel by the calendar.
  [[nodiscard]] DemandForecast forecast(int day) const;

 private:
  struct Trip {
    int day;
    int hour;  // since midnight of that day
    bool drawn;
    Location origin;
    Location destination;
    GridCell from;
    GridCell to;
  };

  const RoadGraph& graph_;
  ForecastSettings settings_;
  int first_day_;
  ForecastDays days_;
  LocalPlane plane_;
  std::vector<Trip> trips_;
};

}  // namespace navette
