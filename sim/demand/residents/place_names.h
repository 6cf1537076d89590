#pragma once

#include <string>
#include <string_view>

namespace navette {

/// A name without what people write differently: case, accents, hyphens and apostrophes, a remark in parentheses,
/// "St" for "Saint". "Saint-Étienne", "ST ETIENNE" and "St. Etienne (centre)" are one. Letters without a Latin
/// counterpart stay as they are.
std::string folded_name(std::string_view name);

/// A name without its remarks in parentheses: "Isle of Man (total)" is "Isle of Man".
std::string without_remark(std::string_view name);

}  // namespace navette
