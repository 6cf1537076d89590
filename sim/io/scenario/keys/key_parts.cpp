#include "io/scenario/keys/key_parts.h"

#include <algorithm>
#include <array>

namespace navette {
namespace {

constexpr KeyPart kName{"name", PartKind::name};
constexpr KeyPart kLon{"lon", PartKind::number, true, "degrees east", -180, 180};
constexpr KeyPart kLat{"lat", PartKind::number, true, "degrees north", -90, 90};
constexpr KeyPart kPickup{"pickup", PartKind::boolean, false, "passengers may board; true if left out"};
constexpr KeyPart kDropoff{"dropoff", PartKind::boolean, false, "passengers may alight; true if left out"};

constexpr std::array kPlaces{kLon, kLat};
constexpr std::array kShifts{
    KeyPart{"start"}, KeyPart{"end"},
    KeyPart{"pauses", PartKind::pauses, false, "at the depot, nobody on board, one after another"}};
constexpr std::array kPauses{KeyPart{.name = "earliest", .meaning = "begins no earlier"},
                             KeyPart{.name = "latest", .meaning = "begins no later"},
                             KeyPart{.name = "duration", .meaning = "from its beginning to its end"}};
constexpr std::array kDestinations{KeyPart{"name", PartKind::text}, KeyPart{"kind", PartKind::facility_kind}, kLon,
                                   kLat,
                                   KeyPart{"size", PartKind::number, false,
                                           "in the units of the map's places of the kind; 1 if left out", 0.001, 1e6}};
constexpr std::array kHours{KeyPart{"from"}, KeyPart{"until"}};
constexpr std::array kBreakdowns{KeyPart{"shuttle", PartKind::text, true, "its shuttle_id"},
                                 KeyPart{.name = "from", .meaning = "in a shift of the shuttle, since day 0"},
                                 KeyPart{.name = "until", .meaning = "repaired, since day 0"}};
constexpr std::array kClosures{
    KeyPart{"along", PartKind::places, true,
            "one place: the road nearest to it, from junction to junction; several: the roads of the fastest way from "
            "one to the next"},
    KeyPart{.name = "from", .meaning = "closed, since day 0"},
    KeyPart{.name = "until", .meaning = "open again, since day 0"},
    KeyPart{"every_day", PartKind::boolean, false, "again at these hours on every day of the run"},
    KeyPart{"one_way", PartKind::boolean, false, "closed only in the direction of the places"},
    KeyPart{"announced", PartKind::time, false, "known from then on, no later than from (the default)"}};
constexpr std::array kStops{kName, kLon, kLat, kPickup, kDropoff};
constexpr std::array kCourses{
    KeyPart{"stops", PartKind::texts, true, "names of stops"},
    KeyPart{"times", PartKind::times, true, "one for each stop"},
    KeyPart{"every", PartKind::time, false, "repeated at this interval; together with until"},
    KeyPart{"until", PartKind::time, false, "repeated up to a first departure at this time"},
    KeyPart{"pickup", PartKind::booleans, false, "of each stop in turn, whether passengers may board"},
    KeyPart{"dropoff", PartKind::booleans, false, "of each stop in turn, whether passengers may alight"}};
constexpr std::array kHubs{
    kName,
    kLon,
    kLat,
    KeyPart{"radius", PartKind::number, false, "[m] an end so close counts as the hub; 400 if left out", 0, 20'000},
    kPickup,
    kDropoff};

}  // namespace

std::span<const KeyPart> parts_of(KeyKind kind) {
  switch (kind) {
    case KeyKind::places:
      return kPlaces;
    case KeyKind::shifts:
      return kShifts;
    case KeyKind::destinations:
      return kDestinations;
    case KeyKind::hours:
      return kHours;
    case KeyKind::breakdowns:
      return kBreakdowns;
    case KeyKind::closures:
      return kClosures;
    case KeyKind::stops:
      return kStops;
    case KeyKind::courses:
      return kCourses;
    case KeyKind::hubs:
      return kHubs;
    default:
      return {};
  }
}

std::span<const KeyPart> pause_parts() { return kPauses; }

const KeyPart& part_named(std::span<const KeyPart> parts, std::string_view name) {
  return *std::find_if(parts.begin(), parts.end(), [name](const KeyPart& part) { return part.name == name; });
}

}  // namespace navette
