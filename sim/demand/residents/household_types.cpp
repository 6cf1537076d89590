#include "demand/residents/household_types.h"

#include <algorithm>
#include <numeric>

namespace navette {
namespace {

// Members: 0-5, 6-10, 11-17, 18-24, 25-39, 40-64, 65-74, 75+; then households per 1,000.
constexpr std::array kTypes{
    // Alone.
    HouseholdType{{0, 0, 0, 1, 0, 0, 0, 0}, 22},
    HouseholdType{{0, 0, 0, 0, 1, 0, 0, 0}, 60},
    HouseholdType{{0, 0, 0, 0, 0, 1, 0, 0}, 115},
    HouseholdType{{0, 0, 0, 0, 0, 0, 1, 0}, 75},
    HouseholdType{{0, 0, 0, 0, 0, 0, 0, 1}, 95},
    // Couples, and two adults who share a flat.
    HouseholdType{{0, 0, 0, 2, 0, 0, 0, 0}, 10},
    HouseholdType{{0, 0, 0, 1, 1, 0, 0, 0}, 10},
    HouseholdType{{0, 0, 0, 0, 2, 0, 0, 0}, 45},
    HouseholdType{{0, 0, 0, 0, 1, 1, 0, 0}, 15},
    HouseholdType{{0, 0, 0, 0, 0, 2, 0, 0}, 115},
    HouseholdType{{0, 0, 0, 0, 0, 1, 1, 0}, 25},
    HouseholdType{{0, 0, 0, 0, 0, 0, 2, 0}, 65},
    HouseholdType{{0, 0, 0, 0, 0, 0, 1, 1}, 20},
    HouseholdType{{0, 0, 0, 0, 0, 0, 0, 2}, 45},
    // Couples with one child.
    HouseholdType{{1, 0, 0, 1, 1, 0, 0, 0}, 4},
    HouseholdType{{1, 0, 0, 0, 2, 0, 0, 0}, 30},
    HouseholdType{{0, 1, 0, 0, 2, 0, 0, 0}, 9},
    HouseholdType{{0, 1, 0, 0, 1, 1, 0, 0}, 6},
    HouseholdType{{0, 0, 1, 0, 1, 1, 0, 0}, 6},
    HouseholdType{{0, 0, 1, 0, 0, 2, 0, 0}, 28},
    HouseholdType{{0, 0, 0, 1, 0, 2, 0, 0}, 28},
    // Couples with two.
    HouseholdType{{2, 0, 0, 0, 2, 0, 0, 0}, 14},
    HouseholdType{{1, 1, 0, 0, 2, 0, 0, 0}, 18},
    HouseholdType{{0, 2, 0, 0, 2, 0, 0, 0}, 5},
    HouseholdType{{0, 1, 1, 0, 2, 0, 0, 0}, 8},
    HouseholdType{{1, 1, 0, 0, 1, 1, 0, 0}, 5},
    HouseholdType{{0, 1, 1, 0, 1, 1, 0, 0}, 7},
    HouseholdType{{0, 1, 1, 0, 0, 2, 0, 0}, 13},
    HouseholdType{{0, 0, 2, 0, 0, 2, 0, 0}, 18},
    HouseholdType{{0, 0, 1, 1, 0, 2, 0, 0}, 12},
    HouseholdType{{0, 0, 0, 2, 0, 2, 0, 0}, 5},
    // Couples with three or four.
    HouseholdType{{2, 1, 0, 0, 2, 0, 0, 0}, 4},
    HouseholdType{{1, 2, 0, 0, 2, 0, 0, 0}, 3},
    HouseholdType{{1, 1, 1, 0, 2, 0, 0, 0}, 5},
    HouseholdType{{0, 1, 2, 0, 1, 1, 0, 0}, 5},
    HouseholdType{{0, 1, 2, 0, 0, 2, 0, 0}, 5},
    HouseholdType{{0, 0, 3, 0, 0, 2, 0, 0}, 3},
    HouseholdType{{0, 0, 2, 1, 0, 2, 0, 0}, 4},
    HouseholdType{{2, 2, 0, 0, 2, 0, 0, 0}, 1},
    HouseholdType{{1, 1, 2, 0, 1, 1, 0, 0}, 1},
    // Single parents.
    HouseholdType{{1, 0, 0, 1, 0, 0, 0, 0}, 6},
    HouseholdType{{1, 0, 0, 0, 1, 0, 0, 0}, 20},
    HouseholdType{{0, 1, 0, 0, 1, 0, 0, 0}, 20},
    HouseholdType{{0, 0, 1, 0, 1, 0, 0, 0}, 10},
    HouseholdType{{0, 0, 1, 0, 0, 1, 0, 0}, 40},
    HouseholdType{{0, 1, 0, 0, 0, 1, 0, 0}, 6},
    HouseholdType{{0, 0, 0, 1, 0, 1, 0, 0}, 14},
    HouseholdType{{1, 1, 0, 0, 1, 0, 0, 0}, 5},
    HouseholdType{{0, 1, 1, 0, 1, 0, 0, 0}, 5},
    HouseholdType{{0, 0, 2, 0, 0, 1, 0, 0}, 7},
    HouseholdType{{0, 0, 1, 1, 0, 1, 0, 0}, 4},
    HouseholdType{{1, 1, 1, 0, 1, 0, 0, 0}, 2},
    // Shared flats of the young.
    HouseholdType{{0, 0, 0, 3, 0, 0, 0, 0}, 4},
    HouseholdType{{0, 0, 0, 2, 1, 0, 0, 0}, 2},
    HouseholdType{{0, 0, 0, 0, 3, 0, 0, 0}, 3},
    HouseholdType{{0, 0, 0, 4, 0, 0, 0, 0}, 1},
    // With a parent or a grandparent.
    HouseholdType{{0, 0, 0, 0, 0, 1, 0, 1}, 12},
    HouseholdType{{0, 0, 0, 0, 0, 2, 0, 1}, 8},
    HouseholdType{{0, 1, 0, 0, 2, 0, 1, 0}, 2},
    HouseholdType{{0, 0, 1, 0, 0, 2, 0, 1}, 3},
    HouseholdType{{0, 0, 2, 0, 0, 2, 0, 1}, 2},
};

}  // namespace

std::span<const HouseholdType> household_types() { return kTypes; }

int size_of(const HouseholdMembers& members) { return std::accumulate(members.begin(), members.end(), 0); }

bool has_adult(const HouseholdMembers& members) {
  return std::any_of(members.begin() + kFirstAdultBand, members.end(), [](std::uint8_t n) { return n > 0; });
}

}  // namespace navette
