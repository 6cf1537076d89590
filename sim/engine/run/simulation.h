#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "demand/forecast/demand_history.h"
#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"
#include "dispatch/rebalancing/rebalancer.h"
#include "engine/booking/request_book.h"
#include "engine/run/event_queue.h"
#include "engine/run/movement.h"
#include "engine/run/plan_check.h"
#include "engine/scenario.h"
#include "engine/unforeseen/breakdowns.h"
#include "engine/unforeseen/conduct.h"
#include "engine/world/world.h"
#include "fleet/fleet.h"
#include "fleet/fleet_view.h"
#include "record/recorder.h"

namespace navette {

/// Time passes: requests appear, the dispatcher proposes, shuttles move and serve. Serial and deterministic.
///
/// The only place where the clock advances and where schedules change.
class Simulation {
 public:
  /// Asked after each step with the time reached; false ends the run.
  using GoOn = std::function<bool(Milliseconds now)>;

  /// All must outlive the simulation.
  Simulation(const World& world, const Demand& demand, const Scenario& scenario, Dispatcher& dispatcher,
             Recorder& recorder);

  /// From a moment on this request, with the other way of its contract, is sent to no taxi: what would have become of
  /// it?
  void spare_from_taxi(RequestId request, Milliseconds from) {
    spared_ = request;
    spared_from_ = from;
  }
  /// Runs from the first submission to the last shuttle's return.
  /// Throws Interrupted if `go_on` says false, PolicyError if the dispatcher proposes what a rule forbids.
  void run(const GoOn& go_on = {});

 private:
  void happen(const Due& due);

  // Requests: ask_services.cpp.
  void submit(RequestId id);
  /// The service hears of the request.
  void hear(RequestId id);
  /// Whether it is the way back of a contract whose way out is heard at this same moment, and asks for both.
  [[nodiscard]] bool comes_with_way_out(RequestId id) const;
  /// The way back that is to be booked with this way out, heard with it; invalid: none, or it is settled already.
  RequestId contract_partner(RequestId id);
  /// What one service makes of the request; a reason if it does not even try.
  RefusalReason open(RequestId id, ServiceId service, PendingTrip& trip);
  /// Whether even its cheapest insertion adds more operating time than the service spends on a trip; told to the book.
  bool too_costly(const PendingTrip& trip);
  /// Asks the services in turn, from this one on, until one decides later or accepts; else the request is refused.
  /// `back`: booked as one contract with it; invalid: alone.
  void ask(RequestId id, RequestId back, ServiceId first);
  void decide();
  /// No service carries it: offers another time, lets it ask again later, or refuses for good.
  void refuse(RequestId id, RequestId back);
  bool offer_another_time(RequestId id);
  bool asks_again(RequestId id, RequestId back);
  void refuse_for_good(RequestId id);
  /// Whether the policy would accept this request now, were it the only one; the answer stays in proposal_.
  bool try_alone(RequestId id, ServiceId service);

  // Decisions: apply_proposal.cpp.
  /// Checks the proposal as a whole, then makes it so.
  void apply(const Proposal& proposal);
  /// Whether it answers what was asked: one verdict for each, and a time to be asked again at which the run gets on.
  void check_answer(std::span<const PendingTrip> pending, const Proposal& proposal) const;
  void check_wake_up(const Proposal& proposal) const;
  /// At the time that it asked for.
  void wake_policy(const Proposal& proposal);
  void promise_accepted();
  /// Who was accepted earlier and is in the plan of another shuttle now.
  void tell_reassigned();

  // What goes otherwise than planned: unforeseen.cpp.
  /// Who was just accepted may cancel before the pickup promised.
  void expect_conduct(RequestId id, Milliseconds pickup);
  void cancel(RequestId id);
  /// Who does not travel out needs no way back, if both were sold as one contract.
  void cancel_way_back(RequestId id);
  /// Takes a request's visits out of a shuttle's plan.
  void leave_out(RequestId id, ShuttleId shuttle);
  /// Sets out for the next visit, as slowly as the hour makes it, round roads that are closed now. Returns whether that
  /// takes longer than planned.
  bool set_out(ShuttleId id);
  /// It is announced that roads are closed: who is on the way to one of them sets out anew, all plans go round them,
  /// and who would be late is perhaps better off with another shuttle.
  void close_roads();
  /// Whether its plan is another one with what is known of closed roads now.
  bool takes_longer(ShuttleId id);
  /// The shuttle is later than planned: its stops get the earliest times that are left.
  void replan_times(ShuttleId shuttle);
  /// Gives the shuttle the stops of mended_: those of its plan, in order, some left out.
  void mend(ShuttleId shuttle);
  void tell_if_broken(RequestId id, ShuttleId shuttle, Location place, Milliseconds time, Milliseconds latest);

