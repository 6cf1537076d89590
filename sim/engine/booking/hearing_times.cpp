#include "engine/booking/hearing_times.h"

#include <algorithm>

#include "engine/booking/call_centre.h"
#include "engine/booking/request_stream.h"

namespace navette {
namespace {

constexpr double kPlansWithin = 3'600'000;  // [ms] before booking closes

template <class Visit>
void for_each_service(const TripRequest& asked, const World& world, Visit&& visit) {
  for (std::size_t k = 0; k < world.services().size(); ++k) {
    if (!asked.service.valid() || asked.service == ServiceId{k}) visit(world.services()[ServiceId{k}]);
  }
}

// When the resident asks who knows the rules of notice. `name_giver` draws: both ways of a tour are planned alike.
Milliseconds planned_ahead(const TripRequest& asked, const TripRequest& name_giver, const World& world,
                           const Scenario& scenario) {
  Milliseconds opens = kNever;
  Milliseconds closes = -kNever;
  for_each_service(asked, world, [&](const Service& service) {
    opens = std::min(opens, service.booking_opens(asked.earliest_departure));
    closes = std::max(closes, service.booking_closes(asked.earliest_departure));
  });
  const bool drawn = asked.purpose >= 0;
  if (!drawn || asked.submitted_at <= closes) return asked.submitted_at;
  RandomStream stream = stream_of(name_giver, Purpose::planning_ahead, scenario.run.seed);
  if (stream.uniform() >= scenario.booking.plan_ahead_share) return asked.submitted_at;
  const Milliseconds before{static_cast<std::int64_t>(stream.uniform() * kPlansWithin)};
  Milliseconds latest = closes;
  if (asked.channel == Channel::phone) latest = last_open(scenario.booking.phone_hours, closes);
  Milliseconds time = latest - before;
  if (asked.channel == Channel::phone) time = last_open(scenario.booking.phone_hours, time);
  return std::clamp(time, std::min(opens, closes), asked.submitted_at);
}

// The last moment at which a resident can book some service open to the trip; kNever: no such limit, as of given
// requests, which were made, and of trips that no service is open to, which are asked for and refused.
Milliseconds last_notice(const TripRequest& asked, const World& world) {
  const bool drawn = asked.purpose >= 0;
  if (!drawn) return kNever;
  Milliseconds last = -kNever;
  for_each_service(asked, world, [&](const Service& service) {
    if (service.open_to(asked)) last = std::max(last, service.booking_closes(asked.earliest_departure));
  });
  return last == -kNever ? kNever : last;
}

}  // namespace

bool may_be_contract(const TripRequest& asked, const World& world) {
  bool found = false;
  for_each_service(asked, world, [&](const Service& service) { found |= service.given().way_back_in_contract; });
  return found;
}

IdVector<RequestId, Hearing> hearing_times(const Demand& demand, const IdVector<RequestId, RequestId>& other,
                                           const World& world, const Scenario& scenario) {
  const BookingParameters& booking = scenario.booking;
  IdVector<RequestId, Hearing> heard{std::vector<Hearing>(demand.size())};
  for (std::size_t r = 0; r < demand.size(); ++r) {
    const RequestId id{r};
    const bool second = other[id].valid() && demand[id].way_back;
    heard[id].at = planned_ahead(demand[id], second ? demand[other[id]] : demand[id], world, scenario);
    if (demand[id].channel == Channel::phone && !booking.phone) {
      heard[id].cause = NeverMadeCause::no_app;
    } else if (heard[id].at > last_notice(demand[id], world)) {
      heard[id].cause = NeverMadeCause::no_notice;
    }
  }
  // One call, one booking, for both ways.
  const auto with_way_out = [&](RequestId id) {
    if (!other[id].valid() || !demand[id].way_back) return false;
    if (may_be_contract(demand[id], world)) return true;
    return heard[id].at == heard[other[id]].at && !heard[id].never() && !heard[other[id]].never();
  };
  std::vector<Caller> callers;
  std::vector<RequestId> followers;
  for (std::size_t r = 0; r < demand.size(); ++r) {
    const RequestId id{r};
    if (with_way_out(id)) {
      followers.push_back(id);
    } else if (demand[id].channel == Channel::phone && !heard[id].never()) {
      const Milliseconds departure = demand[id].earliest_departure;
      callers.push_back({id, heard[id].at, std::min(departure, last_notice(demand[id], world))});
    }
  }
  const auto ends = answer_calls(callers, demand, booking, scenario.run.seed);
  for (std::size_t k = 0; k < callers.size(); ++k) heard[callers[k].request] = ends[k];
  for (const RequestId id : followers) heard[id] = heard[other[id]];
  return heard;
}

}  // namespace navette
