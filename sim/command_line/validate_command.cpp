#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/listener.h"
#include "io/load_world.h"
#include "io/scenario/read_scenario.h"

namespace navette {

int validate_command(const ValidateOptions& options, Log& log) {
  std::vector<std::string> warnings;
  const Scenario scenario = read_scenario(options.scenario, options.overrides, warnings);
  for (const auto& warning : warnings) log.warning(warning);
  CommandListener listener{log};
  const World world = load_world(scenario, listener).world;
  const auto* inhabitants = world.inhabitants();
  const std::string asked = inhabitants == nullptr
                                ? fmt::format("requests: {}", scenario.requests.size())
                                : fmt::format("requests: {} given, others drawn from {} residents",
                                              scenario.requests.size(), inhabitants->population().resident_count());
  print(fmt::format("valid: {} ({}; shuttles: {}; days: {})\n", options.scenario.string(), asked,
                    world.shuttles().size(), scenario.run.days));
  return exit_good;
}

}  // namespace navette
