#include <fmt/format.h>

#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "core/errors.h"
#include "io/osm/describe_network.h"
#include "io/osm/read_osm.h"
#include "io/scenario/shown_text.h"
#include "network/build/build_road_graph.h"

namespace navette {

int network_command(const NetworkOptions& options) {
  RoadRules rules;
  rules.country = options.country;
  if (!rules.country.empty() && !limits_of(rules.country)) {
    throw InputError{
        fmt::format("--country must be the two letters of a country whose speed limits are known, as FR or "
                    "GB, found {}",
                    shown_text(rules.country))};
  }
  print(network_report(build_road_graph(read_osm(options.file, rules).roads)));
  return exit_good;
}

}  // namespace navette
