#pragma once

#include <string_view>
#include <vector>

namespace navette {

/// The licences of all software of others that this build has in it, and where its source is had: texts that follow one
/// another. Written by the build (sim/cmake/third_party_notices.py).
std::vector<std::string_view> licences();

}  // namespace navette
