#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/id.h"
#include "dispatch/pending_trip.h"
#include "engine/world/given_demand.h"
#include "engine/world/service.h"
#include "fleet/label_pool.h"
#include "record/recorder.h"

namespace navette {

enum class RequestStage : std::int8_t { unseen, heard, pending, accepted, on_board, ended };

/// What became of each request so far.
class RequestBook {
 public:
  /// All must outlive the book.
  RequestBook(const TravelTimeOracle& oracle, const Demand& demand, const IdVector<ServiceId, Service>& services,
              LabelPool& labels);

  struct Entry {
    RequestStage stage = RequestStage::unseen;
    RequestRecord record;
    PlannedStop pickup;  // as it may be planned, with the promise's limits once accepted
    PlannedStop dropoff;
    ShuttleId only;                        // the one shuttle that may carry it; invalid: any of its service
    std::unique_ptr<StopChoices> choices;  // while pending; nullptr: one pair of places only
    std::unique_ptr<TripRequest>
        shifted;                          // at an offered time, or before the way back of a contract; nullptr: as asked
    Milliseconds asks_again_at = kNever;  // after a refusal; kNever: it does not
    bool in_contract = false;             // accepted together with the other way of its tour
  };
  [[nodiscard]] Entry& operator[](RequestId id) { return entries_[id]; }
  [[nodiscard]] const Entry& operator[](RequestId id) const { return entries_[id]; }
  [[nodiscard]] const IdVector<RequestId, Entry>& entries() const { return entries_; }

  /// What is asked: what the resident wants, another departure that is tried, or what the way back leaves time for.
  [[nodiscard]] const TripRequest& asked(RequestId id) const {
    return entries_[id].shifted ? *entries_[id].shifted : demand_[id];
  }
  /// From here on the request is another: it departs then; kNever: as the resident wants.
  void suppose_departure(RequestId id, Milliseconds departure);
  /// From here on the way out of a contract has to arrive by then, when the way back leaves; kNever: as asked.
  void suppose_arrival(RequestId id, Milliseconds latest);
  /// Whoever wanted to ask could not.
  void never_made(RequestId id, NeverMadeCause cause);
  /// What one service makes of the request; takes labels for all its places. Nothing: no stop can be reached. Measures
  /// the direct trip from door to door, if that was not done.
  std::optional<PendingTrip> open(RequestId id, ServiceId service, Milliseconds now, TravelTimeQuery& query);
  /// For the record: the direct trips of those that no service opened, and the way of all.
  void measure_direct_trips(TravelTimeQuery& query);
  /// The service does not carry it; the closest reason of all services asked is kept.
  void close(RequestId id, RefusalReason reason);
  /// Fixes the pair of places of a request that is to be accepted; the pickup and drop-off of the entry are theirs.
  /// Returns false if there is no such pair.
  bool choose(RequestId id, std::int32_t choice);
  /// The promise made with a plan: its times, and the limits that bind later plans. Updates both templates.
  void promise(RequestId id, ShuttleId shuttle, Milliseconds now, PlannedStop& pickup, PlannedStop& dropoff);
  /// Refused for good, for the closest reason.
  void refuse(RequestId id, Milliseconds now);
  /// Ends without a ride, after acceptance. Its visits are in no plan any more.
  void end_unserved(RequestId id, RequestEnd end);
  /// The limits of a visit that is put off, for plans to come; the promise told stays.
  void put_off(const PlannedStop& stop);
  /// The limits of both visits are those of the promise, whatever was put off before.
  void take_at_word(RequestId id);
  /// Boarding takes `dwell`.
  void board(RequestId id, Milliseconds now, Milliseconds dwell);
  void alight(RequestId id, Milliseconds now);

 private:
  void release_labels(Entry& entry);

  const RoadGraph& roads_;
  const Demand& demand_;
  const IdVector<ServiceId, Service>& services_;
  LabelPool& labels_;
  IdVector<RequestId, Entry> entries_;
  std::vector<TripEnd> pickups_;  // used again, as the next
  std::vector<TripEnd> dropoffs_;
};

}  // namespace navette
