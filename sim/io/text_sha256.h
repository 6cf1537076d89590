#pragma once

#include <string>
#include <string_view>

namespace navette {

/// SHA-256 of the bytes of a text, in hexadecimal.
std::string text_sha256(std::string_view text);

}  // namespace navette
