#include "verify/checks.h"

namespace navette::verify {

void check_indicators(const Run& /*run*/, Findings& /*findings*/) {}

}  // namespace navette::verify
