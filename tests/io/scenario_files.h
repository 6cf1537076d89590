#pragma once

#include <string>
#include <vector>

#include "core/errors.h"
#include "io/scenario/read_scenario.h"
#include "support/temporary_folder.h"

namespace navette {

inline const std::string kRequests =
    "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,party_size\n"
    "r1,08:00,08:30,2.1,43.6,2.2,43.7,1\n";

inline const std::string kPlain = R"(
[territory]
roads = "roads.osm.pbf"
[demand]
requests = "requests.csv"
[fleet]
size = 3
depots = [{lon = 2.1, lat = 43.6}, {lon = 2.2, lat = 43.7}]
shifts = [{start = "06:30", end = "14:00"}, {start = 12:00:00, end = "26:00"}]
)";

// A folder with all files that the plain scenario names.
struct ScenarioFiles : TemporaryFolder {
  ScenarioFiles() {
    write("roads.osm.pbf", "roads");
    write("requests.csv", kRequests);
  }
  [[nodiscard]] Scenario read(const std::string& toml, const std::vector<std::string>& overrides = {}) {
    return read_scenario(write("scenario.toml", toml), overrides, warnings);
  }
  // Messages with the folder's name left out.
  [[nodiscard]] std::vector<std::string> errors(const std::string& toml,
                                                const std::vector<std::string>& overrides = {}) {
    std::vector<std::string> messages;
    try {
      (void)read(toml, overrides);
    } catch (const InputError& error) {
      for (std::string message : error.messages()) {
        const std::string prefix = path().string() + "/";
        for (auto at = message.find(prefix); at != std::string::npos; at = message.find(prefix)) {
          message.erase(at, prefix.size());
        }
        messages.push_back(std::move(message));
      }
    }
    return messages;
  }
  std::vector<std::string> warnings;
};

}  // namespace navette
