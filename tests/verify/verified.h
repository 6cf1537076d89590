#pragma once

#include <set>
#include <string>

#include "verify/handmade_run.h"
#include "verify/verify.h"

namespace navette::test {

using Names = std::set<std::string>;

/// What the checker says of a file made by hand.
VerificationReport verified(const HandmadeRun& run);

/// The rules it names; they count as seen.
Names broken_rules(const HandmadeRun& run);

/// All rules that some test saw broken.
Names& seen();

}  // namespace navette::test
