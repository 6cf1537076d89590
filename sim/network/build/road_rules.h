#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "network/build/road_class.h"

namespace navette {

/// Legal speed limits of one country where no sign says otherwise. [km/h; 0: no general limit]
struct CountryLimits {
  std::string_view country;  // ISO 3166-1 alpha-2, with a region where limits differ (BE-VLG)
  double motorway;
  double trunk;  // rural road with separated carriageways
  double rural;  // single carriageway outside built-up areas
  double urban;
  double living_street;  // walking pace where the law says so
};

/// The limits of a country or region; those of the country if only the region is unknown; nothing if both are.
std::optional<CountryLimits> limits_of(std::string_view country);

/// How a map becomes a road network: which roads are driven and how fast. Everything here may be set in a scenario.
/// Values and their sources: docs/network.md.
struct RoadRules {
  /// ISO 3166-1 alpha-2, e.g. "FR"; its legal limits cap the default speeds. Empty: no cap.
  std::string country;

  /// Speed where the map gives no limit. [km/h]
  PerRoadClass<double> default_kmh{{100, 60, 80, 55, 65, 50, 60, 45, 50, 35, 40, 30, 10, 15, 15, 6, 40, 20, 12}};
  /// Share of the limit written on the map that is really driven (bends, crossings, traffic): an assumption. (0, 1]
  double limit_share = 1.0;

  bool service_roads = false;  // `highway=service`: farm accesses, car parks' main lanes; never parking aisles
  int worst_track_grade = 0;   // `highway=track` up to this `tracktype` grade, 0 (none) to 5 (all)
  bool ferries = false;        // `route=ferry` that takes motor vehicles
  bool public_service = true;  // the shuttles may use what is open to buses (`psv`, `bus`)

  /// Speeds that a bad surface does not let one exceed. [km/h]
  double compacted_kmh = 50;  // compacted, fine gravel
  double gravel_kmh = 40;     // gravel, unpaved
  double cobbled_kmh = 30;    // sett, cobblestone
  double earth_kmh = 20;      // ground, dirt, earth, grass
  double soft_kmh = 10;       // sand, mud
  double bad_kmh = 40;        // smoothness=bad
  double very_bad_kmh = 20;   // smoothness=very_bad
  double horrible_kmh = 10;   // smoothness=horrible and worse

  /// The default speed of a class under the country's limits. [km/h]
  [[nodiscard]] double speed(RoadClass road_class) const;
};

}  // namespace navette
