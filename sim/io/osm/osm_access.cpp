#include "io/osm/osm_access.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "io/osm/tag_words.h"

namespace navette {
namespace {

enum class Access : std::uint8_t { untold, open, closed };

// From the most special to the most general class of vehicles. The shuttles of a public service are buses, then other
// public service vehicles, then cars.
constexpr std::array kClasses{"bus", "psv", "motorcar", "motor_vehicle", "vehicle", "access"};
constexpr std::size_t kBusClasses = 2;

std::span<const char* const> classes_of(const RoadRules& rules) {
  return std::span{kClasses}.subspan(rules.public_service ? 0 : kBusClasses);
}

// One value. What is unknown (`access=unknown`, `yes_maybe`) tells nothing, so that the more general key decides.
Access access_of_word(std::string_view word, bool public_service) {
  static constexpr std::array kOpen{
      "yes",         "permissive", "designated", "destination", "public", "official",      "customers", "allowed",
      "discouraged", "limited",    "restricted", "1",           "true",   "motor_vehicle", "motorcar",  "vehicle"};
  static constexpr std::array kForBuses{"bus", "psv", "minibus", "share_taxi"};
  static constexpr std::array kClosed{
      "no",        "private",      "agricultural", "forestry",   "delivery", "emergency", "military",   "permit",
      "residents", "use_sidepath", "dismount",     "0",          "false",    "employees", "school",     "maintenance",
      "service",   "hgv",          "taxi",         "bicycle",    "foot",     "horse",     "pedestrian", "motorcycle",
      "moped",     "tourist_bus",  "coach",        "trolleybus", "tram",     "disabled",  "car_sharing"};
  const auto is_one_of = [&](const auto& words) { return std::find(words.begin(), words.end(), word) != words.end(); };
  if (is_one_of(kForBuses)) return public_service ? Access::open : Access::closed;
  if (is_one_of(kOpen)) return Access::open;
  return is_one_of(kClosed) ? Access::closed : Access::untold;
}

// `agricultural;destination` is open if one of its words is.
Access access_of(const char* value, bool public_service) {
  Access result = Access::untold;
  for_each_word(value, ";", [&](std::string_view word) {
    const Access access = access_of_word(word, public_service);
    if (access == Access::open || result == Access::untold) result = access;
  });
  return result;
}

bool names_buses(const char* value) {
  bool named = false;
  for_each_word(value, ";", [&](std::string_view word) { named = named || word == "bus" || word == "psv"; });
  return named;
}

/// The tags of one way as they count for our shuttles in one direction.
class Direction {
 public:
  /// `suffix`: ":forward", ":backward", or "" for both.
  Direction(const TagReader& tag, const RoadRules& rules, std::string suffix)
      : tag_{tag}, public_{rules.public_service}, classes_{classes_of(rules)}, suffix_{std::move(suffix)} {}

  [[nodiscard]] bool is_open(AccessDefault by_default) const {
    Access access = Access::untold;
    for (const char* key : classes_) {
      // A bus lane says less than what is said of buses, and more than what is said of others.
      if (access == Access::untold && public_ && std::strcmp(key, "motorcar") == 0 && has_bus_lane()) return true;
      if (access == Access::untold) access = told_by(key, by_default);
    }
    return access == Access::untold ? by_default == AccessDefault::open : access == Access::open;
  }

  /// Whether a tag opens this very direction, so that a one-way sign is not meant for our shuttles.
  [[nodiscard]] bool is_opened() const {
    for (const char* key : classes_) {
      if (std::strcmp(key, "access") == 0) break;
      if (public_ && std::strcmp(key, "motorcar") == 0 && has_bus_lane()) return true;
      const Access access = read(key + suffix_);
      if (access != Access::untold) return access == Access::open;
    }
    return false;
  }

 private:
  [[nodiscard]] Access read(const std::string& key) const {
    const char* const value = tag_(key.c_str());
    return value == nullptr ? Access::untold : access_of(value, public_);
  }

