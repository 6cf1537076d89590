#pragma once

#include <string_view>

namespace navette {

/// The name nearest to a mistyped one, by edit distance; empty if none is near. Ties: the first.
std::string_view nearest_name(std::string_view name, const std::string_view* first, const std::string_view* last);

}  // namespace navette
