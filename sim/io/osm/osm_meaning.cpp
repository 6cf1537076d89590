#include "io/osm/osm_meaning.h"

#include <string>
#include <string_view>
#include <utility>

#include "demand/boundary_level.h"

namespace navette {
namespace {

constexpr std::int32_t kMostInhabitants = 100'000'000;

bool is(const char* value, std::string_view wanted) { return value != nullptr && value == wanted; }

// One of the levels at which people are counted; 0: none.
int read_level(const char* value) {
  for (const int level : kBoundaryLevels) {
    if (is(value, std::to_string(level))) return level;
  }
  return 0;
}

// A platform of which nothing tells that only trains or ferries halt there.
bool is_bus_stop(const TagReader& tag) {
  for (const char* key : {"disused", "abandoned"}) {
    if (is(tag(key), "yes")) return false;
  }
  if (is(tag("highway"), "bus_stop")) return true;
  if (!is(tag("public_transport"), "platform")) return false;
  if (is(tag("bus"), "yes")) return true;
  for (const char* key : {"train", "tram", "light_rail", "subway", "monorail", "funicular", "ferry", "aerialway"}) {
    if (is(tag(key), "yes")) return false;
  }
  return tag("railway") == nullptr;
}

}  // namespace

Meaning read_meaning(const TagReader& tag, MeaningAllowed allowed) {
  Meaning meaning{read_building_tags(tag), nullptr};
  RareMeaning rest;
  rest.facilities = read_facility_tags(tag);
  rest.bus_stop = is_bus_stop(tag);
  const char* name = tag("name");
  if (name != nullptr) {
    rest.name = name;
    const auto kind = allowed.settlement ? read_place_kind(tag("place")) : std::nullopt;
    if (kind) rest.settlement = NamedPlace{name, *kind, {}, read_count(tag("population"), kMostInhabitants)};
    const int level = allowed.commune && is(tag("boundary"), "administrative") ? read_level(tag("admin_level")) : 0;
    if (level > 0) {
      const char* code = tag("ref:INSEE");
      rest.commune =
          Commune{name, code == nullptr ? "" : code, {}, read_count(tag("population"), kMostInhabitants), level};
    }
  }
  if (!rest.facilities.empty() || rest.settlement || rest.commune || rest.bus_stop) {
    meaning.rest = std::make_shared<const RareMeaning>(std::move(rest));
  }
  return meaning;
}

}  // namespace navette
