#pragma once

#include <string>

namespace navette {

/// The JSON Schema (draft 2020-12) of scenario files, from the table of keys, for editors and other programs.
std::string scenario_schema();
/// All keys as one table in Markdown: key, type, default, range, meaning; that of docs/scenario-format.md.
std::string key_table();

}  // namespace navette
