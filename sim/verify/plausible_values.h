#pragma once

#include <vector>

#include "verify/columns.h"
#include "verify/findings.h"
#include "verify/run.h"

namespace navette::verify {

/// What a table may hold, before any rule is asked: codes that exist, rows that exist, numbers that cannot overflow.
/// Each adds to `findings` under `tables.values`, `tables.codes`, `tables.rows` or `tables.ragged`.
void check_rules(const Run& run, Findings& findings);
void check_values(const std::vector<ColumnSpec>& columns, const Run& run, Findings& findings);
/// Asked once all rows are known to exist.
void check_offsets(const Run& run, Findings& findings);
void check_samples(const Run& run, Findings& findings);

}  // namespace navette::verify
