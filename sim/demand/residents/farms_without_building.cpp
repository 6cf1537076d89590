#include "demand/residents/farms_without_building.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "demand/residents/dwellings.h"

namespace navette {
namespace {

constexpr double kNear = 100;  // [m]
// A degree of latitude is 111 km, so 100 m are less than a row; columns are searched as far as latitude asks.
constexpr std::int32_t kRow = 10'000;  // [1e-7 degrees] about 111 m

// Buildings with a dwelling, by row of latitude, then longitude.
class DwellingRows {
 public:
  explicit DwellingRows(const std::vector<Building>& buildings) {
    for (const Building& building : buildings) {
      if (dwellings_of(building) > 0) places_.push_back(building.place);
    }
    std::sort(places_.begin(), places_.end(), before);
  }

  [[nodiscard]] bool any_near(Coordinate place) const {
    const double metres_per_unit = distance(place, {place.lon + kRow, place.lat}) / kRow;
    const auto reach = static_cast<std::int32_t>(std::min(kNear / std::max(metres_per_unit, 1e-5), 1e7)) + 1;
    for (int row = -1; row <= 1; ++row) {
      const Coordinate from{place.lon - reach, place.lat + row * kRow};
      for (auto at = std::lower_bound(places_.begin(), places_.end(), from, before);
           at != places_.end() && at->lat / kRow == from.lat / kRow && at->lon <= place.lon + reach; ++at) {
        if (distance(*at, place) <= kNear) return true;
      }
    }
    return false;
  }

 private:
  static bool before(Coordinate a, Coordinate b) {
    const std::int32_t row_a = a.lat / kRow;
    const std::int32_t row_b = b.lat / kRow;
    return row_a != row_b ? row_a < row_b : a.lon < b.lon;
  }
  std::vector<Coordinate> places_;
};

}  // namespace

std::vector<Coordinate> farms_without_building(const MapData& map) {
  const DwellingRows dwellings{map.buildings};
  std::vector<Coordinate> farms;
  for (const NamedPlace& place : map.places) {
    if (place.kind == PlaceKind::isolated && !dwellings.any_near(place.place)) farms.push_back(place.place);
  }
  return farms;
}

}  // namespace navette
