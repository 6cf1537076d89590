#pragma once

#include <vector>

#include "demand/map_data.h"
#include "engine/world/given_service.h"
#include "network/road_snapper.h"

namespace navette {

/// One stop for the poles that a passenger takes for one: those of one name within 150 m, those of any names within
/// 50 m, as on both sides of a road.
///
/// From west to east, each pole joins the first stop whose westernmost pole is so near, else is a stop of its own. The
/// stop stands at that of its poles from which the others are nearest (ties: the westernmost), and is called what most
/// of them are called. In order from west to east; a stop of no name is called stop-1, stop-2, ... by its rank.
std::vector<GivenStop> without_doubles(std::vector<GivenStop> poles);

/// The bus stops of the map that lie in the area of the service and within `reach` [m] of a road, without doubles.
/// Throws InputError if fewer than two come of it.
std::vector<GivenStop> stops_of_map(const GivenService& service, const std::vector<MapStop>& poles,
                                    const RoadSnapper& snapper, double reach);

/// Leaves a service the stops of its feed that lie in its area, and of its courses the visits there; those of a
/// stop_based service without doubles.
/// Throws InputError if fewer than two come of it.
void keep_stops_in_area(GivenService& service);

}  // namespace navette
