#pragma once

#include "verify/findings.h"
#include "verify/hdf5_file.h"
#include "verify/run.h"

namespace navette::verify {

/// Holds what the tables state against the effective scenario that the file keeps.
/// Of a file of replications, which has no tables of a run.
void check_statements_of_all(const Hdf5File& file, const Run& rules, Findings& findings);
void check_statements(const Hdf5File& file, const Run& run, Findings& findings);

}  // namespace navette::verify
