#include "io/scenario/keys/territory_keys.h"

#include <fmt/format.h>

#include "core/key_names.h"
#include "io/scenario/shown_text.h"
#include "network/build/possible_values.h"
#include "network/build/road_class.h"

namespace navette {
namespace {

using Territory = decltype(Scenario::territory);
using Row = KeyRow<Territory>;

constexpr std::string_view kRoadsMissing =
    "name an OpenStreetMap extract (.osm.pbf, .osm.gz, .osm.bz2, .osm), here or by --set territory.roads=FILE";

constexpr Allowed kilometres_an_hour() { return from_to(kSlowestLimit, kFastestRoad, "km/h"); }

// What the map reader takes, and what is kept of it: only what is given, over the default of the class.
Row speed_of(std::size_t road_class) {
  const std::string_view name = kRoadClassNames[road_class];
  return Row::by_hand("territory.speeds." + std::string{name}, KeyKind::number, kilometres_an_hour(),
                      fmt::format("`{}={}`", name == "ferry" ? "route" : "highway", name),
                      [road_class, name](ScenarioValues& values, const std::string& path, Territory& territory) {
                        std::optional<double> speed;
                        values.read(path, speed);
                        if (!speed) return;
                        territory.speeds.emplace_back(name, *speed);
                        territory.rules.default_kmh[static_cast<RoadClass>(road_class)] = *speed;
                      })
      .left_out("[by class and country](network.md)");
}

// Not in the scenario that is kept, unless given.
Row surface_speed(const char* path, double RoadRules::*member, const char* meaning) {
  return Row{path, of(&Territory::rules, member), kilometres_an_hour(), meaning}.left_out(
      short_number(RoadRules{}.*member));
}

KeyRows<Territory> rows_of_territory() {
  KeyRows<Territory> rows{
      Row{"territory.name", &Territory::name, "what people call it; for maps and reports"},
      Row{key::territory_roads, &Territory::roads,
          "an OpenStreetMap extract: `.osm.pbf`, `.osm.gz`, `.osm.bz2` or `.osm`"}
          .left_out("required")
          .required(kRoadsMissing),
      Row::apart(key::territory_area, KeyKind::path,
                 "GeoJSON [polygons](#polygons) of the area served; residents beyond it and `demand.buffer` are left "
                 "out. Without it, all of the map counts"),
      Row{key::territory_country, &Territory::country,
          "whose legal speed limits hold where no sign is mapped (ISO 3166-1)"}
          .restricted("[known countries](network.md), or `\"\"`"),
      Row{key::territory_max_snap_distance, &Territory::max_snap_distance, from_to(1, 50'000, "m"),
          "a request with an end farther from any road is refused, `too_far_from_road`, one with only [roads where "
          "nobody boards](network.md#where-people-board) so near, `no_boarding_in_reach`; a depot, stop or hub so "
          "placed is an error. Assumption"},
      Row{"territory.limit_share", of(&Territory::rules, &RoadRules::limit_share), from_to(0.1, 1),
          "share of a mapped speed limit that is really driven (bends, crossings, traffic). Assumption"},
      Row{"territory.service_roads", of(&Territory::rules, &RoadRules::service_roads),
          "drive `highway=service`: farm accesses and the like"},
      Row{"territory.worst_track_grade", of(&Territory::rules, &RoadRules::worst_track_grade), from_to(0, 5),
          "drive `highway=track` up to this `tracktype` grade; 0: none"},
      Row{"territory.ferries", of(&Territory::rules, &RoadRules::ferries), "use ferries that take motor vehicles"},
      Row{"territory.public_service", of(&Territory::rules, &RoadRules::public_service),
          "the shuttles may use what is open to buses"},
  };
  for (std::size_t i = 0; i < kRoadClasses; ++i) rows.push_back(speed_of(i));
  const KeyRows<Territory> surfaces{
      surface_speed("territory.surface_speeds.compacted", &RoadRules::compacted_kmh, "compacted, fine gravel"),
      surface_speed("territory.surface_speeds.gravel", &RoadRules::gravel_kmh, "gravel, unpaved"),
      surface_speed("territory.surface_speeds.cobbled", &RoadRules::cobbled_kmh, "sett, cobblestone"),
      surface_speed("territory.surface_speeds.earth", &RoadRules::earth_kmh, "ground, dirt, earth, grass"),
      surface_speed("territory.surface_speeds.soft", &RoadRules::soft_kmh, "sand, mud"),
      surface_speed("territory.surface_speeds.bad", &RoadRules::bad_kmh, "`smoothness=bad`"),
      surface_speed("territory.surface_speeds.very_bad", &RoadRules::very_bad_kmh, "`smoothness=very_bad`"),
      surface_speed("territory.surface_speeds.horrible", &RoadRules::horrible_kmh, "`smoothness=horrible` and worse"),
  };
  rows.insert(rows.end(), surfaces.begin(), surfaces.end());
  return rows;
}

}  // namespace

const KeyRows<Territory>& territory_rows() {
  static const KeyRows<Territory> kRows = rows_of_territory();
  return kRows;
}

void read_territory(ScenarioValues& values, Scenario& scenario, InputErrors& errors) {
  auto& territory = scenario.territory;
  read_rows(territory_rows(), values, territory);
  territory.rules.country = territory.country;
  if (const auto* country = values.find(key::territory_country);
      !territory.country.empty() && !limits_of(territory.country)) {
    errors.add(
        fmt::format("{}: {} must be the two letters of a country whose speed limits are known "
                    "(\"FR\", \"GB\", \"DE\"; docs/network.md), or empty for no limits, found {}",
                    country->where, key::territory_country, shown_text(territory.country)));
  }
}

}  // namespace navette
