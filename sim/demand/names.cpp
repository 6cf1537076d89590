#include "demand/population.h"
#include "demand/travel/demand_parameters.h"

namespace navette {

std::string_view to_string(AgeBand band) {
  static constexpr std::array<std::string_view, kAgeBands> kNames{"0-5",   "6-10",  "11-17", "18-24",
                                                                  "25-39", "40-64", "65-74", "75+"};
  return kNames[static_cast<std::size_t>(band)];
}

std::string_view to_string(CarAccess access) {
  static constexpr std::array<std::string_view, kCarAccess> kNames{"none", "passenger", "shared", "own"};
  return kNames[static_cast<std::size_t>(access)];
}

std::string_view to_string(ActivityPurpose purpose) {
  static constexpr std::array<std::string_view, kActivityPurposes> kNames{
      "work", "school", "shopping", "health", "administration", "leisure", "market", "station"};
  return kNames[static_cast<std::size_t>(purpose)];
}

}  // namespace navette
