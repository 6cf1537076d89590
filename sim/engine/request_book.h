#pragma once

#include <cstdint>

#include "core/id.h"
#include "dispatch/pending_trip.h"
#include "engine/given_demand.h"
#include "fleet/label_pool.h"
#include "record/recorder.h"

namespace navette {

enum class RequestStage : std::int8_t { unseen, pending, accepted, on_board, ended };

/// What became of each request so far.
class RequestBook {
 public:
  /// All must outlive the book.
  RequestBook(const RoadGraph& roads, const Demand& demand, const ServiceRules& rules, LabelPool& labels);

  struct Entry {
    RequestStage stage = RequestStage::unseen;
    RequestRecord record;
    PlannedStop pickup;  // as it may be planned, with the promise's limits once accepted
    PlannedStop dropoff;
  };
  [[nodiscard]] Entry& operator[](RequestId id) { return entries_[id]; }
  [[nodiscard]] const Entry& operator[](RequestId id) const { return entries_[id]; }
  [[nodiscard]] const IdVector<RequestId, Entry>& entries() const { return entries_; }

  /// Measures the direct trip and takes labels for both ends.
  PendingTrip open(RequestId id, TravelTimeQuery& query);
  /// The promise made with a plan: its times, and the limits that bind later plans. Updates both templates.
  void promise(RequestId id, ShuttleId shuttle, Milliseconds now, PlannedStop& pickup, PlannedStop& dropoff);
  void refuse(RequestId id, RefusalReason reason, Milliseconds now);
  void board(RequestId id, Milliseconds now);
  void alight(RequestId id, Milliseconds now);

 private:
  const RoadGraph& roads_;
  const Demand& demand_;
  const ServiceRules& rules_;
  LabelPool& labels_;
  IdVector<RequestId, Entry> entries_;
  std::vector<EdgeId> path_;  // used again
};

}  // namespace navette
