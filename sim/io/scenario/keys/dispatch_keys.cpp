#include "io/scenario/keys/dispatch_keys.h"

#include <fmt/format.h>

#include "core/key_names.h"
#include "dispatch/policies/policy_registry.h"

namespace navette {
namespace {

constexpr std::array<std::string_view, 2> kWaiting{"drive_first", "wait_first"};
constexpr std::array<std::string_view, 4> kObjectives{"operating_time", "vehicle_distance", "passenger_delay",
                                                      "weighted"};
constexpr std::array<std::string_view, 2> kLimits{"hard", "penalised"};
constexpr double kWeek = 604'800;  // [s]

constexpr Allowed weight() { return from_to(0, 1'000'000); }

}  // namespace

std::string_view to_string(Objective objective) { return kObjectives[static_cast<std::size_t>(objective)]; }

const KeyRows<decltype(Scenario::dispatch)>& dispatch_rows() {
  using P = decltype(Scenario::dispatch);
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::dispatch_policy, &P::policy, one_of(policy_names()), "[who is given which request](policies.md)"},
      Row{"dispatch.waiting", &P::waiting, one_of(kWaiting),
          "where a shuttle waits that would arrive early: at the next stop, or where it is"},
  };
  return kRows;
}

const KeyRows<ObjectiveSettings>& objective_rows() {
  using P = ObjectiveSettings;
  using Distance = decltype(P::distance);
  using Delay = decltype(P::delay);
  using Sum = decltype(P::sum);
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::dispatch_objective, &P::kind, one_of(kObjectives),
          "an insertion is chosen that adds the least of it: see [objectives](policies.md#objectives). `rolling_plan` "
          "knows `operating_time` only"},
      Row{"dispatch.distance_weights.empty", of(&P::distance, &Distance::empty), weight(),
          "`vehicle_distance`: per metre driven without passengers"},
      Row{"dispatch.distance_weights.occupied", of(&P::distance, &Distance::occupied), weight(),
          "per metre driven with passengers"},
      Row{"dispatch.distance_weights.passenger", of(&P::distance, &Distance::passenger), weight(),
          "per metre driven, for each person on board"},
      Row{"dispatch.delay_weights.pickup", of(&P::delay, &Delay::pickup), weight(),
          "`passenger_delay`: per second and person from the earliest departure to the pickup"},
      Row{"dispatch.delay_weights.dropoff", of(&P::delay, &Delay::dropoff), weight(),
          "per second and person from the arrival of a direct drive to the drop-off"},
      Row{"dispatch.weights.operating_time", of(&P::sum, &Sum::operating_time), weight(),
          "`weighted`: per second of operating time"},
      Row{"dispatch.weights.vehicle_distance", of(&P::sum, &Sum::vehicle_distance), weight(),
          "per metre of `vehicle_distance`"},
      Row{"dispatch.weights.passenger_delay", of(&P::sum, &Sum::passenger_delay), weight(),
          "per second of `passenger_delay`"},
  };
  return kRows;
}

const KeyRows<DispatchSettings>& policy_rows() {
  using P = DispatchSettings;
  using RollingPlan = decltype(P::rolling_plan);
  using Regret = decltype(P::regret);
  using Batch = decltype(P::batch);
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{"dispatch.rolling_plan.interval", of(&P::rolling_plan, &RollingPlan::interval), from_to(1, kWeek),
          "from an acceptance, or from a new plan, to the next time `rolling_plan` plans anew"},
      Row{"dispatch.rolling_plan.iterations", of(&P::rolling_plan, &RollingPlan::iterations), from_to(0, 1'000'000),
          "how long it searches each time"},
      Row{"dispatch.regret.window", of(&P::regret, &Regret::window), from_to(0, 3'600),
          "from the first request collected to the decision on all; 0: each at once"},
      Row{"dispatch.regret.k", of(&P::regret, &Regret::k), from_to(2, 1'000),
          "a request's regret sums over its k best shuttles"},
      Row{"dispatch.batch.window", of(&P::batch, &Batch::window), from_to(0, 3'600),
          "from the first request collected to the decision on all; 0: each at once"},
      Row{"dispatch.batch.reassign", of(&P::batch, &Batch::reassign),
          "whether those accepted earlier who still wait may change shuttle"},
      Row{"dispatch.batch.horizon", of(&P::batch, &Batch::horizon), from_to(0, kWeek),
          "whose pickup is planned within so long from now may be reassigned"},
      Row{"dispatch.batch.max_reassigned", of(&P::batch, &Batch::max_reassigned), from_to(0, 1'000),
          "at most so many may be, those planned soonest"},
      Row{"dispatch.batch.max_trip_size", of(&P::batch, &Batch::max_trip_size), from_to(1, 100),
          "requests, new or reassigned, that one shuttle gets in one assignment"},
      Row{"dispatch.batch.max_trips", of(&P::batch, &Batch::max_trips), from_to(1, 1'000'000),
          "sets of requests examined per shuttle"},
      Row{"dispatch.batch.max_nodes", of(&P::batch, &Batch::max_nodes), from_to(0, 1'000'000),
          "of the branch-and-cut tree of the set packing"},
  };
  return kRows;
}

const KeyRows<GivenLimits>& limit_rows() {
  using P = GivenLimits;
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::dispatch_limits, &P::penalised, one_of(kLimits),
          "whether the latest pickup and the max travel time are never exceeded, or [at a "
          "price](dispatch.md#hard-or-penalised-limits)"},
      Row{"dispatch.penalties.wait", &P::wait, weight(),
          "penalised: per second of a pickup later than the latest, in the unit of the objective"},
      Row{"dispatch.penalties.travel_time", &P::travel_time, weight(),
          "per second of a drop-off later than the max travel time allows, in the same unit"},
      Row{"dispatch.penalties.largest_excess", &P::largest_excess, from_to(1, kWeek),
          "by which either limit may be exceeded"},
  };
  return kRows;
}

void read_dispatch(ScenarioValues& values, Scenario& scenario) {
  auto& [policy, waiting, settings] = scenario.dispatch;
  read_rows(dispatch_rows(), values, scenario.dispatch);
  read_rows(objective_rows(), values, settings.objective);
  read_rows(policy_rows(), values, settings);
  const auto* chosen = values.find(key::dispatch_objective);
  const Policy* named = find_policy(policy);
  if (chosen != nullptr && named != nullptr && named->traits.by_operating_time &&
      settings.objective.kind != Objective::operating_time) {
    values.complain(*chosen, key::dispatch_objective,
                    fmt::format("must be operating_time where {} is {}, which plans anew by operating time only",
                                key::dispatch_policy, policy));
  }
}

void read_limits(ScenarioValues& values, Scenario& scenario) {
  GivenLimits limits;
  read_rows(limit_rows(), values, limits);
  if (!limits.penalised) return;
  scenario.dispatch.settings.objective.penalty = {limits.wait, limits.travel_time};
  for (GivenService& service : scenario.services) service.rules.largest_excess = limits.largest_excess;
}

}  // namespace navette
