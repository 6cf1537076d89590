#include "verify/check_replications.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "verify/checks/checks.h"
#include "verify/recomputed_indicators.h"

namespace navette::verify {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kGreatestCount = 1e15;
constexpr std::int64_t kMostReplications = 1'000'000;

bool same(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::abs(a - b) <= 1e-9 * (1 + std::abs(a) + std::abs(b));
}
double over(double a, double b) { return b == 0 ? kUnknown : a / b; }

/// The columns by indicator, and one row of them by name.
class Table {
 public:
  std::map<std::string, std::vector<double>> columns;

  [[nodiscard]] double operator()(const std::string& name) const { return columns.at(name)[row]; }
  std::size_t row = 0;
};

std::vector<std::int64_t> read_seeds(const Hdf5File& file, Findings& findings) {
  std::vector<std::int64_t> seeds;
  try {
    seeds = file.integers("/replications/seed");
  } catch (const ReadFailure& failure) {
    findings.add(failure.missing ? "tables.present" : "tables.readable", "{}", failure.what);
    return seeds;
  }
  const auto first = file.integer_attribute("/", "seed");
  const auto count = file.integer_attribute("/", "replications");
  if (!first || !count) {
    findings.add("tables.present", "attribute seed or replications of / is missing, or of another type");
    return seeds;
  }
  if (*count < 1 || *count > kMostReplications || static_cast<std::size_t>(*count) != seeds.size()) {
    findings.add("replications.seeds", "{} replications are told, there are {} rows", *count, seeds.size());
  }
  for (std::size_t row = 0; row < seeds.size(); ++row) {
    const auto wanted = static_cast<std::int64_t>(static_cast<std::uint64_t>(*first) + row);
    if (seeds[row] != wanted) findings.add("replications.seeds", "row {} has seed {}, not {}", row, seeds[row], wanted);
  }
  return seeds;
}

Table read_indicators(const Hdf5File& file, std::size_t rows, Findings& findings) {
  Table table;
  for (const auto& indicator : recomputed_indicators(Run{})) {
    const std::string path = "/replications/" + indicator.name;
    try {
      auto& column = table.columns[indicator.name] = file.reals(path);
      if (column.size() != rows) {
        findings.add("tables.lengths", "{} has {} rows, there are {} seeds", path, column.size(), rows);
      }
    } catch (const ReadFailure& failure) {
      findings.add(failure.missing ? "tables.present" : "tables.readable", "{}", failure.what);
      continue;
    }
    if (file.text_attribute(path, "units") != indicator.unit) {
      findings.add("replications.indicators", "{} has not the unit {}", path, indicator.unit);
    }
  }
  return table;
}

void check_counts(const Table& table, Findings& findings) {
  for (const auto& [name, column] : table.columns) {
    const bool is_count = (name.rfind("refused", 0) == 0) || name == "requests" || name == "served" ||
                          name == "cancelled" || name == "no_shows" || name == "passengers" || name == "courses" ||
                          name == "promises_broken" || name.starts_with("requests_never_made") ||
                          name == "offers_made" || name == "offers_taken" || name == "asked_again" ||
                          name == "breakdowns" || name == "went_round";
    for (std::size_t row = 0; row < column.size(); ++row) {
      const double value = column[row];
      if (name == "went_round" && std::isnan(value)) continue;  // no roads are closed
      if (std::isinf(value) || (is_count && !(value >= 0 && value < kGreatestCount && value == std::floor(value)))) {
        findings.add("replications.indicators", "{} is {} in row {}", name, value, row);
      }
    }
  }
}

class Identities {
 public:
  Identities(const Table& t, Findings& findings) : t_{t}, findings_{findings} {}

  void check() {
    double by_reason = 0;
    for (const auto& [name, column] : t_.columns) by_reason += name.rfind("refused_", 0) == 0 ? column[t_.row] : 0;
    equal("requests", t_("served") + t_("refused") + t_("cancelled") + t_("no_shows"));
    equal("refused", by_reason);
    double by_cause = 0;
    for (const auto& [name, column] : t_.columns) {
      by_cause += name.rfind("requests_never_made_", 0) == 0 ? column[t_.row] : 0;
    }
    equal("requests_never_made", by_cause);
    equal("refusal_rate", over(t_("refused"), t_("refused") + t_("served")));
    for (const char* kind : {"wait", "prebooked_wait", "ride", "travel_time"}) in_order(kind);
    equal("trips_per_course", over(t_("passengers"), t_("courses")));
    between("pooling_rate", 0, 1);
    distances();
    money();
  }

