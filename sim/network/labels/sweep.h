#pragma once

#include <cstdint>
#include <vector>

#include "core/column.h"
#include "network/labels/contraction_hierarchy.h"
#include "network/travel_time_oracle.h"

namespace navette {

/// Driving times of all hubs to one, of its arrival label and the hierarchy's `forward_begin`; or from one, of its
/// departure label and `backward_begin`. `times`: (hub_count) [ms], used again.
///
/// A fastest way only climbs until it comes to a hub of the label, and arcs climb to hubs that come first: one pass
/// over all arcs. Source: Delling et al., "PHAST: hardware-accelerated shortest path trees", IPDPS 2011.
void sweep(const StoredHierarchy& hierarchy, const Column<std::int32_t>& arc_begin, LabelView label,
           std::vector<std::int32_t>& times);

}  // namespace navette
