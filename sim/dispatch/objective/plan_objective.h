#pragma once

#include <span>

#include "dispatch/dispatch_settings.h"
#include "dispatch/insertion/candidate.h"
#include "dispatch/objective/drive_distances.h"
#include "dispatch/pending_trip.h"

namespace navette {

/// What the objectives are made of, for all that one shuttle has still to do. Whole numbers, so that sums and
/// differences are exact.
struct PlanFigures {
  Milliseconds operating_time;
  Metres empty;           // driven without passengers
  Metres occupied;        // driven with passengers
  Metres passengers;      // driven, times the persons on board
  Milliseconds pickups;   // begins of pickups, times the persons who board
  Milliseconds dropoffs;  // begins of drop-offs, times the persons who alight

  PlanFigures& operator+=(const PlanFigures& other);
  PlanFigures& operator-=(const PlanFigures& other);
};

/// Measures plans by an objective. A figure of the objective is in thousandths of its unit: ms, mm, passenger ms.
class PlanObjective {
 public:
  /// The oracle must outlive it. Throws InputError if a weight is negative or no number.
  PlanObjective(const TravelTimeOracle& oracle, const ObjectiveSettings& settings);

  /// Whether the objective is added operating time, for which the search has bounds.
  [[nodiscard]] bool is_operating_time() const { return settings_.kind == Objective::operating_time; }

  /// Of these stops, drives and times planned. What the objective does not count is left 0.
  [[nodiscard]] PlanFigures figures(const ShuttleNow& shuttle, std::span<const PlannedStop> stops);
  /// Of the schedule as it stands.
  [[nodiscard]] PlanFigures standing(const ShuttleNow& shuttle);
  /// What a difference of figures costs.
  [[nodiscard]] Milliseconds cost(const PlanFigures& difference) const;
  /// Whether exceeding limits costs anything.
  [[nodiscard]] bool penalises() const { return settings_.penalty.wait > 0 || settings_.penalty.travel_time > 0; }
  /// What it costs that a trip exceeds its limits when its visits begin so. Never negative.
  [[nodiscard]] Milliseconds penalty(const ServiceRules::Limits& limits, Milliseconds pickup,
                                     Milliseconds dropoff) const;
  /// Begins of a trip as early as it could be: what its delay counts from.
  [[nodiscard]] static PlanFigures wish(const PendingTrip& trip);

 private:
  [[nodiscard]] bool counts_distance() const;

  ObjectiveSettings settings_;
  DriveDistances distances_;
  std::vector<PlannedStop> standing_;  // used again
};

}  // namespace navette
