#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "io/bench_scenario.h"

namespace navette {
namespace {

constexpr std::array<std::pair<const char*, DispatchStep>, kDispatchSteps - 1> kSteps{{
    {"pinning", DispatchStep::pinning},
    {"insertion", DispatchStep::insertion},
    {"after_last_stop", DispatchStep::after_last_stop},
    {"locating", DispatchStep::locating},
    {"applying", DispatchStep::applying},
}};

// By nearest rank, of sorted values.
double percentile(const std::vector<double>& sorted, std::size_t percent) {
  return sorted[(sorted.size() * percent + 99) / 100 - 1];
}

nlohmann::ordered_json figures(const DispatchTimes& times) {
  nlohmann::ordered_json json;
  json["requests"] = times.us_of_requests.size();
  if (!times.us_of_requests.empty()) {
    auto sorted = times.us_of_requests;
    std::sort(sorted.begin(), sorted.end());
    const double total = std::accumulate(sorted.begin(), sorted.end(), 0.0);
    double steps = 0;
    for (const auto& [name, step] : kSteps) steps += times.us_in_step[static_cast<std::size_t>(step)];
    const auto count = static_cast<double>(sorted.size());
    json["us_per_request_mean"] = total / count;
    json["us_per_request_median"] = percentile(sorted, 50);
    json["us_per_request_p99"] = percentile(sorted, 99);
    json["lookups_per_request"] = static_cast<double>(times.lookups) / count;
    for (const auto& [name, step] : kSteps) {
      json[fmt::format("share_{}", name)] = times.us_in_step[static_cast<std::size_t>(step)] / steps;
    }
  }
  if (times.insertions > 0) {
    json["mean_insertion_cost"] =
        static_cast<double>(times.insertion_cost.count) * 1e-3 / static_cast<double>(times.insertions);
  }
  json["wall_s"] = times.seconds;
  return json;
}

}  // namespace

std::string print_times(const DispatchTimes& times, TimesFormat format) {
  const auto json = figures(times);
  if (format == TimesFormat::json) return json.dump(2) + "\n";
  std::string text;
  for (const auto& [name, value] : json.items()) {
    text += value.is_number_integer() ? fmt::format("{:<22} {:>10}\n", name, value.get<std::size_t>())
                                      : fmt::format("{:<22} {:>10.3f}\n", name, value.get<double>());
  }
  return text;
}

}  // namespace navette
