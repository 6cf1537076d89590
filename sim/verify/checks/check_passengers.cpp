#include <cmath>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

/// The visits of one request, and what the log says of them.
struct Ride {
  std::vector<std::size_t> pickups, dropoffs;  // rows of /stops
};

std::vector<Ride> rides_of(const Run& run, Findings& findings) {
  std::vector<Ride> rides(run.requests.size());
  for (std::size_t k = 0; k < run.stops.shuttle.size(); ++k) {
    const std::int64_t kind = run.stops.kind[k];
    const std::int64_t request = run.stops.request[k];
    if ((kind == kPickup || kind == kDropoff) != (request >= 0)) {
      findings.add("passengers.one_ride", "visit {} of kind {} names request {}", k, kind, request);
    }
    if (request < 0) continue;
    auto& ride = rides[static_cast<std::size_t>(request)];
    if (kind == kPickup) ride.pickups.push_back(k);
    if (kind == kDropoff) ride.dropoffs.push_back(k);
  }
  return rides;
}

class PassengerCheck {
 public:
  PassengerCheck(const Run& run, const Roads& roads, Findings& findings)
      : run_{run}, roads_{roads}, findings_{findings}, told_(run.requests.size(), kUntold) {}

  void visit(std::size_t i, std::size_t stop, Place place, std::int64_t time, const char* what) {
    const auto& r = run_.requests;
    const auto& v = run_.stops;
    if (v.shuttle[stop] != r.shuttle[i]) {
      findings_.add("passengers.own_shuttle", "{}: {} by {}, but the request has shuttle {}", run_.name(i), what,
                    run_.shuttle_name(v.shuttle[stop]), r.shuttle[i]);
    }
    if (!roads_.same(v.place[stop], place)) {
      findings_.add("passengers.own_places", "{}: {} at edge {} + {} ms, not at edge {} + {} ms", run_.name(i), what,
                    v.place.edge[stop], v.place.offset[stop], place.edge, place.offset);
    }
    if (v.begin[stop] != time) {
      findings_.add("passengers.times", "{}: {} at {}, in its visit {}", run_.name(i), what, clock(time),
                    clock(v.begin[stop]));
    }
    const auto most_noise = static_cast<std::int64_t>(
        std::ceil(kMostNoise * run_.rules.dwell_noise * static_cast<double>(r.boarding_time[i])));
    const std::int64_t longer = v.end[stop] - v.begin[stop] - r.boarding_time[i];
    if (longer < 0 || longer > (v.kind[stop] == kPickup ? run_.rules.lateness : 0) + most_noise) {
      findings_.add("passengers.dwell", "{}: {} takes {} ms, asked for {} ms", run_.name(i), what,
                    v.end[stop] - v.begin[stop], r.boarding_time[i]);
    }
  }

  void served(std::size_t i, const Ride& ride) {
    const auto& r = run_.requests;
    if (ride.pickups.size() != 1 || ride.dropoffs.size() != 1) {
      findings_.add("passengers.one_ride", "{}: {} pickups and {} drop-offs", run_.name(i), ride.pickups.size(),
                    ride.dropoffs.size());
      return;
    }
    visit(i, ride.pickups[0], r.pickup_place[i], r.pickup[i], "pickup");
    visit(i, ride.dropoffs[0], r.dropoff_place[i], r.dropoff[i], "drop-off");
    if (r.pickup[i] == kNone || r.boarded[i] == kNone || r.dropoff[i] == kNone) return;
    const std::int64_t halt = run_.stops.end[ride.pickups[0]] - run_.stops.begin[ride.pickups[0]];
    if (r.boarded[i] - r.pickup[i] != halt) {
      findings_.add("passengers.dwell", "{}: boards for {} ms, at its pickup for {} ms", run_.name(i),
                    r.boarded[i] - r.pickup[i], halt);
    }
    if (r.dropoff[i] < r.boarded[i] || ride.dropoffs[0] < ride.pickups[0]) {
      findings_.add("passengers.order", "{}: boards until {} and arrives at {}", run_.name(i), clock(r.boarded[i]),
                    clock(r.dropoff[i]));
    }
  }

  void event(std::size_t k) {
    const auto& o = run_.events;
    const std::int64_t kind = o.kind[k];
    const bool boarding = kind == kBoardingEvent;
    if (o.request[k] < 0) return;
    const auto i = static_cast<std::size_t>(o.request[k]);
    const auto& r = run_.requests;
    const bool tells = kind == kAcceptedEvent || kind == kReassignedEvent;
    const bool asks = kind == kSubmittedEvent || kind == kRefusedEvent || tells;
    if (asks && o.place[k].known() && !roads_.same(o.place[k], tells ? r.pickup_place[i] : r.origin[i])) {
      findings_.add("passengers.own_places", "{}: event {} is not at its origin", run_.name(i), kind);
    }
    if (tells) told_[i] = k;
    if (!boarding && kind != kAlightingEvent) return;
    named(i, k);
    if (r.end[i] != kServed) return;
    if (o.time[k] != (boarding ? r.pickup[i] : r.dropoff[i])) {
      findings_.add("passengers.times", "{}: {} at {} in the log, at {} in its row", run_.name(i),
                    boarding ? "boarding" : "alighting", clock(o.time[k]),
                    clock(boarding ? r.pickup[i] : r.dropoff[i]));
    }
    if (o.place[k].known() && !roads_.same(o.place[k], boarding ? r.pickup_place[i] : r.dropoff_place[i])) {
      findings_.add("passengers.own_places", "{}: {} in the log at edge {} + {} ms, which is elsewhere", run_.name(i),
                    boarding ? "boarding" : "alighting", o.place.edge[k], o.place.offset[k]);
    }
  }

  /// The last shuttle that a passenger was told is the one of the request's row.
  void finish() {
    for (std::size_t i = 0; i < told_.size(); ++i) {
      if (told_[i] != kUntold) named(i, told_[i]);
    }
  }

 private:
  static constexpr std::size_t kUntold = ~std::size_t{0};

  void named(std::size_t i, std::size_t k) {
    const auto& o = run_.events;
    if (o.shuttle[k] == run_.requests.shuttle[i]) return;
    findings_.add("passengers.own_shuttle", "{}: event {} at {} names shuttle {}, the request {}", run_.name(i),
                  o.kind[k], clock(o.time[k]), o.shuttle[k], run_.requests.shuttle[i]);
  }

  const Run& run_;
  const Roads& roads_;
  Findings& findings_;
  std::vector<std::size_t> told_;  // per request: the last event that told a shuttle
};

}  // namespace

void check_passengers(const Run& run, const Roads& roads, Findings& findings) {
  PassengerCheck check{run, roads, findings};
  const auto rides = rides_of(run, findings);
  for (std::size_t i = 0; i < run.requests.size(); ++i) {
    if (run.requests.end[i] == kServed) {
      check.served(i, rides[i]);
    } else if (!rides[i].dropoffs.empty() || rides[i].pickups.size() > (run.requests.end[i] == kNoShow ? 1U : 0U)) {
      findings.add("passengers.one_ride", "{}: was not served, but was visited", run.name(i));
    }
  }
  for (std::size_t k = 0; k < run.events.time.size(); ++k) check.event(k);
  check.finish();
}

}  // namespace navette::verify
