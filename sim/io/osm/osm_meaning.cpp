#include "io/osm/osm_meaning.h"

#include <string_view>
#include <utility>

namespace navette {
namespace {

constexpr std::int32_t kMostInhabitants = 100'000'000;
constexpr const char* kCommuneLevel = "8";  // of `admin_level`: French communes, German Gemeinden, British districts

bool is(const char* value, std::string_view wanted) { return value != nullptr && value == wanted; }

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
    if (allowed.commune && is(tag("boundary"), "administrative") && is(tag("admin_level"), kCommuneLevel)) {
      const char* code = tag("ref:INSEE");
      rest.commune = Commune{name, code == nullptr ? "" : code, {}, read_count(tag("population"), kMostInhabitants)};
    }
  }
  if (!rest.facilities.empty() || rest.settlement || rest.commune || rest.bus_stop) {
    meaning.rest = std::make_shared<const RareMeaning>(std::move(rest));
  }
  return meaning;
}

}  // namespace navette
