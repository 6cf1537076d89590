#pragma once

#include <string>

namespace navette {

/// For people: whole numbers as such, others with three digits behind the point.
std::string rounded(double value);
/// A field of a CSV file (RFC 4180), in quotes where it needs them.
std::string quoted(const std::string& field);

}  // namespace navette
