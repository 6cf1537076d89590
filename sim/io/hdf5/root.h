#pragma once

#include "engine/scenario.h"
#include "io/hdf5/file.h"
#include "io/results/provenance.h"

namespace navette::hdf5 {

/// The attributes of the root: the scenario and where the file comes from.
void write_root(Group& root, const Scenario& scenario, const Provenance& provenance);
/// The group of the rules in force; it holds attributes only.
/// The files that the scenario names.
void write_inputs(Group& root, const Provenance& provenance);
void write_rules(Group& root, const Scenario& scenario, const Provenance& provenance);

}  // namespace navette::hdf5
