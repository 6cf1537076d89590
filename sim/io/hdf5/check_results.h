#pragma once

#include <filesystem>
#include <string>

namespace navette {

/// How much of a results file is looked at: what it is made of, or all its values too.
enum class CheckDepth { structure, values };

/// What is wrong with a results file, with table and column but without the file; empty: nothing.
///
/// It must hold only tables of plain columns, all within itself, none larger than it can be, with all that every run
/// has; rows that columns name must be there, places be on earth, columns of a table equally long. Nothing is followed
/// that leads out of the file, or loads code, and no memory is asked for by what it claims. The HDF5 library itself may
/// still crash on files made to that end: a file of unknown origin is for a process of its own. `table`: only this
/// one's values; empty: all.
std::string wrong_in_results(const std::filesystem::path& file, CheckDepth depth, const std::string& table = "");

/// Throws InputError that names the file, if anything is wrong.
void check_results(const std::filesystem::path& file);

}  // namespace navette
