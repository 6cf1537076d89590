#pragma once

#include <cstdint>

namespace navette {

/// Where a shuttle spends spare time before its next passenger: at that passenger's place, or where it is.
/// An empty shuttle with nobody to fetch stays where it is until it must return to its depot, under either policy.
enum class WaitingPolicy : std::int8_t { drive_first, wait_first };

}  // namespace navette
