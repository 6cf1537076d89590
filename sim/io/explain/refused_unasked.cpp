#include "io/explain/refused_unasked.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/key_names.h"
#include "engine/world/off_road.h"
#include "io/scenario/parse_time.h"

namespace navette {
namespace {

std::string too_far(const TripRequest& asked, const Scenario& scenario, const World& world) {
  constexpr double kAsFarAsLooked = 50'000;  // [m]
  const auto away = [&](const char* end, Coordinate place, Location on_road) -> std::string {
    if (on_road.valid()) return "";
    if (only_barred_roads(world.snapper(), place, scenario.territory.max_snap_distance)) {
      return fmt::format("the {} {}; ", end, off_road(world.snapper(), place, scenario.territory.max_snap_distance));
    }
    const auto snapped = world.snapper().snap(place, kAsFarAsLooked);
    if (!snapped) return fmt::format("the {} lies more than 50 km from any road; ", end);
    return fmt::format("the {} lies {:.0f} m from the nearest road where people may board; ", end,
                       distance(place, world.roads().place(snapped->location)));
  };
  return away("origin", asked.origin_place, asked.origin) +
         away("destination", asked.destination_place, asked.destination) +
         fmt::format("{} is {:.0f} m", key::territory_max_snap_distance, scenario.territory.max_snap_distance);
}

std::string too_large(const TripRequest& asked, const World& world) {
  std::string carried;
  std::vector<Load> told;
  for (const Shuttle& shuttle : world.shuttles()) {
    if (std::find(told.begin(), told.end(), shuttle.capacity) != told.end()) continue;
    told.push_back(shuttle.capacity);
    carried += fmt::format("{}{} seats and {} wheelchair places", carried.empty() ? "" : ", or ",
                           shuttle.capacity.seats(), shuttle.capacity.wheelchairs());
  }
  return fmt::format("the party needs {} seats and {} wheelchair places; shuttles have {}",
                     asked.party_size - asked.wheelchairs, asked.wheelchairs, carried);
}

std::string too_early(const TripRequest& asked, Milliseconds decided_at, const ServiceRules& rules,
                      const World& world) {
  TravelTimeQuery query{world.oracle()};
  const Milliseconds direct = query.travel_time(asked.origin, asked.destination, asked.earliest_departure);
  const Milliseconds from = std::max(asked.earliest_departure, decided_at);
  const Milliseconds dwell = asked.boarding_time.count < 0 ? rules.stop_duration : asked.boarding_time;
  const Milliseconds arrival = from + dwell + direct;
  const Milliseconds latest = rules.limits(asked, direct).latest_dropoff;
  return fmt::format("a shuttle already at the door would arrive at {}, {} s after the latest arrival, {}",
                     shown_time(arrival), static_cast<double>((arrival - latest).count) / 1000, shown_time(latest));
}

// Under a contract the way out has to arrive before the way back leaves.
TripRequest before_way_back(TripRequest asked, const KeptRun& run) {
  if (!run.scenario.services[0].way_back_in_contract || asked.tour < 0 || asked.way_back) return asked;
  for (const TripRequest& other : run.demand) {
    if (other.tour != asked.tour || !other.way_back) continue;
    asked.latest_arrival = std::min(asked.latest_arrival, other.earliest_departure);
  }
  return asked;
}

std::string nobody_in_service(const TripRequest& asked, const ServiceRules& rules, const World& world) {
  std::string nearest = "there are no shifts";
  Milliseconds least = kNever;
  const Milliseconds latest = asked.earliest_departure + rules.max_wait_time;
  for (const Shuttle& shuttle : world.shuttles()) {
    for (const Shift& shift : shuttle.shifts) {
      const Milliseconds gap = std::max(shift.start - latest, asked.earliest_departure - shift.end);
      if (gap >= least) continue;
      least = gap;
      nearest = fmt::format("the nearest shift is that of shuttle {}, {} to {}", shuttle.name, shown_time(shift.start),
                            shown_time(shift.end));
    }
  }
  return fmt::format("no shift covers a pickup between {} and {}; {}", shown_time(asked.earliest_departure),
                     shown_time(latest), nearest);
}

// What the policy would have said, had no taxi been called: decided anew.
std::string too_costly(const ExplainedRequest& explained, const KeptRun& run, const ServiceRules& rules) {
  const auto seconds = [](Milliseconds time) { return static_cast<double>(time.count) / 1000; };
  Milliseconds least = run.records[RequestId{static_cast<std::int32_t>(explained.row)}].least_added_time;
  std::string text = fmt::format(
      "its cheapest insertion would have added {} s of driving and dwell, and goes to a taxi", seconds(least));
  const TripRequest& asked = explained.asked;
  for (std::size_t r = 0; r < run.demand.size(); ++r) {  // of a contract, the dearer way decides
    const RequestRecord& other = run.records[RequestId{r}];
    const bool other_way = asked.tour >= 0 && run.demand[RequestId{r}].tour == asked.tour;
    if (run.scenario.services[0].way_back_in_contract && other_way && other.reason == RefusalReason::too_costly) {
      least = std::max(least, other.least_added_time);
    }
  }
  text += fmt::format("; with {} {} s longer ({} s in place of {}) {} ", key::service_taxi_above,
                      seconds(least - rules.taxi_above), seconds(least), seconds(rules.taxi_above), explained.policy);
  if (explained.without_taxi->accepted) return text + "would have taken it";
  const RefusalReason reason = explained.without_taxi->reason;
  return text + "would have refused it all the same" +
         (reason == RefusalReason::none ? "" : fmt::format(": {}", to_string(reason)));
}

}  // namespace

std::string why_never_made(NeverMadeCause cause) {
  switch (cause) {
    case NeverMadeCause::busy:
      return fmt::format("whoever called found all lines busy ({}), and gave up at last; no service heard of it",
                         key::booking_phone_lines);
    case NeverMadeCause::closed:
      return fmt::format(
          "whoever called did so outside the hours of the phone ({}), and gave up at last; no service "
          "heard of it",
          key::booking_phone_hours);
    case NeverMadeCause::no_notice:
      return "booking had closed by then at every service open to the trip (prior_notice of the services), so nobody "
             "asked";
    case NeverMadeCause::no_app:
      return fmt::format(
          "the passenger books by phone only, and no calls are taken ({} is false); no service heard of it",
          key::booking_phone);
    default:
      return "the caller did not get through; no service heard of it";
  }
}

std::string why_not_asked(const ExplainedRequest& explained, ServiceId service, const World& world) {
  const Service& offered = world.services()[service];
  const RefusalReason reason = offered.refuses(explained.asked, explained.decided_at);
  return fmt::format("service {} did not look at its shuttles: {}", offered.given().name,
                     reason != RefusalReason::none
                         ? std::string{to_string(reason)}
                         : std::string{"no stops in reach, nobody in service, or too costly, too large or too early "
                                       "for any of its shuttles"});
}

std::string why_refused_unasked(const ExplainedRequest& explained, const KeptRun& run, const World& world) {
  const TripRequest& asked = explained.asked;
  if (run.scenario.services.size() > 1) {
    return fmt::format("refused before any shuttle was looked at: {} is the reason of the service that came closest",
                       to_string(explained.reason));
  }
  const GivenService& service = run.scenario.services[0];
  const Service& offered = world.services()[ServiceId{0}];
  const auto at = [](Milliseconds time) { return shown_time(time); };
  switch (explained.reason) {
    case RefusalReason::same_place:
      return "origin and destination are the same place on the road";
    case RefusalReason::too_far_from_road:
    case RefusalReason::no_boarding_in_reach:
      return too_far(asked, run.scenario, world);
    case RefusalReason::party_too_large:
      return too_large(asked, world);
    case RefusalReason::arrival_too_early:
      return too_early(before_way_back(asked, run), explained.decided_at, service.rules, world);
    case RefusalReason::no_shuttle_in_service:
      return nobody_in_service(asked, service.rules, world);
    case RefusalReason::outside_area:
      return "an end of the trip lies outside the service's area";
    case RefusalReason::outside_hours:
      return fmt::format("the service does not run at {} of that day", at(asked.earliest_departure));
    case RefusalReason::booked_too_late:
      return fmt::format("asked at {}; the service took bookings of that trip until {}", at(explained.decided_at),
                         at(offered.booking_closes(asked.earliest_departure)));
    case RefusalReason::booked_too_early:
      return fmt::format("asked at {}; the service takes bookings of that trip from {}", at(explained.decided_at),
                         at(offered.booking_opens(asked.earliest_departure)));
    case RefusalReason::too_costly:
      return too_costly(explained, run, service.rules);
    default:
      return fmt::format("refused before any shuttle was looked at: {}", to_string(explained.reason));
  }
}

}  // namespace navette
