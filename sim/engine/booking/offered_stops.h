#pragma once

#include <span>

#include "dispatch/stop_choices.h"
#include "engine/world/service.h"
#include "fleet/label_pool.h"
#include "network/road_graph.h"

namespace navette {

/// A visit at one of the places a service offers, within what the rules and its course allow. `labels`: of the place.
StopChoice stop_choice(const PlannedStop& at_door, const TripEnd& end, bool pickup, std::int32_t labels);

/// Between two places whose labels the pool holds in these slots.
Milliseconds drive_between(const RoadGraph& roads, const LabelPool& labels, Location from, std::int32_t from_labels,
                           Location to, std::int32_t to_labels);

/// All pairs of places a service may take a request between, the shortest on foot first. `pickups`, `dropoffs`: of
/// which the rows of `choices` were made.
void pair_up(const Service& offered, std::span<const TripEnd> pickups, std::span<const TripEnd> dropoffs,
             const RoadGraph& roads, const LabelPool& labels, StopChoices& choices);

}  // namespace navette
