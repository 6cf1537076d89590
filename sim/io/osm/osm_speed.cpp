#include "io/osm/osm_speed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>

#include "io/osm/tag_words.h"
#include "network/build/possible_values.h"

namespace navette {
namespace {

constexpr double kMile = 1.609344;       // [km]
constexpr double kNauticalMile = 1.852;  // [km]
constexpr double kWalk = 7;              // [km/h] what courts take walking pace for

struct Number {
  double value;
  std::string_view rest;
};

std::optional<Number> leading_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || !std::isfinite(value) || value < 0) return std::nullopt;
  return Number{value, trimmed(text.substr(static_cast<std::size_t>(end - text.data())))};
}

// `DE:zone:30`, `DE:zone30`, `FR:30`, `GB:zone20`: the number in the country's unit.
std::optional<double> zone_speed(std::string_view country, std::string_view zone) {
  if (zone.substr(0, 4) == "zone") zone.remove_prefix(4);
  if (!zone.empty() && zone.front() == ':') zone.remove_prefix(1);
  const auto number = leading_number(zone);
  if (!number || !number->rest.empty()) return std::nullopt;
  const bool miles = country.substr(0, 2) == "GB" || country.substr(0, 2) == "IM";
  return number->value * (miles ? kMile : 1);
}

std::optional<double> context_speed(std::string_view country, std::string_view context) {
  const auto limits = limits_of(country);
  const auto limit = [&](double CountryLimits::*member) -> std::optional<double> {
    if (!limits || !((*limits).*member > 0)) return std::nullopt;
    return (*limits).*member;
  };
  if (context == "rural" || context == "nsl_single") return limit(&CountryLimits::rural);
  if (context == "urban" || context == "nsl_restricted") return limit(&CountryLimits::urban);
  if (context == "trunk" || context == "expressway" || context == "nsl_dual") return limit(&CountryLimits::trunk);
  if (context == "motorway") return limit(&CountryLimits::motorway);
  if (context == "living_street") return limit(&CountryLimits::living_street);
  if (context == "bicycle_road" && country == "DE") return 30;
  if (context == "walk") return kWalk;
  return zone_speed(country, context);
}