 private:
  void distances() {
    const double total = t_("vehicle_distance");
    equal("empty_distance", t_("approach_distance") + t_("repositioning_distance") + t_("depot_distance"));
    equal("vehicle_distance", t_("occupied_distance") + t_("empty_distance"));
    equal("commercial_distance", total - t_("depot_distance") - t_("repositioning_distance"));
    for (const char* kind : {"empty", "approach", "repositioning", "depot"}) {
      equal(std::string{kind} + "_share", over(t_(std::string{kind} + "_distance"), total));
      between(std::string{kind} + "_share", 0, 1);
    }
    equal("occupancy", over(t_("passenger_distance"), total));
    equal("distance_per_direct_distance", over(total, t_("direct_distance")));
    equal("saved_distance", over(t_("direct_distance") - total, t_("direct_distance")));
  }

  void money() {
    equal("shift_hours", t_.columns.at("shift_hours").front());  // the fleet is the same for every seed
    equal("productivity", over(t_("passengers"), t_("shift_hours")));
    const double taxi = t_("taxi_passengers");
    const double trips = t_("passengers") + (std::isnan(taxi) ? 0 : taxi);
    equal("cost_per_trip", over(t_("cost"), trips));
    equal("revenue_per_cost", over(t_("revenue"), t_("cost")));
    equal("subsidy_per_trip", over(t_("cost") - t_("revenue"), trips));
  }

  void in_order(const std::string& kind) {
    const double median = t_(kind + "_median");
    const double p95 = t_(kind + "_p95");
    const double max = t_(kind + "_max");
    const double mean = t_(kind + "_mean");
    if (std::isnan(mean) && std::isnan(median) && std::isnan(p95) && std::isnan(max)) return;
    if (!(median <= p95 && p95 <= max && mean <= max + 1e-9)) {
      findings_.add("replications.identities", "{}: mean {}, median {}, 95th percentile {}, maximum {} in row {}", kind,
                    mean, median, p95, max, t_.row);
    }
  }
  void between(const std::string& name, double low, double high) {
    const double value = t_(name);
    if (!std::isnan(value) && !(value >= low && value <= high)) {
      findings_.add("replications.identities", "{} is {} in row {}", name, value, t_.row);
    }
  }
  void equal(const std::string& name, double wanted) {
    if (!same(t_(name), wanted)) {
      findings_.add("replications.identities", "{} is {} in row {}, from the others {}", name, t_(name), t_.row,
                    wanted);
    }
  }

  const Table& t_;
  Findings& findings_;
};

void check_fingerprint(const Hdf5File& file, Findings& findings) {
  const auto scenario = file.text_attribute("/", "scenario");
  const auto told = file.text_attribute("/", "scenario_sha256");
  if (!scenario || !told) {
    findings.add("tables.present", "attribute scenario or scenario_sha256 of / is missing, or of another type");
  } else if (sha256(*scenario) != *told) {
    findings.add("tables.scenario", "scenario_sha256 is not that of the scenario's text");
  }
}

}  // namespace

bool holds_replications(const Hdf5File& file) { return file.integer_attribute("/", "replications").has_value(); }

void check_replications(const Hdf5File& file, Findings& findings, VerificationReport& report) {
  check_fingerprint(file, findings);
  const auto seeds = read_seeds(file, findings);
  Table table = read_indicators(file, seeds.size(), findings);
  report.replications = static_cast<std::int64_t>(seeds.size());
  if (!findings.empty()) {
    findings.note("the tables cannot be trusted: the other rules were not checked");
    return;
  }
  check_counts(table, findings);
  if (findings.empty()) {
    for (table.row = 0; table.row < seeds.size(); ++table.row) {
      Identities{table, findings}.check();
      report.requests += static_cast<std::int64_t>(table("requests"));
    }
  }
  report.canonical_hash = canonical_hash(seeds, table.columns);
  findings.note(
      "replications keep indicators only, so that they could not be computed anew; to check one seed as a whole, run "
      "it "
      "alone");
}

}  // namespace navette::verify
