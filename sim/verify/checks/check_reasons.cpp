#include <algorithm>

#include "verify/areas.h"
#include "verify/checks/checks.h"
#include "verify/limits.h"
#include "verify/road_reach.h"
#include "verify/service_days.h"

namespace navette::verify {
namespace {

bool fits(const Run& run, std::size_t request, std::size_t shuttle) {
  return run.seats_of(request) <= run.shuttles.seats[shuttle] &&
         run.requests.wheelchairs[request] <= run.shuttles.wheelchairs[shuttle];
}

bool fits_some_shuttle(const Run& run, std::size_t request) {
  for (std::size_t s = 0; s < run.shuttles.size(); ++s) {
    if (fits(run, request, s)) return true;
  }
  return false;
}

/// When a pickup could begin at the earliest, whatever the shuttles do.
std::int64_t soonest(const Run& run, std::size_t i) {
  return std::max({run.requests.departure(i), run.requests.heard_at[i], run.requests.decided_at[i]});
}

/// Whether even a shuttle at the door would bring the passenger too late.
bool too_early(const Run& run, std::size_t i) {
  if (run.requests.direct_time[i] == kNone) return false;
  // Which of the services sell both ways as one, or whether any did, the reason does not tell.
  const auto& sold = run.services.way_back;
  const bool with_way_back = std::find(sold.begin(), sold.end(), 1) != sold.end();
  const std::int64_t latest = widest_limits_of(run, i, with_way_back).latest_dropoff;
  return latest != kNone && soonest(run, i) + run.requests.boarding_time[i] + run.requests.direct_time[i] > latest;
}

/// Whether a shuttle that could carry the party is in service during the whole of what was asked for.
bool in_service(const Run& run, std::size_t i) {
  const Limits limits = widest_limits_of(run, i);
  if (limits.latest_pickup == kNone || limits.latest_dropoff == kNone) return false;
  const std::int64_t last = std::max(limits.latest_pickup, limits.latest_dropoff) + run.requests.boarding_time[i];
  for (std::size_t k = 0; k < run.shifts.shuttle.size(); ++k) {
    if (fits(run, i, static_cast<std::size_t>(run.shifts.shuttle[k])) && run.shifts.start[k] <= soonest(run, i) &&
        run.shifts.end[k] >= last) {
      return true;
    }
  }
  return false;
}

/// Whether some service spends less operating time on a trip than this.
bool spends_less(const Run& run, std::int64_t time) {
  const auto& most = run.services.taxi_above;
  return std::any_of(most.begin(), most.end(), [&](auto limit) { return limit != kNone && limit < time; });
}

/// What is wrong with the reason told of a request of which an end is on no road; null: nothing, as far as flat maps,
/// theirs and ours, can tell.
const char* off_road_problem(const Run& run, const RoadReach& reach, std::size_t i) {
  const auto& r = run.requests;
  const double most = run.rules.max_snap_distance;
  const double surely = most / 1.01 - 1;
  const double perhaps = most * 1.01 + 1;
  bool may_be_far = false;     // an end may have no road within reach
  bool may_be_barred = false;  // an end may have only roads where nobody boards
  bool surely_far = false;
  const auto look = [&](Place place, std::int64_t lon, std::int64_t lat) {
    if (place.known()) return true;
    const auto [boarding, barred] = reach.nearest(lon, lat, perhaps);
    may_be_far = may_be_far || barred > surely;
    may_be_barred = may_be_barred || barred <= perhaps;
    surely_far = surely_far || barred > perhaps;
    return boarding > surely;
  };
  const bool origin = look(r.origin[i], r.origin_lon[i], r.origin_lat[i]);
  const bool destination = look(r.destination[i], r.destination_lon[i], r.destination_lat[i]);
  if (!origin || !destination) return "an end is on no road, but people may board on one within reach";
  if (r.reason[i] == kTooFarFromRoad) {
    return may_be_far ? nullptr : "refused as too_far_from_road, but only because nobody may board on the roads near";
  }
  if (!may_be_barred) return "refused as no_boarding_in_reach, but no road is within reach";
  return surely_far ? "refused as no_boarding_in_reach, but an end is too far from any road" : nullptr;
}

}  // namespace

void check_reasons(const Run& run, const Roads& roads, Findings& findings) {
  const auto& r = run.requests;
  const Areas areas{run};
  const RoadReach reach{run};
  for (std::size_t i = 0; i < r.size(); ++i) {
    if (r.end[i] == kNeverMade) continue;
    const auto untrue = [&](const char* what) { findings.add("requests.reason_true", "{}: {}", run.name(i), what); };
    const Place origin = r.origin[i];
    const Place destination = r.destination[i];
    const std::int64_t reason = r.reason[i];
    const bool on_road = origin.known() && destination.known();
    const bool same_as_asked = r.origin_lon[i] == r.destination_lon[i] && r.origin_lat[i] == r.destination_lat[i];
    const bool same = same_as_asked || (on_road && roads.same_ground(origin, destination));

    if (reason == kSamePlace && !same) untrue("refused as same_place, but its ends differ");
    if (reason != kSamePlace && on_road && origin == destination) untrue("its ends are one place");
    if (reason == kTooFarFromRoad && on_road) untrue("refused as too_far_from_road, but both ends are on the road");
    if (reason == kNoBoardingInReach && on_road)
      untrue("refused as no_boarding_in_reach, but both ends are on the road");
    if (!on_road && reason != kTooFarFromRoad && reason != kNoBoardingInReach && reason != kSamePlace) {
      untrue("an end is on no road");
    }
    if (!on_road && (reason == kTooFarFromRoad || reason == kNoBoardingInReach)) {
      const char* const problem = off_road_problem(run, reach, i);
      if (problem != nullptr) untrue(problem);
    }
    if (!on_road || same) continue;

    const bool carriable = fits_some_shuttle(run, i);
    const bool one_service = run.services.size() == 1;
    if (reason == kPartyTooLarge && carriable && one_service)
      untrue("refused as party_too_large, but a shuttle could carry it");
    const bool told_before = reason >= kOutsideArea && reason != kTooCostly;
    if (reason != kPartyTooLarge && !told_before && !carriable) untrue("no shuttle could carry the party");
    if ((reason == kTooCostly) != (r.least_added_time[i] != kNone) ||
        (reason == kTooCostly && !(spends_less(run, r.least_added_time[i])))) {
      untrue("refused as too_costly, but no service spends less on a trip; or the reverse");
    }
    if (one_service && run.service_areas.known) {
      const auto side = side_of_request(areas, run, i, 0);
      if (reason == kOutsideArea && side == Areas::Side::inside) untrue("refused as outside_area, but lies in it");
      if (r.end[i] == kRefused && reason != kOutsideArea && side == Areas::Side::outside) {
        untrue("an end lies outside the area, but another reason is told");
      }
    }
    if (one_service && reason == kOutsideHours && runs_at(run, 0, r.departure(i))) {
      untrue("refused as outside_hours, but the service runs then");
    }
    // Which service a refused request was measured by, and between which stops, the file does not tell.
    const bool one_measure = run.services.size() == 1 && run.services.kind[0] == kDoorToDoor;
    if (!carriable || !one_measure || r.direct_time[i] == kNone || r.decided_at[i] == kNone) continue;
    if (reason == kArrivalTooEarly && !too_early(run, i)) {
      untrue("refused as arrival_too_early, but a shuttle at the door would be in time");
    }
    if (reason == kNoShuttleInService && in_service(run, i)) {
      untrue("refused as no_shuttle_in_service, but a shuttle large enough is, all the time");
    }
  }
}

}  // namespace navette::verify
