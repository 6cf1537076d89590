#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/id.h"
#include "fleet/drive.h"
#include "fleet/label_pool.h"
#include "fleet/schedule.h"
#include "fleet/shuttle.h"

namespace navette {

/// What one shuttle is doing and has promised to do.
struct ShuttleState {
  Schedule schedule;
  Load on_board;
  std::vector<RequestId> passengers;  // requests on board
  bool driving = false;
  Drive drive;                // while driving: to the schedule's front
  Origin standing;            // while not driving
  Milliseconds left_at;       // while driving: when it left the place of `place_labels`
  Milliseconds halted_at;     // when it came to the place where it stands
  Milliseconds driven{0};     // at the wheel since its shift or last pause began, the drive under way excluded
  std::int32_t place_labels;  // LabelPool slot of the place where it stands, or set out from
  std::int32_t depot_labels;  // LabelPool slot of its depot
  std::int32_t wait_labels;   // LabelPool slot of the place where it is sent to wait
};

/// All shuttles with their state. Only the simulation changes it.
class Fleet {
 public:
  /// Shuttles stand at their depots before their first shift; each shift's start, pauses and end are planned stops.
  /// The oracle must outlive the fleet.
  Fleet(std::vector<Shuttle> shuttles, const TravelTimeOracle& oracle);

  [[nodiscard]] std::size_t size() const { return shuttles_.size(); }
  [[nodiscard]] const Shuttle& shuttle(ShuttleId id) const { return shuttles_[id]; }
  [[nodiscard]] const ShuttleState& state(ShuttleId id) const { return states_[id]; }
  /// To be changed at once: who keeps the reference over a decision hides the change from it.
  [[nodiscard]] ShuttleState& state(ShuttleId id) {
    ++versions_[id];
    return states_[id];
  }
  /// Another one whenever the state may have changed.
  [[nodiscard]] std::uint32_t version(ShuttleId id) const { return versions_[id]; }
  [[nodiscard]] std::span<const std::uint32_t> versions() const { return versions_.raw(); }
  [[nodiscard]] const LabelPool& labels() const { return labels_; }
  [[nodiscard]] LabelPool& labels() { return labels_; }
  [[nodiscard]] const TravelTimeOracle& oracle() const { return oracle_; }

 private:
  const TravelTimeOracle& oracle_;
  LabelPool labels_;
  IdVector<ShuttleId, Shuttle> shuttles_;
  IdVector<ShuttleId, ShuttleState> states_;
  IdVector<ShuttleId, std::uint32_t> versions_;  // from 1
};

}  // namespace navette
