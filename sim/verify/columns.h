#pragma once

#include <span>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// What a column may hold.
enum class Domain {
  time,  // plausible, never missing
  time_or_none,
  duration,  // 0 or more
  duration_or_none,
  count,          // 0 or more
  count_or_none,  // -1: missing
  coordinate,
  code,  // one of `codes`, from 0
  code_or_none,
  row,  // of the table named by `of`
  row_or_none,
  offset,  // checked with its edge
  value    // any plausible number
};

enum class Of { nothing, node, edge, point, request, shuttle, obs, service, service_stop, commune };

/// The description of one column of whole numbers: the results format as data.
struct ColumnSpec {
  const char* table;
  const char* name;
  Column* column;
  Domain domain;
  Of of = Of::nothing;
  const char* codes = "";     // the words of the codes, from 0
  const char* none = "none";  // the word of -1, where it is allowed
};

/// A pair of columns that is one place.
struct PlaceSpec {
  const char* table;
  const char* prefix;  // "origin_", or "" for `edge` and `offset`
  const PlaceColumns* columns;
};

std::vector<ColumnSpec> column_specs(Run& run);
/// Columns that the first files of this version lack: all of them, but for /services/way_back.
std::vector<ColumnSpec> added_column_specs(Run& run);
/// Columns that a file may lack: what drivers must rest, and by how much limits may be exceeded.
std::vector<ColumnSpec> driver_column_specs(Run& run);
/// Columns that a file may lack: of which day a course is that runs in the night after it, who may board or alight.
std::vector<ColumnSpec> course_column_specs(Run& run);
/// Columns that are there only if roads are closed in the run.
std::vector<ColumnSpec> closure_column_specs(Run& run);
/// Columns that are there only if residents were made.
std::vector<ColumnSpec> resident_column_specs(Run& run);
/// What files of this version may lack, column by column.
std::vector<ColumnSpec> later_column_specs(Run& run);
std::vector<PlaceSpec> place_specs(const Run& run);

}  // namespace navette::verify
