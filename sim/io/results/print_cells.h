#pragma once

#include <string>

namespace navette {

/// For people: whole numbers as such, others with three digits behind the point.
std::string rounded(double value);
/// A text as a field of a CSV file (RFC 4180), in quotes where it needs them; one that a spreadsheet would take for a
/// formula gets an apostrophe in front.
std::string quoted(const std::string& text);

}  // namespace navette
