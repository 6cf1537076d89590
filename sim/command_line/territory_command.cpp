#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "command_line/interruption.h"
#include "core/errors.h"
#include "io/results/atomic_file.h"
#include "io/territory/generate_territory.h"
#include "io/territory/write_territory.h"

namespace navette {

int territory_command(const TerritoryOptions& options, Log& log) {
  listen_for_interruption();
  TerritoryParameters parameters;
  parameters.inhabitants = options.inhabitants;
  parameters.km2 = options.km2;
  parameters.seed = options.seed;
  InputErrors errors;
  errors.collect([&] { parameters.validate(); });
  errors.collect([&] { check_output_name(options.output); });
  const std::string name = options.output.filename().string();
  constexpr std::string_view kEnding = ".osm.pbf";
  if (name.size() <= kEnding.size() || name.substr(name.size() - kEnding.size()) != kEnding) {
    errors.add(fmt::format("-o {}: the name of the file must end in .osm.pbf", options.output.string()));
  }
  errors.throw_if_any();
  const TerritoryMap map = generate_territory(parameters);
  stop_if_interrupted();
  write_territory(map, options.output);
  log.info(fmt::format("{}: a fictional territory of {} inhabitants on {:.0f} km2", options.output.string(),
                       parameters.inhabitants, parameters.area()));
  return exit_good;
}

}  // namespace navette