// Of a country without such limits, or of none: the word is good, but its number is not known.
bool is_context(std::string_view word) {
  static constexpr std::array kWords{"rural",      "nsl_single", "urban",    "nsl_restricted", "trunk",
                                     "expressway", "nsl_dual",   "motorway", "living_street",  "bicycle_road"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool is_possible(double kmh) { return kmh >= kSlowestLimit && kmh <= kFastestRoad; }

// A number and its unit; nothing if that is not what it is.
std::optional<double> numbered_speed(std::string_view value) {
  const auto number = leading_number(value);
  if (!number) return std::nullopt;
  const std::string_view unit = number->rest;
  if (unit == "mph") return number->value * kMile;
  if (unit == "knots" || unit == "kn" || unit == "knot") return number->value * kNauticalMile;
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph") return number->value;
  return std::nullopt;
}

// Words of `maxspeed` that tell of a limit without its number.
bool tells_no_number(std::string_view word) {
  static constexpr std::array kWords{"",        "none",     "no",       "signals", "variable", "default",
                                     "unknown", "unposted", "implicit", "sign",    "walk",     "national"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

SpeedLimit limit_of(std::optional<double> kmh) {
  if (kmh && is_possible(*kmh)) return {kmh, false};
  return {std::nullopt, kmh.has_value()};
}

SpeedLimit read_one(std::string_view value, std::string_view country, LimitKey key) {
  constexpr std::string_view kOfNumbers = "0123456789.,+-";
  if (!value.empty() && kOfNumbers.find(value.front()) != std::string_view::npos) {
    if (key == LimitKey::hint) return {};
    const auto kmh = numbered_speed(value);
    return kmh ? limit_of(kmh) : SpeedLimit{std::nullopt, key == LimitKey::limit};
  }
  if (value == "walk") return {kWalk, false};
  const auto colon = value.find(':');
  const bool in_country = colon != std::string_view::npos && value.substr(0, colon) != "zone";
  const auto kmh =
      in_country ? context_speed(value.substr(0, colon), value.substr(colon + 1)) : context_speed(country, value);
  if (kmh || in_country || key != LimitKey::limit) return limit_of(kmh);
  return {std::nullopt, !tells_no_number(value) && !is_context(value)};
}

// The first of the keys whose value is a possible limit.
std::optional<double> limit_in(const TagReader& tag, std::initializer_list<std::pair<const char*, LimitKey>> keys,
                               const RoadRules& rules, bool& impossible) {
  for (const auto& [key, kind] : keys) {
    const char* const value = tag(key);
    if (value == nullptr) continue;
    const SpeedLimit limit = read_speed_limit(value, rules.country, kind);
    impossible = impossible || limit.impossible;
    if (limit.kmh) return limit.kmh;
  }
  return std::nullopt;
}

double surface_cap(const TagReader& tag, const RoadRules& rules) {
  double cap = kFastestRoad;
  const auto lower = [&](double kmh) { cap = std::min(cap, kmh); };
  const char* const surface = tag("surface");
  if (is_one_of(surface, {"compacted", "fine_gravel", "paving_stones:lanes", "concrete:lanes", "grass_paver"})) {
    lower(rules.compacted_kmh);
  } else if (is_one_of(surface, {"gravel", "unpaved", "pebblestone", "rock", "stone"})) {
    lower(rules.gravel_kmh);
  } else if (is_one_of(surface, {"sett", "cobblestone", "unhewn_cobblestone", "cobblestone:flattened", "wood"})) {
    lower(rules.cobbled_kmh);
  } else if (is_one_of(surface, {"ground", "dirt", "earth", "grass", "clay", "woodchips"})) {
    lower(rules.earth_kmh);
  } else if (is_one_of(surface, {"sand", "mud", "snow", "ice"})) {
    lower(rules.soft_kmh);
  }
  const char* const track = tag("tracktype");
  if (is_one_of(track, {"grade2"})) lower(rules.compacted_kmh);
  if (is_one_of(track, {"grade3"})) lower(rules.gravel_kmh);
  if (is_one_of(track, {"grade4"})) lower(rules.earth_kmh);
  if (is_one_of(track, {"grade5"})) lower(rules.soft_kmh);
  const char* const smoothness = tag("smoothness");
  if (is_one_of(smoothness, {"bad"})) lower(rules.bad_kmh);
  if (is_one_of(smoothness, {"very_bad"})) lower(rules.very_bad_kmh);
  if (is_one_of(smoothness, {"horrible", "very_horrible"})) lower(rules.horrible_kmh);
  return cap;
}

}  // namespace

SpeedLimit read_speed_limit(std::string_view value, std::string_view country, LimitKey key) {
  SpeedLimit smallest;
  for_each_word(value, ";|", [&](std::string_view word) {
    const SpeedLimit one = read_one(word, country, key);
    smallest.impossible = smallest.impossible || one.impossible;
    if (one.kmh && (!smallest.kmh || *one.kmh < *smallest.kmh)) smallest.kmh = one.kmh;
  });
  // Of several values with one that cannot be, the others are not believed either.
  if (smallest.impossible) smallest.kmh.reset();
  return smallest;
}

void read_speeds(const TagReader& tag, const RoadRules& rules, RoadTags& road) {
  if (road.road_class == RoadClass::ferry) {
    road.kmh_forward = road.kmh_backward = rules.speed(road.road_class);
    return;
  }
  const double cap = surface_cap(tag, rules);
  // Hints that name a zone without a number come last.
  const auto both = limit_in(tag,
                             {{"maxspeed", LimitKey::limit},
                              {"zone:maxspeed", LimitKey::zone},
                              {"maxspeed:type", LimitKey::hint},
                              {"source:maxspeed", LimitKey::hint},
                              {"zone:traffic", LimitKey::hint}},
                             rules, road.impossible_limit);
  const auto speed = [&](const char* key) {
    auto limit = limit_in(tag, {{key, LimitKey::limit}}, rules, road.impossible_limit);
    if (!limit) limit = both;
    const double kmh = limit ? *limit * rules.limit_share : rules.speed(road.road_class);
    return std::max(kSlowestLimit, std::min(kmh, cap));
  };
  road.kmh_forward = speed("maxspeed:forward");
  road.kmh_backward = speed("maxspeed:backward");
}

bool is_impassable(const TagReader& tag) {
  return is_one_of(tag("smoothness"), {"impassable"}) || is_one_of(tag("impassable"), {"yes"}) ||
         is_one_of(tag("status"), {"impassable"});
}

std::optional<double> read_duration(std::string_view value) {
  value = trimmed(value);
  double seconds = 0;
  if (value.substr(0, 1) == "P") {
    // ISO 8601: days before the T, hours, minutes and seconds after it.
    value.remove_prefix(1);
    bool time_part = false;
    while (!value.empty()) {
      if (value.front() == 'T') {
        time_part = true;
        value.remove_prefix(1);
        continue;
      }
      const auto number = leading_number(value);
      if (!number || number->rest.empty()) return std::nullopt;
      const char unit = number->rest.front();
      if (unit != 'D' && unit != 'H' && unit != 'M' && unit != 'S') return std::nullopt;
      if (time_part == (unit == 'D')) return std::nullopt;
      seconds += number->value * (unit == 'D' ? 86'400 : unit == 'H' ? 3'600 : unit == 'M' ? 60 : 1);
      value = number->rest.substr(1);
    }
  } else {
    // MM, HH:MM or HH:MM:SS
    std::array<double, 3> parts{};
    std::size_t count = 0;
    for (;;) {
      const auto number = leading_number(value);
      if (!number || count == parts.size()) return std::nullopt;
      parts.at(count++) = number->value;
      if (number->rest.empty()) break;
      if (number->rest.front() != ':') return std::nullopt;
      value = number->rest.substr(1);
    }
    seconds = count == 1 ? parts[0] * 60 : parts[0] * 3'600 + parts[1] * 60 + parts[2];
  }
  if (!(seconds >= kShortestCrossing && seconds <= kLongestCrossing)) return std::nullopt;
  return seconds;
}

}  // namespace navette
