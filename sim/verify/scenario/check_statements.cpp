#include "verify/scenario/check_statements.h"

#include "verify/scenario/statements.h"

namespace navette::verify {

void check_statements_of_all(const Hdf5File& file, const Run& rules, Findings& findings) {
  try {
    const ScenarioValue scenario = read_scenario_text(rules.scenario);
    const Statements statements{scenario, file, rules, findings};
    compare_run(statements);
    compare_rules(statements);
    compare_costs(statements);
    compare_inputs(statements);
  } catch (const ReadFailure& failure) {
    findings.add("scenario.text", "the scenario kept in the file cannot be read: {}", failure.what);
  }
}

void check_statements(const Hdf5File& file, const Run& run, Findings& findings) {
  ScenarioValue scenario;
  try {
    scenario = read_scenario_text(run.scenario);
  } catch (const ReadFailure& failure) {
    return findings.add("scenario.text", "the scenario kept in the file cannot be read: {}", failure.what);
  }
  const Statements statements{scenario, file, run, findings};
  const auto services = described_services(scenario);
  compare_run(statements);
  compare_rules(statements);
  compare_costs(statements);
  compare_unforeseen(statements);
  compare_inputs(statements);
  compare_population(statements);
  if (services.size() != run.services.size()) {
    return findings.add("scenario.services", "/services has {} rows, the scenario {} services", run.services.size(),
                        services.size());
  }
  compare_services(statements, services);
  compare_stops(statements, services);
  compare_fleet(statements, services);
}

}  // namespace navette::verify
