#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/random_stream.h"
#include "property/territory_pool.h"

namespace navette::test {

/// From what a scenario is drawn.
struct Draw {
  RandomStream& random;
  const SmallTerritory& territory;

  [[nodiscard]] bool chance(double probability) const { return random.uniform() < probability; }
  /// Both ends included.
  [[nodiscard]] int whole(int low, int high) const {
    return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
  }
  [[nodiscard]] Coordinate on_road() const;
  /// On a road, or up to some 300 m off it.
  [[nodiscard]] Coordinate place() const;
};

/// Draws one value, as TOML.
using Value = std::function<std::string(const Draw&)>;

Value seconds(int low, int high);
Value whole(int low, int high);
Value number(double low, double high);
Value yes_or_no();
Value always(std::string value);
Value one_of(std::vector<std::string> values);
/// Of the texts that the scenario key allows, whatever they are by now.
Value any_choice_of(std::string_view key);
/// A few of the key's names, one at least.
Value some_of(std::string_view key);
/// [{from, until}], one or two, in the hours of the day.
Value hours();
/// [{lon, lat}] so many of them, on the road.
Value places(int low, int high);
/// [{along, from, until}], one to four, for minutes or hours of the day.
Value closures();

/// Quoted.
std::string text(std::string_view words);
/// "lon = 2.1, lat = 43.9"
std::string lon_lat(const Coordinate& place);

}  // namespace navette::test
