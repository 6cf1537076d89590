#pragma once

#include <filesystem>

#include "verify/findings.h"
#include "verify/hdf5_file.h"

namespace navette::verify {

/// Whether the file holds the indicators of many seeds, and no single run.
bool holds_replications(const Hdf5File& file);

/// Checks what can be checked of replications: the file keeps indicators only, not what they were computed from.
/// Fills in the number of replications, of requests in all of them, and the canonical hash.
void check_replications(const Hdf5File& file, Findings& findings, VerificationReport& report);

}  // namespace navette::verify
