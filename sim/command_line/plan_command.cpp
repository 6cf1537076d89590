#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <nlohmann/json.hpp>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/interruption.h"
#include "core/errors.h"
#include "dispatch/plan/improve.h"
#include "dispatch/plan/tighten_windows.h"
#include "io/darp/check_darp.h"
#include "io/darp/read_darp.h"

namespace navette {
namespace {

struct Answer {
  DarpRoutes routes;
  std::vector<int> unserved;  // rows of their pickups
  double cost = 0;
  bool feasible = false;
  double seconds = 0;
  std::int64_t iterations = 0;
};

std::string as_json(const Answer& answer) {
  nlohmann::ordered_json json;
  json["cost"] = answer.cost;
  json["feasible"] = answer.feasible;
  json["routes"] = answer.routes;
  json["seconds"] = answer.seconds;
  json["unserved"] = answer.unserved;
  json["iterations"] = answer.iterations;
  return json.dump(2) + "\n";
}

std::string as_table(const Answer& answer) {
  std::string text = fmt::format("cost        {:.4f}\nfeasible    {}\nseconds     {:.2f}\niterations  {}\n",
                                 answer.cost, answer.feasible ? "yes" : "no", answer.seconds, answer.iterations);
  for (std::size_t r = 0; r < answer.routes.size(); ++r) {
    text += fmt::format("route {:<5} {}\n", r + 1, fmt::join(answer.routes[r], " "));
  }
  if (!answer.unserved.empty()) text += fmt::format("unserved    {}\n", fmt::join(answer.unserved, " "));
  return text;
}

void check(const PlanOptions& options) {
  InputErrors errors;
  if (options.format != "table" && options.format != "json") {
    errors.add(fmt::format("--format must be table or json, found {}", options.format));
  }
  if (options.time_limit && !(*options.time_limit > 0 && *options.time_limit <= 1e6)) {
    errors.add(
        fmt::format("--time-limit must be more than 0 and at most 1000000 seconds, found {}", *options.time_limit));
  }
  if (options.iterations && *options.iterations < 0) {
    errors.add(fmt::format("--iterations must be at least 0, found {}", *options.iterations));
  }
  errors.throw_if_any();
}

}  // namespace

int plan_command(const PlanOptions& options, Log& log) {
  const auto started = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  };
  check(options);
  const DarpInstance instance = read_darp(options.instance);
  plan::Problem problem = darp_problem(instance);
  plan::tighten_windows(problem);
  listen_for_interruption();

  plan::Budget budget;
  if (options.time_limit) {
    budget.iterations = std::numeric_limits<std::int64_t>::max();
    budget.time_share = [&] { return elapsed() / *options.time_limit; };
  }
  if (options.iterations) budget.iterations = *options.iterations;
  budget.go_on = [] { return !interrupted(); };
  const plan::SearchReport found = plan::improve(problem, plan::empty_plan(problem), budget, options.seed);
  stop_if_interrupted();

  Answer answer;
  answer.routes = darp_routes(instance, found.plan);
  for (const std::int32_t trip : found.plan.unserved) answer.unserved.push_back(trip + 1);
  answer.cost = darp_cost(instance, answer.routes);
  answer.iterations = found.iterations;
  const auto fault = darp_fault(instance, answer.routes);
  answer.feasible = !fault;
  if (fault) log.warning(fmt::format("not feasible: {}", *fault));
  answer.seconds = elapsed();
  print(options.format == "json" ? as_json(answer) : as_table(answer));
  return exit_good;
}

}  // namespace navette
