#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "verify/findings.h"
#include "verify/hdf5_file.h"
#include "verify/run.h"
#include "verify/scenario/scenario_value.h"

namespace navette::verify {

/// The effective scenario that a file keeps, and what its tables say of the same; told where they differ.
struct Statements {
  const ScenarioValue& scenario;
  const Hdf5File& file;
  const Run& run;
  Findings& findings;

  /// What the scenario must have and does not, or has in another form than a key of this kind.
  void lacks(const std::string& key) const { findings.add("scenario.text", "{} is missing, or no such value", key); }

  /// Tells `what` under `rule` if the file has another value than the scenario under `key`.
  template <class Value>
  void compare(const char* rule, const std::string& what, const Value& in_file, const std::string& key,
               const std::optional<Value>& in_scenario) const {
    if (!in_scenario) return lacks(key);
    if (in_file == *in_scenario) return;
    findings.add(rule, "{} is {}, {} in the scenario is {}", what, in_file, key, *in_scenario);
  }
};

/// One service as the scenario describes it: its own keys, over those of all.
class DescribedService {
 public:
  DescribedService(const ScenarioValue& scenario, std::string name, bool alone)
      : scenario_{scenario}, name_{std::move(name)}, alone_{alone} {}

  /// [services.NAME], else [service]. `key`: "max_wait_time".
  [[nodiscard]] const ScenarioValue& value(const std::string& key) const;
  /// The path at which it stands.
  [[nodiscard]] std::string path(const std::string& key) const;
  /// [services.NAME.fleet], else [fleet].
  [[nodiscard]] const ScenarioValue& fleet(const std::string& key) const;
  /// Whether the shuttles are listed in a file; what lies in it, the results do not tell.
  [[nodiscard]] bool fleet_is_listed() const;
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Of one service the shuttles are not called by its name.
  [[nodiscard]] bool alone() const { return alone_; }
  /// Where it calls, as far as the scenario itself lists it: of the kinds that have any.
  [[nodiscard]] std::string stop_source() const;

 private:
  [[nodiscard]] const ScenarioValue& own(const std::string& key) const;

  const ScenarioValue& scenario_;
  std::string name_;
  bool alone_;
};

/// In the order in which requests are asked of them.
std::vector<DescribedService> described_services(const ScenarioValue& scenario);

/// A row of numbers by name, as a list in the order of `names` or as a table of some of them over `otherwise`.
std::optional<std::vector<double>> numbers_by_name(const ScenarioValue& value, const std::vector<std::string>& names,
                                                   std::vector<double> otherwise);

// What each part of the scenario states; see docs/verification.md.
void compare_run(const Statements& statements);
void compare_rules(const Statements& statements);
void compare_costs(const Statements& statements);
void compare_services(const Statements& statements, const std::vector<DescribedService>& services);
void compare_stops(const Statements& statements, const std::vector<DescribedService>& services);
void compare_fleet(const Statements& statements, const std::vector<DescribedService>& services);
void compare_unforeseen(const Statements& statements);
void compare_inputs(const Statements& statements);
void compare_population(const Statements& statements);

}  // namespace navette::verify
