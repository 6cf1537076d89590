#include "io/scenario/keys/dispatch_keys.h"

#include <algorithm>
#include <array>
#include <string>

namespace navette {
namespace {

constexpr std::array<std::string_view, 6> kPolicies{"insertion", "nearest_feasible", "first_come", "regret",
                                                    "batch",     "rolling_plan"};
constexpr std::array<std::string_view, 2> kWaiting{"drive_first", "wait_first"};
constexpr std::array<std::string_view, 4> kObjectives{"operating_time", "vehicle_distance", "passenger_delay",
                                                      "weighted"};
constexpr std::array<std::string_view, 2> kLimits{"hard", "penalised"};
constexpr double kWeek = 604'800;
constexpr double kMostWeight = 1'000'000;

}  // namespace

std::string_view to_string(Objective objective) { return kObjectives[static_cast<std::size_t>(objective)]; }

std::vector<ScenarioKey> dispatch_keys() {
  return {
      {.path = "dispatch.policy", .kind = KeyKind::text, .default_value = "\"insertion\"", .choices = kPolicies},
      {.path = "dispatch.waiting", .kind = KeyKind::text, .default_value = "\"drive_first\"", .choices = kWaiting},
      {.path = "dispatch.objective",
       .kind = KeyKind::text,
       .default_value = "\"operating_time\"",
       .choices = kObjectives},
      {"dispatch.distance_weights.empty", KeyKind::number, "1.0", 0, kMostWeight},
      {"dispatch.distance_weights.occupied", KeyKind::number, "1.0", 0, kMostWeight},
      {"dispatch.distance_weights.passenger", KeyKind::number, "0.0", 0, kMostWeight},
      {"dispatch.delay_weights.pickup", KeyKind::number, "0.0", 0, kMostWeight},
      {"dispatch.delay_weights.dropoff", KeyKind::number, "1.0", 0, kMostWeight},
      {"dispatch.weights.operating_time", KeyKind::number, "1.0", 0, kMostWeight},
      {"dispatch.weights.vehicle_distance", KeyKind::number, "0.0", 0, kMostWeight},
      {"dispatch.weights.passenger_delay", KeyKind::number, "0.0", 0, kMostWeight},
      {.path = "dispatch.limits", .kind = KeyKind::text, .default_value = "\"hard\"", .choices = kLimits},
      {"dispatch.penalties.wait", KeyKind::number, "1.0", 0, kMostWeight},
      {"dispatch.penalties.travel_time", KeyKind::number, "10.0", 0, kMostWeight},
      {"dispatch.penalties.largest_excess", KeyKind::duration, "900", 1, kWeek},
      {"dispatch.rolling_plan.interval", KeyKind::duration, "300", 1, kWeek},
      {"dispatch.rolling_plan.iterations", KeyKind::whole, "1000", 0, 1'000'000},
      {"dispatch.regret.window", KeyKind::duration, "60", 0, 3'600},
      {"dispatch.regret.k", KeyKind::whole, "2", 2, 1'000},
      {"dispatch.batch.window", KeyKind::duration, "60", 0, 3'600},
      {"dispatch.batch.reassign", KeyKind::boolean, "true"},
      {"dispatch.batch.horizon", KeyKind::duration, "1800", 0, kWeek},
      {"dispatch.batch.max_reassigned", KeyKind::whole, "12", 0, 1'000},
      {"dispatch.batch.max_trip_size", KeyKind::whole, "4", 1, 100},
      {"dispatch.batch.max_trips", KeyKind::whole, "500", 1, 1'000'000},
      {"dispatch.batch.max_nodes", KeyKind::whole, "1000", 0, 1'000'000},
  };
}

void read_dispatch(ScenarioValues& values, Scenario& scenario) {
  std::string waiting{kWaiting[0]};
  std::string objective{kObjectives[0]};
  auto& [policy, waits, settings] = scenario.dispatch;
  values.read("dispatch.policy", policy);
  values.read("dispatch.waiting", waiting);
  waits = waiting == "wait_first" ? WaitingPolicy::wait_first : WaitingPolicy::drive_first;
  values.read("dispatch.objective", objective);
  const auto* named = std::find(kObjectives.begin(), kObjectives.end(), objective);
  if (named != kObjectives.end()) settings.objective.kind = static_cast<Objective>(named - kObjectives.begin());
  values.read("dispatch.distance_weights.empty", settings.objective.distance.empty);
  values.read("dispatch.distance_weights.occupied", settings.objective.distance.occupied);
  values.read("dispatch.distance_weights.passenger", settings.objective.distance.passenger);
  values.read("dispatch.delay_weights.pickup", settings.objective.delay.pickup);
  values.read("dispatch.delay_weights.dropoff", settings.objective.delay.dropoff);
  values.read("dispatch.weights.operating_time", settings.objective.sum.operating_time);
  values.read("dispatch.weights.vehicle_distance", settings.objective.sum.vehicle_distance);
  values.read("dispatch.weights.passenger_delay", settings.objective.sum.passenger_delay);
  values.read("dispatch.rolling_plan.interval", settings.rolling_plan.interval);
  values.read("dispatch.rolling_plan.iterations", settings.rolling_plan.iterations);
  values.read("dispatch.regret.window", settings.regret.window);
  values.read("dispatch.regret.k", settings.regret.k);
  values.read("dispatch.batch.window", settings.batch.window);
  values.read("dispatch.batch.reassign", settings.batch.reassign);
  values.read("dispatch.batch.horizon", settings.batch.horizon);
  values.read("dispatch.batch.max_reassigned", settings.batch.max_reassigned);
  values.read("dispatch.batch.max_trip_size", settings.batch.max_trip_size);
  values.read("dispatch.batch.max_trips", settings.batch.max_trips);
  values.read("dispatch.batch.max_nodes", settings.batch.max_nodes);
  const auto* chosen = values.find("dispatch.objective");
  if (chosen != nullptr && policy == "rolling_plan" && settings.objective.kind != Objective::operating_time) {
    values.complain(*chosen, "dispatch.objective",
                    "must be operating_time where dispatch.policy is rolling_plan, which plans anew by operating time "
                    "only");
  }
}

void read_limits(ScenarioValues& values, Scenario& scenario) {
  std::string limits{kLimits[0]};
  decltype(ObjectiveSettings::penalty) penalty{1, 10};
  Milliseconds largest_excess{900'000};
  values.read("dispatch.limits", limits);
  values.read("dispatch.penalties.wait", penalty.wait);
  values.read("dispatch.penalties.travel_time", penalty.travel_time);
  values.read("dispatch.penalties.largest_excess", largest_excess);
  if (limits != "penalised") return;
  scenario.dispatch.settings.objective.penalty = penalty;
  for (GivenService& service : scenario.services) service.rules.largest_excess = largest_excess;
}

}  // namespace navette
