#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "demand/census.h"
#include "demand/map_data.h"

namespace navette::test {

/// A point east and north of 2 E 44 N. [m]
inline Coordinate at(double east, double north) {
  constexpr double kMetresPerDegree = 111'195;
  return Coordinate::from_degrees(2.0 + east / (kMetresPerDegree * 0.7193398), 44.0 + north / kMetresPerDegree);
}

inline Ring rectangle(double west, double south, double east, double north) {
  return {at(west, south), at(east, south), at(east, north), at(west, north)};
}

/// `count` houses in rows within a rectangle.
inline void add_houses(MapData& map, int count, double west, double south, double east, double north) {
  const int columns = static_cast<int>(std::ceil(std::sqrt(double(count))));
  for (int k = 0; k < count; ++k) {
    const double x = (k % columns + 0.5) / columns;
    const int row = k / columns;
    const double y = (row + 0.5) / columns;
    Building house;
    house.place = at(west + (east - west) * x, south + (north - south) * y);
    house.footprint = 100;
    house.use = BuildingUse::house;
    map.buildings.push_back(house);
  }
}

inline CensusTotal total(const std::string& name, std::int32_t population, std::string code = "") {
  return {name, std::move(code), population, false, "census.csv:" + name};
}

inline CensusTotal whole(const std::string& name, std::int32_t population) {
  return {name, "", population, true, "census.csv:" + name};
}

/// Square communes of 2 km, side by side from west to east: "C0", "C1", ... with codes "100", "101", ...
inline Commune square_commune(int number) {
  Commune commune;
  commune.name = "C" + std::to_string(number);
  commune.code = std::to_string(100 + number);
  commune.area = {Polygon{rectangle(2'000 * number, 0, 2'000 * number + 2'000, 2'000)}};
  return commune;
}

/// Communes with so many houses each, known by the user's polygons and totals.
struct SquareCommunes {
  MapData map;
  Census census;
};
inline SquareCommunes square_communes(const std::vector<int>& inhabitants, int houses = 100) {
  SquareCommunes squares;
  for (int c = 0; c < int(inhabitants.size()); ++c) {
    add_houses(squares.map, houses, 2'000 * c, 0, 2'000 * c + 2'000, 2'000);
    squares.census.polygons.push_back(square_commune(c));
    squares.census.totals.push_back(total("C" + std::to_string(c), inhabitants[std::size_t(c)]));
  }
  return squares;
}

}  // namespace navette::test
