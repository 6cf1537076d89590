#pragma once

#include <span>
#include <string>
#include <vector>

#include "fleet/shuttle.h"
#include "record/recorder.h"

namespace navette::test {

/// What is wrong with how drivers worked: each pause taken once in its window, in full, at the depot, with nobody on
/// board and nothing else done meanwhile; nobody too long at the wheel. Empty: nothing. Records in order of time.
std::vector<std::string> broken_driver_laws(const std::vector<Shuttle>& shuttles, std::span<const StopRecord> stops,
                                            std::span<const LegRecord> legs);

/// How many pauses began later than the driver could have begun them.
int pauses_put_off(const std::vector<Shuttle>& shuttles, std::span<const StopRecord> stops);

}  // namespace navette::test
