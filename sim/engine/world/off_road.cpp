#include "engine/world/off_road.h"

#include <fmt/format.h>

#include "core/key_names.h"

namespace navette {

std::string off_road(const RoadSnapper& snapper, Coordinate place, double reach) {
  const auto nearest = snapper.snap_to_any(place, reach);
  if (!nearest) return fmt::format("lies more than {} m ({}) from any road", reach, key::territory_max_snap_distance);
  const auto code = static_cast<std::size_t>(snapper.graph().boarding(nearest->location.edge));
  return fmt::format(
      "has no road where people may board within {} m ({}); the nearest road, {:.0f} m away, "
      "is {}, where nobody may get in or out",
      reach, key::territory_max_snap_distance, nearest->distance, kBoardingPhrases.at(code));
}

bool only_barred_roads(const RoadSnapper& snapper, Coordinate place, double reach) {
  return !snapper.snap(place, reach) && snapper.snap_to_any(place, reach);
}

}  // namespace navette
