#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/errors.h"
#include "engine/scenario.h"
#include "io/scenario/shift_times.h"

namespace navette {

/// [fleet] as it is written; of a service, over what [fleet] says.
struct FleetDescription {
  std::optional<int> size;
  int seats = 8;
  int wheelchairs = 0;
  std::vector<Coordinate> depots;
  std::vector<WorkingDay> shifts{{{Milliseconds{23'400'000}, Milliseconds{72'000'000}}}};
  Milliseconds max_spread = kNever;
  Milliseconds max_continuous_driving = kNever;
  std::filesystem::path list;
};

/// Gives the service its shuttles, from a list or from the rule: they take the depots in turn and the shifts in turn;
/// what is left out is for the map to say. `alone`: of the only service. Adds to `errors` what no driver may work.
void make_fleet(const FleetDescription& fleet, bool alone, const std::string& where, GivenService& service,
                InputErrors& errors);
/// Adds to `errors` every shuttle that two services name.
void check_shuttle_names(const std::vector<GivenService>& services, const std::string& where, InputErrors& errors);

}  // namespace navette
