#include "io/darp/check_darp.h"

#include <fmt/format.h>

#include <algorithm>

namespace navette {
namespace {

constexpr double kTolerance = 1e-6;

// begin[to] >= begin[from] + gap
struct Constraint {
  std::size_t from;
  std::size_t to;
  double gap;
};

// Whether there are times between earliest and latest that keep all constraints (Bellman and Ford).
bool times_exist(std::vector<double> begin, const std::vector<double>& latest,
                 const std::vector<Constraint>& constraints) {
  for (std::size_t round = 0; round <= begin.size(); ++round) {
    bool moved = false;
    for (const Constraint& constraint : constraints) {
      const double least = begin[constraint.from] + constraint.gap;
      if (begin[constraint.to] >= least - kTolerance / static_cast<double>(begin.size())) continue;
      begin[constraint.to] = least;
      moved = true;
    }
    for (std::size_t k = 0; k < begin.size(); ++k) {
      if (begin[k] > latest[k] + kTolerance) return false;
    }
    if (!moved) return true;
  }
  return false;
}

bool times_exist(const DarpInstance& instance, const std::vector<int>& route) {
  std::vector<int> rows{0};
  rows.insert(rows.end(), route.begin(), route.end());
  rows.push_back(instance.end_row());
  std::vector<double> earliest;
  std::vector<double> latest;
  std::vector<Constraint> constraints;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const DarpRow& row = instance.row(rows[k]);
    earliest.push_back(row.earliest);
    latest.push_back(row.latest);
    if (k > 0) {
      constraints.push_back({k - 1, k, instance.row(rows[k - 1]).service + instance.travel(rows[k - 1], rows[k])});
    }
    if (k == 0 || k + 1 == rows.size() || rows[k] > instance.requests()) continue;
    const auto dropoff = std::find(rows.begin(), rows.end(), rows[k] + instance.requests());
    constraints.push_back({static_cast<std::size_t>(dropoff - rows.begin()), k, -(row.service + instance.max_ride)});
  }
  constraints.push_back({rows.size() - 1, 0, -instance.max_route_duration});
  return times_exist(earliest, latest, constraints);
}

}  // namespace

std::optional<std::string> darp_fault(const DarpInstance& instance, const DarpRoutes& routes) {
  const int n = instance.requests();
  if (routes.size() > static_cast<std::size_t>(instance.vehicles)) {
    return fmt::format("{} routes, but {} vehicles", routes.size(), instance.vehicles);
  }
  std::vector<int> visits(static_cast<std::size_t>(2 * n + 1), 0);
  for (std::size_t r = 0; r < routes.size(); ++r) {
    int load = 0;
    std::vector<int> aboard;
    for (const int row : routes[r]) {
      if (row < 1 || row > 2 * n) return fmt::format("route {} visits row {}, which is no request", r + 1, row);
      if (++visits[static_cast<std::size_t>(row)] > 1) return fmt::format("row {} is visited twice", row);
      load += instance.row(row).load;
      if (load > instance.capacity) {
        return fmt::format("route {} carries {} after row {}, capacity {}", r + 1, load, row, instance.capacity);
      }
      if (row <= n) {
        aboard.push_back(row);
      } else if (const auto who = std::find(aboard.begin(), aboard.end(), row - n); who != aboard.end()) {
        aboard.erase(who);
      } else {
        return fmt::format("row {} is visited before its pickup, or by another vehicle", row);
      }
    }
    if (!aboard.empty()) return fmt::format("route {} picks up row {} and does not drop it off", r + 1, aboard.front());
    if (!times_exist(instance, routes[r])) {
      return fmt::format("no times keep the windows, rides and duration of route {}", r + 1);
    }
  }
  for (int request = 1; request <= n; ++request) {
    if (visits[static_cast<std::size_t>(request)] == 0) return fmt::format("request {} is not served", request);
  }
  return std::nullopt;
}

}  // namespace navette
