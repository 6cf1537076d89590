#include "engine/run/plan_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/errors.h"
#include "engine/unforeseen/put_off.h"

namespace navette {

bool same_visit(const PlannedStop& a, const PlannedStop& b) {
  return a.kind == b.kind && a.request == b.request && a.location == b.location && a.opens_shift == b.opens_shift;
}

namespace {

/// A plan has a depot visit, or a pause, that the shuttle does not make there.
PolicyError out_of_turn(const std::string& shuttle, StopKind kind, bool another_due) {
  if (kind == StopKind::pause) {
    return PolicyError{fmt::format("pauses: the plan has a pause where shuttle {} takes none", shuttle)};
  }
  if (another_due) return PolicyError{fmt::format("pauses: the plan leaves out a pause of shuttle {}", shuttle)};
  return PolicyError{fmt::format("shifts: the plan has more depot visits than the shifts of shuttle {}", shuttle)};
}

}  // namespace

PlanCheck::PlanCheck(const FleetView& view, const RequestBook& book, WaitingPolicy waiting)
    : view_{view}, book_{book}, waiting_{waiting} {}

void PlanCheck::known(ShuttleId shuttle) const {
  if (shuttle.valid() && shuttle.index() < view_.size()) return;
  throw PolicyError{fmt::format("known shuttle: shuttle {} does not exist", shuttle.value)};
}

void PlanCheck::insertion(RequestId request, const Insertion& insertion, std::vector<PlannedStop>& stops) {
  const int last = static_cast<int>(stops.size()) - 1;
  if (insertion.pickup_after < 0 || insertion.dropoff_after < insertion.pickup_after ||
      insertion.dropoff_after > last) {
    throw PolicyError{
        fmt::format("positions in the plan: pickup behind rank {} and drop-off behind rank {}, allowed 0 "
                    "<= pickup <= drop-off <= {}",
                    insertion.pickup_after, insertion.dropoff_after, last)};
  }
  const auto pickup = static_cast<std::size_t>(insertion.pickup_after);
  const auto dropoff = static_cast<std::size_t>(insertion.dropoff_after) + 1;
  stops.insert(stops.begin() + insertion.dropoff_after, book_[request].dropoff);
  stops.insert(stops.begin() + insertion.pickup_after, book_[request].pickup);
  // The other legs are as they were, but for the part of the first that has been driven.
  stops[0].drive = first_drive(insertion.shuttle, stops[0]);
  // The search has just pinned the labels of both new stops.
  const auto drive_to = [&](std::size_t rank, Pinned pinned) {
    stops[rank].drive = drive(stops[rank - 1], stops[rank], pinned);
  };
  if (pickup > 0) drive_to(pickup, Pinned::reached);
  drive_to(pickup + 1, Pinned::left);
  if (dropoff > pickup + 1) drive_to(dropoff, Pinned::reached);
  drive_to(dropoff + 1, Pinned::left);
  check(insertion.shuttle, stops);
}

void PlanCheck::plan(const ProposedPlan& plan, std::vector<PlannedStop>& stops) {
  stops.clear();
  const std::string& name = view_.shuttle(plan.shuttle).name;
  const auto old = view_.schedule(plan.shuttle).stops();
  auto fixed = old.begin();
  const auto next_fixed = [&] {
    fixed = std::find_if(fixed, old.end(), [](const PlannedStop& stop) { return ends_rides(stop.kind); });
    return fixed != old.end();
  };
  for (const PlannedVisit& visit : plan.visits) {
    if (ends_rides(visit.kind)) {
      if (!next_fixed() || fixed->kind != visit.kind) throw out_of_turn(name, visit.kind, fixed != old.end());
      stops.push_back(*fixed++);
    } else if ((visit.kind == StopKind::pickup || visit.kind == StopKind::dropoff) && visit.request.valid() &&
               visit.request.index() < book_.entries().size()) {
      const auto& entry = book_[visit.request];
      stops.push_back(visit.kind == StopKind::pickup ? entry.pickup : entry.dropoff);
    } else {
      throw PolicyError{"known visits: a plan holds pickups and drop-offs of requests, depot visits and pauses"};
    }
  }
  if (next_fixed()) {
    throw PolicyError{fixed->kind == StopKind::pause
                          ? fmt::format("pauses: the plan leaves out a pause of shuttle {}", name)
                          : fmt::format("shifts: the plan leaves out a depot visit of shuttle {}", name)};
  }
  set_drives(plan.shuttle, stops);
  check(plan.shuttle, stops);
}

void PlanCheck::mend(ShuttleId shuttle, std::vector<PlannedStop>& stops) {
  set_drives(shuttle, stops);
  restore_limits(view_.shuttle(shuttle), book_, stops);
  plan_times_late(stops, [&](std::span<PlannedStop> of) { return view_.plan(shuttle, of, waiting_); });
}

void PlanCheck::set_drives(ShuttleId shuttle, std::vector<PlannedStop>& stops) const {
  if (!stops.empty()) stops[0].drive = first_drive(shuttle, stops[0]);
  for (std::size_t k = 1; k < stops.size(); ++k) stops[k].drive = drive(stops[k - 1], stops[k], Pinned::reached);
}

Milliseconds PlanCheck::drive(const PlannedStop& from, const PlannedStop& to, Pinned pinned) const {
  const Milliseconds on_one_road = same_edge_time(view_.oracle().graph(), from.location, to.location, Heading::either);
  if (on_one_road == Milliseconds{0}) return on_one_road;
  const LabelPool& labels = view_.labels();
  const std::int32_t by_hubs = pinned == Pinned::left ? labels.time_from(from.labels, labels.arrival(to.labels))
                                                      : labels.time_to(to.labels, labels.departure(from.labels));
  return std::min(on_one_road, Milliseconds{by_hubs});
}

Milliseconds PlanCheck::first_drive(ShuttleId shuttle, const PlannedStop& to) const {
  if (const auto soon = view_.arrives_in(shuttle, to.location)) return *soon;
  const auto old = view_.schedule(shuttle).stops();
  if (!old.empty() && old[0].location == to.location) return view_.drive_to_front(shuttle);
  const Origin& origin = view_.origin(shuttle);
  const Milliseconds on_one_road = same_edge_time(view_.oracle().graph(), origin.location, to.location, origin.heading);
  if (on_one_road == Milliseconds{0}) return on_one_road;
  const LaterLabel departure = view_.departure_label(shuttle);
  return std::min(on_one_road, Milliseconds{view_.labels().time_to(to.labels, departure.label)} + departure.later);
}

void PlanCheck::check(ShuttleId shuttle, std::vector<PlannedStop>& stops) const {
  const std::string& name = view_.shuttle(shuttle).name;
  const auto old = view_.schedule(shuttle).stops();
  const std::size_t locked = view_.first_open_rank(shuttle);
  for (std::size_t k = 0; k < locked; ++k) {
    if (k >= stops.size() || !same_visit(stops[k], old[k])) {
      throw PolicyError{fmt::format("locked visits: visit {} of shuttle {} can no longer change", k + 1, name)};
    }
  }
  if (stops.empty() || stops.back().kind != StopKind::depot) {
    throw PolicyError{fmt::format("shifts: the plan of shuttle {} does not end at its depot", name)};
  }
  const ServiceId service = view_.shuttle(shuttle).service;
  for (const PlannedStop& stop : stops) {
    if (!stop.request.valid()) continue;
    const auto& entry = book_[stop.request];
    if (entry.record.service != service || (entry.only.valid() && entry.only != shuttle)) {
      throw PolicyError{fmt::format("own service: request {} is not for shuttle {}: another service or course",
                                    stop.request.value, name)};
    }
  }
  Load load = view_.on_board(shuttle);
  bool off_duty = stops.front().opens_shift;
  for (const PlannedStop& stop : stops) {
    if (off_duty && !stop.opens_shift) {
      throw PolicyError{fmt::format("shifts: shuttle {} has a visit outside its shifts", name)};
    }
    load += stop.change;
    if (!load.fits_in(view_.shuttle(shuttle).capacity)) {
      throw PolicyError{fmt::format(
          "capacity: shuttle {} would carry {} on seats and {} in wheelchairs; it has {} and {}", name, load.seats(),
          load.wheelchairs(), view_.shuttle(shuttle).capacity.seats(), view_.shuttle(shuttle).capacity.wheelchairs())};
    }
    if (ends_rides(stop.kind) && !load.is_zero()) {
      const bool pause = stop.kind == StopKind::pause;
      throw PolicyError{fmt::format("{}: shuttle {} would {} with passengers on board", pause ? "pauses" : "shifts",
                                    name, pause ? "pause" : "stand at its depot")};
    }
    off_duty = stop.kind == StopKind::depot && !stop.opens_shift;
  }
  if (!view_.plan(shuttle, stops, waiting_)) {
    throw PolicyError{fmt::format(
        "times: no choice of waiting keeps the windows, ride limits, promises, shifts and pauses of shuttle {}", name)};
  }
  if (!view_.may_drive(shuttle, stops)) {
    throw PolicyError{
        fmt::format("driving: the driver of shuttle {} would be at the wheel too long without a pause", name)};
  }
}

void PlanCheck::together(std::span<const ShuttleId> shuttles, std::span<const std::vector<PlannedStop>> plans,
                         std::span<const RequestId> accepted) const {
  struct Visits {
    RequestId request;
    std::int32_t old_shuttle = -1;  // accepted earlier: with whom
    bool on_board = false;
    int pickups = 0;
    int dropoffs = 0;
    std::int32_t new_shuttle = -1;
  };
  std::vector<Visits> table;
  const auto row = [&](RequestId request) -> Visits& {
    for (Visits& visits : table) {
      if (visits.request == request) return visits;
    }
    table.push_back({request});
    return table.back();
  };
  for (const RequestId request : accepted) row(request);
  for (const ShuttleId shuttle : shuttles) {
    for (const PlannedStop& stop : view_.schedule(shuttle).stops()) {
      if (!stop.request.valid()) continue;
      Visits& visits = row(stop.request);
      visits.old_shuttle = shuttle.value;
      visits.on_board = book_[stop.request].stage == RequestStage::on_board;
    }
  }
  const std::size_t known = table.size();
  for (std::size_t p = 0; p < plans.size(); ++p) {
    for (const PlannedStop& stop : plans[p]) {
      if (!stop.request.valid()) continue;
      Visits& visits = row(stop.request);
      const bool pickup = stop.kind == StopKind::pickup;
      if (!pickup && !visits.on_board && (visits.pickups == 0 || visits.new_shuttle != shuttles[p].value)) {
        throw PolicyError{
            fmt::format("order: request {} would alight before it boards, or elsewhere", stop.request.value)};
      }
      if (visits.on_board && visits.old_shuttle != shuttles[p].value) {
        throw PolicyError{fmt::format("one shuttle: request {} is on board of another shuttle", stop.request.value)};
      }
      pickup ? ++visits.pickups : ++visits.dropoffs;
      visits.new_shuttle = shuttles[p].value;
    }
  }
  if (table.size() != known) {
    throw PolicyError{fmt::format("own requests: a plan visits request {}, which is neither accepted nor planned in it",
                                  table.back().request.value)};
  }
  for (const Visits& visits : table) {
    if (visits.pickups != (visits.on_board ? 0 : 1) || visits.dropoffs != 1) {
      throw PolicyError{fmt::format("each once: request {} would be picked up {} times and dropped off {} times",
                                    visits.request.value, visits.pickups, visits.dropoffs)};
    }
  }
}

}  // namespace navette
