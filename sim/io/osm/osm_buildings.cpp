#include "io/osm/osm_buildings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace navette {
namespace {

using std::string_view;

// [m2] of footprint; a larger dwelling of no particular kind holds flats, a larger terrace is a row of houses.
constexpr float kLargestResidence = 250;
constexpr float kLargestTerracedHouse = 120;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <std::size_t n>
bool is_one_of(string_view word, const std::array<string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What stands on the same outline as a plain building and means that nobody lives in it.
bool is_in_other_use(const TagReader& tag) {
  static constexpr std::array<const char*, 12> kKeys{"amenity", "leisure",    "tourism",    "man_made",
                                                     "power",   "railway",    "aeroway",    "military",
                                                     "office",  "healthcare", "industrial", "public_transport"};
  // People live above their restaurant, and in the house they let rooms of.
  static constexpr std::array<string_view, 8> kLivedIn{"restaurant", "cafe",        "pub",       "bar",
                                                       "fast_food",  "guest_house", "apartment", "no"};
  for (const char* key : kKeys) {
    const char* value = tag(key);
    if (value != nullptr && !is_one_of(value, kLivedIn)) return true;
  }
  const char* shop = tag("shop");
  return shop != nullptr && (string_view{shop} == "supermarket" || string_view{shop} == "mall");
}

bool is_gone(const TagReader& tag) {
  static constexpr std::array<const char*, 4> kKeys{"ruins", "abandoned", "demolished", "disused"};
  return std::any_of(kKeys.begin(), kKeys.end(), [&tag](const char* key) {
    const char* value = tag(key);
    return value != nullptr && string_view{value} != "no";
  });
}

}  // namespace

std::int32_t read_count(const char* text, std::int32_t most) {
  if (text == nullptr) return -1;
  std::string digits;
  string_view rest{text};
  while (!rest.empty() && is_digit(rest[0])) {
    digits += rest[0];
    rest.remove_prefix(1);
    // A separator of thousands is followed by three digits.
    if (rest.size() >= 4 && (rest[0] == ',' || rest[0] == ' ') && is_digit(rest[1]) && is_digit(rest[2]) &&
        is_digit(rest[3])) {
      rest.remove_prefix(1);
    }
  }
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && value <= most ? value : -1;
}

std::optional<BuildingTags> read_building_tags(const TagReader& tag) {
  static constexpr std::array<string_view, 11> kHouses{
      "house",   "detached",       "semidetached_house", "semi",  "bungalow", "chalet",
      "cottage", "static_caravan", "houseboat",          "cabin", "villa"};
  const char* value = tag("building");
  if (value == nullptr || string_view{value} == "no") return {};
  const string_view kind{value};
  BuildingTags tags;
  Building& building = tags.building;
  building.use = BuildingUse::not_a_dwelling;
  building.dwellings = static_cast<std::int16_t>(read_count(tag("building:flats"), 30'000));
  building.levels = static_cast<std::int16_t>(read_count(tag("building:levels"), 200));
  if (is_gone(tag)) return tags;
  if (kind == "yes" && !is_in_other_use(tag)) building.use = BuildingUse::unspecified;
  if (kind == "farm" || kind == "farmhouse") building.use = BuildingUse::farmhouse;
  if (is_one_of(kind, kHouses)) building.use = BuildingUse::house;
  if (kind == "apartments" || kind == "dormitory") building.use = BuildingUse::apartments;
  if (kind == "residential" || kind == "terrace") {
    building.use = BuildingUse::apartments;
    tags.largest_house = kind == "terrace" ? kLargestTerracedHouse : kLargestResidence;
  }
  // Flats above a shop or a school: somebody counted them.
  if (building.dwellings > 0 && building.use == BuildingUse::not_a_dwelling) building.use = BuildingUse::apartments;
  return tags;
}

std::optional<PlaceKind> read_place_kind(const char* place) {
  static constexpr std::array<std::pair<string_view, PlaceKind>, 8> kKinds{{{"city", PlaceKind::city},
                                                                            {"town", PlaceKind::town},
                                                                            {"suburb", PlaceKind::suburb},
                                                                            {"quarter", PlaceKind::suburb},
                                                                            {"village", PlaceKind::village},
                                                                            {"hamlet", PlaceKind::hamlet},
                                                                            {"isolated_dwelling", PlaceKind::isolated},
                                                                            {"farm", PlaceKind::isolated}}};
  if (place == nullptr) return {};
  for (const auto& [name, kind] : kKinds) {
    if (name == place) return kind;
  }
  return {};
}

}  // namespace navette
