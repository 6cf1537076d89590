#pragma once

#include <string>
#include <string_view>

namespace navette {

/// A text that a terminal only shows: control characters (but line breaks and tabs) and marks that turn the direction
/// of writing become `\u001b`, bytes that are no UTF-8 `\xff`. All else stays as it is.
std::string printable(std::string_view text);

/// The same on one line: line breaks and tabs are escaped too.
std::string printable_line(std::string_view text);

}  // namespace navette