  // Shuttles out of order: break_down.cpp.
  void break_down(const Breakdown& breakdown);
  void repair(ShuttleId id);
  /// Asks the policy about those who wait for a shuttle that will come later than promised.
  void look_for_others(ShuttleId late);
  /// Has that done next, if somebody will be late.
  void reconsider_if_late(ShuttleId id);
  /// Whether the plan of its shuttle breaks the promise made to one who waits.
  [[nodiscard]] bool will_be_late(RequestId id) const;
  /// As `open`, of who was accepted: the promise binds.
  [[nodiscard]] PendingTrip as_promised(RequestId id);
  /// Gives who waits for `late` to another shuttle, if the policy finds one that keeps the promise.
  void ask_anew(RequestId id, ShuttleId late);

  // Shuttles: drive_shuttles.cpp.
  /// Gives a shuttle new stops with planned times, and lets it turn toward the first of them.
  void change_schedule(ShuttleId id, const std::vector<PlannedStop>& stops);
  /// Schedules what the shuttle does next.
  void schedule_next(ShuttleId id);

  void depart(ShuttleId id);
  void arrive(ShuttleId id);
  void serve_front(ShuttleId id);
  void board(ShuttleId id, const PlannedStop& stop, Milliseconds dwell);
  void alight(ShuttleId id, const PlannedStop& stop);
  void serve_depot(ShuttleId id, const PlannedStop& stop);
  /// The driver's pause begins.
  void rest(ShuttleId id);
  /// The passengers ride this leg together.
  void mark_shared(ShuttleId id);

  // Idle shuttles: rebalance_shuttles.cpp.
  void prepare_rebalancing();
  void rebalance();
  /// What the days before today tell of it.
  const DemandForecast& forecast_now();
  /// Lets an idle shuttle wait elsewhere, unless it stands there or would be late for what is planned.
  void send(const Move& move);
  void ask_when_idle(ShuttleId id);
  /// Whether a shuttle on its way to wait elsewhere has nothing else to do by this plan than it had, and so goes on.
  [[nodiscard]] bool gives_no_work(ShuttleId id, const std::vector<PlannedStop>& plan) const;
  /// Lets the rebalancer hear of a request that is answered, or whose ride begins.
  void show_demand(EventKind kind, RequestId id);
  /// Policies see a shuttle that only moves to wait elsewhere as free to turn off: until the next thing happens.
  void hide_moves();
  void show_moves();

  void tell(EventKind kind, RequestId request, ShuttleId shuttle, Location place, std::int64_t value = 0);

  const World& world_;
  const Demand& demand_;
  const Scenario& scenario_;
  Dispatcher& dispatcher_;
  Recorder& recorder_;
  Fleet fleet_;
  KnownRoads roads_;
  FleetView view_;
  Movement movement_;
  RequestBook book_;
  EventQueue queue_;
  Milliseconds now_;
  std::vector<PendingTrip> pending_;          // deferred or just submitted
  std::vector<PendingTrip> alone_;            // a request tried at another time, or with another shuttle
  IdVector<RequestId, RequestId> other_way_;  // of its tour; invalid: none
  Proposal proposal_;
  IdVector<ShuttleId, std::uint32_t> generation_;
  PlanCheck check_;
  std::vector<Breakdown> breakdowns_;
  TravelTimeQuery query_;
  std::optional<InsertionSearch> cheapest_;  // if a service has `taxi_above`
  RequestId spared_;                         // invalid: none
  Milliseconds spared_from_ = kNever;

  std::unique_ptr<Rebalancer> rebalancer_;     // nullptr: idle shuttles stay where they are
  std::optional<DemandHistory> known_demand_;  // once a forecast was asked for
  DemandForecast forecast_;                    // of `forecast_day_`
  std::optional<std::int64_t> forecast_day_;
  Milliseconds last_shift_end_;
  std::vector<bool> heard_of_;     // by request: the rebalancer has
  std::vector<ShuttleId> hidden_;  // whose moves policies do not see now
  std::vector<ShuttleId> idle_;    // used again
  std::vector<Move> moves_;        // used again

  // Of the proposal being applied; used again.
  std::vector<ShuttleId> touched_;
  std::vector<std::vector<PlannedStop>> plans_;  // of touched_, row by row
  std::vector<RequestId> accepted_;
  IdVector<RequestId, Milliseconds> asked_anew_at_;  // by request: when it was last given to a policy again
  std::vector<PlannedStop> mended_;                  // of the shuttle whose plan is mended; used again
};

}  // namespace navette
