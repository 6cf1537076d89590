#pragma once

#include "verify/findings.h"
#include "verify/hdf5_file.h"
#include "verify/run.h"

namespace navette::verify {

/// Reads all tables. Tells missing, unreadable and unequal columns, values outside their codes, rows of other tables
/// that do not exist, impossible times. If any is told, the columns must not be used.
Run read_run(const Hdf5File& file, Findings& findings);
/// Reads what held for the run as a whole, of a file that has no tables of it.
Run read_rules(const Hdf5File& file, Findings& findings);

}  // namespace navette::verify
