#include <algorithm>
#include <utility>

#include "engine/run/simulation.h"
#include "engine/world/daily_hours.h"
#include "engine/world/known_demand.h"
#include "engine/world/waiting_places.h"

namespace navette {
namespace {

// In its shift, stands empty, and need not set out within the time.
bool is_idle(const ShuttleState& state, Milliseconds now, Milliseconds time, WaitingPolicy waiting) {
  if (state.driving || !state.passengers.empty() || state.standing.ready > now || state.schedule.size() == 0)
    return false;
  return leaves_a_gap(state.schedule.front(), now, time, waiting);
}

bool is_on_the_move(const ShuttleState& state) {
  return state.schedule.size() > 0 && state.schedule.front().kind == StopKind::wait;
}

}  // namespace

void Simulation::prepare_rebalancing() {
  const RebalancingSettings& settings = scenario_.rebalancing;
  rebalancer_ =
      make_rebalancer(settings, world_.oracle(), scenario_.dispatch.waiting, waiting_places(scenario_, world_));
  if (rebalancer_ == nullptr) return;
  heard_of_.assign(demand_.size(), false);
  if (rebalancer_->moment() != RebalancingMoment::at_intervals) return;
  Milliseconds first = kNever;
  for (const Shuttle& shuttle : world_.shuttles()) {
    for (const Shift& shift : shuttle.shifts) first = std::min(first, shift.start);
  }
  if (first < kNever) queue_.push(first, Occurrence::rebalancing, -1);
}

void Simulation::rebalance() {
  const RebalancingSettings& settings = scenario_.rebalancing;
  const Fleet& fleet = fleet_;
  idle_.clear();
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId id{s};
    const bool has_courses = world_.services()[fleet.shuttle(id).service].given().kind == ServiceKind::virtual_line;
    if (!has_courses && is_idle(fleet.state(id), now_, settings.min_idle_time, scenario_.dispatch.waiting))
      idle_.push_back(id);
  }
  moves_.clear();
  const DemandForecast& forecast = settings.learns() ? forecast_now() : forecast_;
  const bool over = settings.learns() && !forecast.expects_after(now_);  // a move would be for nobody
  if (!over) rebalancer_->rebalance(view_, idle_, forecast, moves_);
  for (const Move& move : moves_) send(move);
  if (rebalancer_->moment() != RebalancingMoment::at_intervals || now_ + settings.interval > last_shift_end_) return;
  queue_.push(now_ + settings.interval, Occurrence::rebalancing, -1);
}

const DemandForecast& Simulation::forecast_now() {
  if (!known_demand_) known_demand_.emplace(known_demand(world_, demand_, scenario_));
  const std::int64_t today = day_of(now_ - world_.day_begins());  // a night belongs to the evening it began in
  if (today != forecast_day_) {
    forecast_day_ = today;
    forecast_ = known_demand_->forecast(static_cast<int>(today));
  }
  return forecast_;
}

void Simulation::send(const Move& move) {
  const Origin origin = view_.origin(move.shuttle);
  PlannedStop wait;
  wait.location = move.to;
  wait.drive = view_.drive_now(query_, origin.location, move.to, origin.heading);
  if (wait.drive <= Milliseconds{0}) return;  // it stands there
  const auto rest = std::as_const(fleet_).state(move.shuttle).schedule.stops();
  std::vector<PlannedStop> stops{wait};
  stops.insert(stops.end(), rest.begin(), rest.end());
  stops[1].drive = query_.travel_time(move.to, stops[1].location, now_);
  const bool in_time = view_.plan(move.shuttle, stops, scenario_.dispatch.waiting) &&
                       std::equal(rest.begin(), rest.end(), stops.begin() + 1,
                                  [](const PlannedStop& a, const PlannedStop& b) { return a.begin == b.begin; });
  if (!in_time || !view_.may_drive(move.shuttle, stops)) return;
  stops[0].labels = std::as_const(fleet_).state(move.shuttle).wait_labels;
  fleet_.labels().set(stops[0].labels, move.to);
  change_schedule(move.shuttle, stops);
}

void Simulation::ask_when_idle(ShuttleId id) {
  if (rebalancer_ == nullptr || rebalancer_->moment() != RebalancingMoment::when_idle) return;
  const ShuttleState& state = std::as_const(fleet_).state(id);
  const Milliseconds ready = std::max(now_, state.standing.ready);
  if (is_idle(state, ready, scenario_.rebalancing.min_idle_time, scenario_.dispatch.waiting)) {
    queue_.push(ready, Occurrence::rebalancing, -1);
  }
}

bool Simulation::gives_no_work(ShuttleId id, const std::vector<PlannedStop>& plan) const {
  const ShuttleState& state = fleet_.state(id);
  if (!is_on_the_move(state)) return false;
  const auto rest = state.schedule.stops().subspan(1);
  return std::equal(plan.begin(), plan.end(), rest.begin(), rest.end(), [](const PlannedStop& a, const PlannedStop& b) {
    return a.kind == b.kind && a.request == b.request && a.begin == b.begin;
  });
}

void Simulation::show_demand(EventKind kind, RequestId id) {
  if (rebalancer_ == nullptr || rebalancer_->moment() != RebalancingMoment::after_answers || !id.valid()) return;
  const bool answer = kind == EventKind::accepted || kind == EventKind::refused;
  if ((!answer && kind != EventKind::boarding) || heard_of_[id.index()] || !demand_[id].origin.valid()) return;
  const Milliseconds departure = demand_[id].earliest_departure;
  if (answer && departure > now_ + scenario_.rebalancing.horizon) return;  // heard of when the ride begins
  heard_of_[id.index()] = true;
  rebalancer_->hear({demand_[id].origin, departure});
  queue_.push(now_, Occurrence::rebalancing, -1);
}

void Simulation::hide_moves() {
  if (rebalancer_ == nullptr) return;
  const Fleet& fleet = fleet_;
  for (std::size_t s = 0; s < fleet.size(); ++s) {
    const ShuttleId id{s};
    if (!is_on_the_move(fleet.state(id))) continue;
    const Origin origin = view_.origin(id);
    const auto rest = fleet.state(id).schedule.stops().subspan(1);
    std::vector<PlannedStop> stops{rest.begin(), rest.end()};
    const auto soon = view_.arrives_in(id, stops[0].location);
    stops[0].drive = soon ? *soon : query_.travel_time(origin.location, stops[0].location, now_, origin.heading);
    view_.plan(id, stops, scenario_.dispatch.waiting);  // it could even go round by the waiting place
    view_.hide_move(id, stops);
    hidden_.push_back(id);
  }
}

void Simulation::show_moves() {
  for (const ShuttleId id : hidden_) view_.show_move(id);
  hidden_.clear();
}

}  // namespace navette
