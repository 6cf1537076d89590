#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace navette {

/// What kind of road a way is: the drivable values of OpenStreetMap's `highway` key, and ferries.
enum class RoadClass : std::uint8_t {
  motorway,
  motorway_link,
  trunk,
  trunk_link,
  primary,
  primary_link,
  secondary,
  secondary_link,
  tertiary,
  tertiary_link,
  unclassified,
  residential,
  living_street,
  service,
  track,
  pedestrian,  // only where a sign lets buses or cars in
  busway,
  road,  // of a kind the mapper did not know
  ferry,
};

inline constexpr std::size_t kRoadClasses = 19;

/// The class's name as in OpenStreetMap.
inline constexpr std::array<std::string_view, kRoadClasses> kRoadClassNames{
    "motorway",       "motorway_link", "trunk",         "trunk_link",   "primary",     "primary_link",  "secondary",
    "secondary_link", "tertiary",      "tertiary_link", "unclassified", "residential", "living_street", "service",
    "track",          "pedestrian",    "busway",        "road",         "ferry"};

/// One number per road class.
template <class T>
class PerRoadClass {
 public:
  PerRoadClass() = default;
  explicit PerRoadClass(std::array<T, kRoadClasses> values) : values_{values} {}

  T& operator[](RoadClass road_class) { return values_.at(static_cast<std::size_t>(road_class)); }
  const T& operator[](RoadClass road_class) const { return values_.at(static_cast<std::size_t>(road_class)); }

 private:
  std::array<T, kRoadClasses> values_{};
};

}  // namespace navette
