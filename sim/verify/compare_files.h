#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace navette {

/// Where two results files differ first.
struct FileDifference {
  std::string table;  // "/requests"; "/": attributes of the file
  std::string what;   // in which column and row, and how
};

/// What a comparison of two results files found.
struct FileComparison {
  std::int64_t columns = 0;  // that were compared
  std::optional<FileDifference> first;
};

/// Compares a results file with one of the same run made anew, column by column: first the tables of the canonical
/// hash, then the others, then the attributes of `/` and `/rules`. Left out is what tells the program: its version, its
/// source, its libraries. Where these differ, the file made anew may have columns that the stored one lacks.
/// Throws InputError if a file cannot be opened.
FileComparison compare_files(const std::filesystem::path& stored, const std::filesystem::path& again);

}  // namespace navette
