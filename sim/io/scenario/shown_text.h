#pragma once

#include <string>
#include <string_view>

#include "core/nearest_name.h"

namespace navette {

/// A user's text as it is shown in a message: in quotes, at most 60 bytes, bytes that a terminal would act on escaped.
std::string shown_text(std::string_view text);

/// Whether this is text that every reader of a results file can show: valid UTF-8 without control characters.
bool is_plain_text(std::string_view text);

}  // namespace navette
