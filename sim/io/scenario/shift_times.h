#pragma once

#include <string>
#include <vector>

#include "fleet/shuttle.h"

namespace navette {

/// A shuttle's working day, the same on every day: one shift, or the pieces of a split one. [since the day's midnight]
using WorkingDay = std::vector<Shift>;

/// What is wrong with a shift, its pauses included, as a phrase that follows its name; empty if nothing is.
std::string wrong_shift(const Shift& shift);
/// What is wrong with the pieces of a day together; each is right by itself.
std::string wrong_day(const WorkingDay& day);

/// From the start of the first piece to the end of the last. The day must not be empty.
Milliseconds spread_of(const WorkingDay& day);

}  // namespace navette
