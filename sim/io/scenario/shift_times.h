#pragma once

#include <string>

#include "core/units.h"

namespace navette {

/// When a shuttle is out, the same on every day. [since the day's midnight]
struct ShiftTimes {
  Milliseconds start;
  Milliseconds end;  // beyond 24:00 for a shift past midnight
};

/// What is wrong with a shift, as a phrase that follows its name; empty if nothing is.
std::string wrong_shift(const ShiftTimes& shift);

}  // namespace navette
