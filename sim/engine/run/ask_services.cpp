#include <algorithm>
#include <utility>

#include "dispatch/dispatch_meter.h"
#include "dispatch/insertion/hopeless.h"
#include "engine/booking/hearing_times.h"
#include "engine/booking/offered_times.h"
#include "engine/run/simulation.h"
#include "engine/world/off_road.h"

namespace navette {
namespace {

/// Why nobody can take the request, wherever the shuttles are; `none`: somebody might.
RefusalReason unusable(const TripRequest& asked, const World& world, double reach) {
  const auto off_road = [&](Location road, Coordinate place) {
    if (road.valid()) return RefusalReason::none;
    return only_barred_roads(world.snapper(), place, reach) ? RefusalReason::no_boarding_in_reach
                                                            : RefusalReason::too_far_from_road;
  };
  const auto at_origin = off_road(asked.origin, asked.origin_place);
  const auto at_destination = off_road(asked.destination, asked.destination_place);
  if (at_origin == RefusalReason::none) {
    if (at_destination != RefusalReason::none) return at_destination;
  } else {
    // No road at all is the harder of the two.
    return at_destination == RefusalReason::too_far_from_road ? at_destination : at_origin;
  }
  if (asked.origin == asked.destination) return RefusalReason::same_place;
  return RefusalReason::none;
}

/// Whether it may be told otherwise later the same day: shuttles move, booking opens.
bool may_change(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::too_far_away:
    case RefusalReason::shuttle_full:
    case RefusalReason::trip_too_long:
    case RefusalReason::promises_to_others:
    case RefusalReason::shift_ends:
    case RefusalReason::driver_rules:
    case RefusalReason::booked_too_early:
    case RefusalReason::way_back_refused:
    case RefusalReason::too_costly:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Simulation::submit(RequestId id) {
  if (DispatchMeter* meter = DispatchMeter::active()) meter->next_request();
  const Timed timed{DispatchStep::pinning};
  RequestBook::Entry& entry = book_[id];
  if (entry.record.heard_at < kNever && comes_with_way_out(id)) return;
  const NeverMadeCause cause = entry.record.never_made_cause;
  if (cause != NeverMadeCause::none) {
    book_.never_made(id, cause);
    return tell(EventKind::never_made, id, ShuttleId{}, demand_[id].origin, static_cast<std::int64_t>(cause));
  }
  if (entry.stage == RequestStage::unseen) {
    hear(id);
  } else if (entry.stage == RequestStage::heard && entry.asks_again_at == now_) {
    tell(EventKind::asked_again, id, ShuttleId{}, demand_[id].origin, static_cast<std::int64_t>(entry.record.reason));
    entry.record.reason = RefusalReason::none;
    entry.record.least_added_time = kNever;
  } else {
    return;  // the way back of a contract, asked with the way out, or again since
  }
  entry.asks_again_at = kNever;
  ask(id, contract_partner(id), ServiceId{0});
}

bool Simulation::comes_with_way_out(RequestId id) const {
  const RequestId out = other_way_[id];
  return demand_[id].way_back && out.valid() && book_[id].stage == RequestStage::unseen &&
         book_[out].stage == RequestStage::unseen && book_[out].record.heard_at == now_ &&
         may_be_contract(demand_[out], world_);
}

void Simulation::hear(RequestId id) {
  tell(EventKind::submitted, id, ShuttleId{}, demand_[id].origin);
  book_[id].stage = RequestStage::heard;
}

RequestId Simulation::contract_partner(RequestId id) {
  const RequestId back = other_way_[id];
  if (demand_[id].way_back || !back.valid() || !may_be_contract(demand_[id], world_)) return RequestId{};
  if (book_[back].stage == RequestStage::unseen) hear(back);
  if (book_[back].stage != RequestStage::heard) return RequestId{};
  book_[back].record.reason = RefusalReason::none;
  book_[back].record.least_added_time = kNever;
  book_[back].asks_again_at = kNever;
  return back;
}

RefusalReason Simulation::open(RequestId id, ServiceId service, PendingTrip& trip) {
  const TripRequest& asked = book_.asked(id);
  auto reason = unusable(asked, world_, scenario_.territory.max_snap_distance);
  if (reason == RefusalReason::none) reason = world_.services()[service].refuses(asked, now_);
  if (reason != RefusalReason::none) return reason;
  const auto opened = book_.open(id, service, now_, query_);
  if (!opened) return RefusalReason::no_stop_in_reach;
  trip = *opened;
  reason = hopeless(trip, view_);
  return reason == RefusalReason::none && too_costly(trip) ? RefusalReason::too_costly : reason;
}

bool Simulation::too_costly(const PendingTrip& trip) {
  const Milliseconds most = world_.services()[trip.service].rules().taxi_above;
  if (most >= kNever) return false;
  const bool spared = trip.request == spared_ || (spared_.valid() && other_way_[trip.request] == spared_);
  if (spared && now_ >= spared_from_) return false;
  const Timed timed{DispatchStep::insertion};
  hide_moves();
  const auto cheapest = cheapest_->search(trip, view_);
  if (!cheapest || cheapest->cost <= most) return false;
  Milliseconds& least = book_[trip.request].record.least_added_time;
  least = std::min(least, cheapest->cost);
  return true;
}

void Simulation::ask(RequestId id, RequestId back, ServiceId first) {
  for (std::size_t k = first.index(); k < world_.services().size(); ++k) {
    const ServiceId service{k};
    if (demand_[id].service.valid() && demand_[id].service != service) continue;
    if (back.valid() && !world_.services()[service].given().way_back_in_contract) {
      ask(id, RequestId{}, service);  // sold singly here
      ask(back, RequestId{}, service);
      return;
    }
    PendingTrip out_trip;
    PendingTrip back_trip;
    book_.suppose_arrival(id, back.valid() ? demand_[back].earliest_departure : kNever);
    const auto reason = open(id, service, out_trip);
    const auto back_reason = back.valid() ? open(back, service, back_trip) : RefusalReason::none;
    if (reason == RefusalReason::none && back_reason == RefusalReason::none) {
      if (back.valid()) out_trip.contract = back_trip.contract = id.value;
      pending_.push_back(out_trip);
      if (back.valid()) pending_.push_back(back_trip);
      decide();
      return;
    }
    const auto told = [](RefusalReason own) {
      return own == RefusalReason::none ? RefusalReason::way_back_refused : own;
    };
    book_.close(id, told(reason));
    if (back.valid()) book_.close(back, told(back_reason));
  }
  refuse(id, back);
}

void Simulation::decide() {
  proposal_.clear();
  hide_moves();
  {
    const Timed timed{DispatchStep::insertion};
    dispatcher_.dispatch(pending_, view_, proposal_);
  }
  const Timed timed{DispatchStep::applying};
  apply(proposal_);
}

void Simulation::refuse(RequestId id, RequestId back) {
  if (!back.valid() && offer_another_time(id)) return;
  if (asks_again(id, back)) return;
  refuse_for_good(id);
  if (back.valid()) refuse_for_good(back);
}

bool Simulation::asks_again(RequestId id, RequestId back) {
  const BookingParameters& booking = scenario_.booking;
  const RefusalReason reason = book_[id].record.reason;
  const bool worth = may_change(reason) && (!back.valid() || may_change(book_[back].record.reason));
  const Milliseconds next = now_ + booking.retry_interval;
  if (booking.retry_interval.count <= 0 || !worth || next - book_[id].record.heard_at > booking.max_request_age) {
    return false;
  }
  book_[id].asks_again_at = next;
  queue_.push(next, Occurrence::submission, id.value);
  return true;
}

void Simulation::refuse_for_good(RequestId id) {
  book_.refuse(id, now_);
  tell(EventKind::refused, id, ShuttleId{}, demand_[id].origin, static_cast<std::int64_t>(book_[id].record.reason));
}

bool Simulation::offer_another_time(RequestId id) {
  const BookingParameters& booking = scenario_.booking;
  const RefusalReason reason = book_[id].record.reason;
  const Milliseconds least_added_time = book_[id].record.least_added_time;
  if (!booking.offers || !other_time_may_help(reason)) return false;
  for (const Milliseconds shift : offered_shifts(booking)) {
    const Milliseconds departure = demand_[id].earliest_departure + shift;
    if (departure < now_) continue;
    for (std::size_t k = 0; k < world_.services().size(); ++k) {
      if (demand_[id].service.valid() && demand_[id].service != ServiceId{k}) continue;
      book_.suppose_departure(id, departure);
      if (!try_alone(id, ServiceId{k})) continue;
      tell(EventKind::offered, id, ShuttleId{}, demand_[id].origin, departure.count);
      if (takes(demand_[id], shift, booking, scenario_.run.seed)) {
        std::swap(pending_, alone_);
        apply(proposal_);
        std::swap(pending_, alone_);
        return true;
      }
      tell(EventKind::declined, id, ShuttleId{}, demand_[id].origin, departure.count);
      wake_policy(proposal_);
      book_.close(id, RefusalReason::offer_declined);
      book_.suppose_departure(id, kNever);
      book_[id].record.reason = RefusalReason::offer_declined;
      refuse_for_good(id);
      return true;
    }
  }
  book_.suppose_departure(id, kNever);
  book_[id].record.reason = reason;
  book_[id].record.least_added_time = least_added_time;  // at the time asked for
  return false;
}

bool Simulation::try_alone(RequestId id, ServiceId service) {
  alone_.resize(1);
  proposal_.clear();
  hide_moves();
  if (open(id, service, alone_[0]) == RefusalReason::none) {
    alone_[0].at_once = true;
    dispatcher_.dispatch(alone_, view_, proposal_);
    check_answer(alone_, proposal_);
  }
  if (proposal_.verdicts.size() == 1 && proposal_.verdicts[0].kind == VerdictKind::accept) return true;
  book_.close(id, book_[id].record.reason);
  return false;
}

}  // namespace navette
