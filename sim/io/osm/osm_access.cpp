#include "io/osm/osm_access.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

namespace navette {
namespace {

enum class Access : std::uint8_t { untold, open, closed };

// One value. What is unknown (`access=unknown`, `yes_maybe`) tells nothing, so that the more general key decides.
Access access_of_word(std::string_view word) {
  static constexpr std::array kOpen{"yes",      "permissive", "designated", "destination", "public",
                                    "official", "customers",  "allowed",    "discouraged", "limited",
                                    "bus",      "psv",        "restricted", "1",           "true"};
  static constexpr std::array kClosed{"no",       "private",   "agricultural", "forestry",     "delivery", "emergency",
                                      "military", "permit",    "residents",    "use_sidepath", "dismount", "0",
                                      "false",    "employees", "school",       "maintenance",  "service",  "hgv"};
  if (std::find(kOpen.begin(), kOpen.end(), word) != kOpen.end()) return Access::open;
  if (std::find(kClosed.begin(), kClosed.end(), word) != kClosed.end()) return Access::closed;
  return Access::untold;
}

// `agricultural;destination` is open if one of its words is.
Access access_of(const char* value) {
  Access result = Access::untold;
  for (std::string_view rest = value; !rest.empty();) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
    const Access access = access_of_word(word);
    if (access == Access::open) return Access::open;
    if (access == Access::closed) result = Access::closed;
  }
  return result;
}

// The first of the keys, from the most to the least specific, that says something.
Access first_told(const TagReader& tag, std::initializer_list<const char*> keys, const char* suffix) {
  for (const char* key : keys) {
    const char* const value = *suffix == '\0' ? tag(key) : tag((std::string{key} + suffix).c_str());
    if (value == nullptr) continue;
    const Access access = access_of(value);
    if (access != Access::untold) return access;
  }
  return Access::untold;
}

bool is_one_of(const char* value, std::initializer_list<std::string_view> words) {
  return value != nullptr && std::find(words.begin(), words.end(), std::string_view{value}) != words.end();
}

}  // namespace

bool is_open(const TagReader& tag, const RoadRules& rules, bool by_default, const char* suffix) {
  if (rules.public_service && first_told(tag, {"bus", "psv"}, suffix) == Access::open) return true;
  const Access access = first_told(tag, {"motorcar", "motor_vehicle", "vehicle", "access"}, suffix);
  return access == Access::untold ? by_default : access == Access::open;
}

bool is_opened_expressly(const TagReader& tag, const RoadRules& rules) {
  if (rules.public_service && first_told(tag, {"bus", "psv"}, "") == Access::open) return true;
  return first_told(tag, {"motorcar", "motor_vehicle", "vehicle"}, "") == Access::open;
}

OpenDirections read_directions(const TagReader& tag, const RoadRules& rules, RoadClass road_class) {
  OpenDirections open;
  const char* oneway = tag("oneway");
  // A more specific key speaks for cars.
  for (const char* key : {"oneway:vehicle", "oneway:motor_vehicle", "oneway:motorcar"}) {
    if (const char* const specific = tag(key)) oneway = specific;
  }
  const bool says_both = is_one_of(oneway, {"no", "false", "0", "alternating"});
  const bool is_implied = road_class == RoadClass::motorway || is_one_of(tag("junction"), {"roundabout", "circular"});
  open.changing = is_one_of(oneway, {"reversible"});
  if (is_one_of(oneway, {"-1", "reverse"})) {
    open.forward = false;
  } else if (is_one_of(oneway, {"yes", "true", "1"}) || (is_implied && !says_both && !open.changing)) {
    open.backward = false;
  }
  if (!is_open(tag, rules, true, ":forward")) open.forward = false;
  if (!is_open(tag, rules, true, ":backward")) open.backward = false;
  if (!rules.public_service) return open;
  for (const char* key : {"oneway:psv", "oneway:bus"}) {
    if (is_one_of(tag(key), {"no", "false", "0"})) open = {};
  }
  for (const char* key : {"busway", "busway:left", "busway:right"}) {
    if (is_one_of(tag(key), {"opposite_lane", "opposite"})) open = {};
  }
  for (const char* key : {"psv", "bus"}) {
    if (is_one_of(tag((std::string{key} + ":forward").c_str()), {"yes", "designated"})) open.forward = true;
    if (is_one_of(tag((std::string{key} + ":backward").c_str()), {"yes", "designated"})) open.backward = true;
  }
  return open;
}

}  // namespace navette
