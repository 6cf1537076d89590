#pragma once

#include "verify/findings.h"
#include "verify/hdf5_file.h"
#include "verify/run.h"

namespace navette::verify {

/// Holds what the tables state against the effective scenario that the file keeps.
void check_statements(const Hdf5File& file, const Run& run, Findings& findings);

}  // namespace navette::verify