  [[nodiscard]] Access told_by(const std::string& key, AccessDefault by_default) const {
    for (const std::string& name : {key + suffix_, key}) {
      const char* const value = tag_(name.c_str());
      if (value == nullptr) continue;
      if (by_default == AccessDefault::closed_unless_named && key == "access" && !names_buses(value)) continue;
      const Access access = access_of(value, public_);
      if (access != Access::untold) return access;
    }
    return Access::untold;
  }

  [[nodiscard]] bool has_bus_lane() const {
    if (suffix_.empty()) return false;
    for (const char* key : {"lanes:bus", "lanes:psv"}) {
      if (is_positive(tag_((key + suffix_).c_str()))) return true;
    }
    for (const char* key : {"bus:lanes", "psv:lanes"}) {
      bool lane = false;
      const char* const value = tag_((key + suffix_).c_str());
      if (value == nullptr) continue;
      for_each_word(value, "|;", [&](std::string_view word) { lane = lane || word == "yes" || word == "designated"; });
      if (lane) return true;
    }
    return false;
  }

  static bool is_positive(const char* value) {
    int count = 0;
    if (value == nullptr) return false;
    std::from_chars(value, value + std::strlen(value), count);
    return count > 0;
  }

  const TagReader& tag_;
  bool public_;
  std::span<const char* const> classes_;
  std::string suffix_;
};

enum class OneWay : std::uint8_t { untold, no, along, against, changing };

OneWay one_way_of(const char* value) {
  if (is_one_of(value, {"no", "false", "0", "alternating"})) return OneWay::no;
  if (is_one_of(value, {"yes", "true", "1"})) return OneWay::along;
  if (is_one_of(value, {"-1", "reverse"})) return OneWay::against;
  return is_one_of(value, {"reversible"}) ? OneWay::changing : OneWay::untold;
}

OneWay one_way(const TagReader& tag, const RoadRules& rules, RoadClass road_class) {
  for (const char* key : classes_of(rules)) {
    const bool general = std::strcmp(key, "access") == 0;
    const OneWay told = one_way_of(tag(general ? "oneway" : (std::string{"oneway:"} + key).c_str()));
    if (told != OneWay::untold) return told;
  }
  const bool motorway = road_class == RoadClass::motorway;
  return motorway || is_one_of(tag("junction"), {"roundabout", "circular"}) ? OneWay::along : OneWay::no;
}

// A lane on which buses come against the traffic of a one-way street.
bool has_lane_against(const TagReader& tag) {
  for (const char* key : {"busway", "busway:left", "busway:right", "busway:both"}) {
    if (is_one_of(tag(key), {"opposite_lane", "opposite", "opposite_track"})) return true;
  }
  return false;
}

}  // namespace

OpenDirections read_directions(const TagReader& tag, const RoadRules& rules, RoadClass road_class,
                               AccessDefault by_default) {
  const Direction forward{tag, rules, ":forward"};
  const Direction backward{tag, rules, ":backward"};
  const OneWay sign = one_way(tag, rules, road_class);
  const bool lane_against = rules.public_service && has_lane_against(tag);
  OpenDirections open;
  open.changing = sign == OneWay::changing;
  open.forward = forward.is_open(by_default);
  open.backward = backward.is_open(by_default);
  if (sign == OneWay::along) open.backward = open.backward && (lane_against || backward.is_opened());
  if (sign == OneWay::against) open.forward = open.forward && (lane_against || forward.is_opened());
  return open;
}

bool is_open(const TagReader& tag, const RoadRules& rules, AccessDefault by_default) {
  return Direction{tag, rules, ""}.is_open(by_default);
}

bool is_open_to_buses(const TagReader& tag, const RoadRules& rules) {
  if (!rules.public_service) return false;
  for (const char* key : {"bus", "psv"}) {
    const char* const value = tag(key);
    const Access access = value == nullptr ? Access::untold : access_of(value, true);
    if (access != Access::untold) return access == Access::open;
  }
  return false;
}

}  // namespace navette
