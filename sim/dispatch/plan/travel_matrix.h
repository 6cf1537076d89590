#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/units.h"

namespace navette::plan {

/// A time or cost in the unit of one problem: ms in a simulation, a billionth of the file's unit in a benchmark.
using Ticks = Quantity<struct TickUnit>;

/// More than every time that occurs; sums of a few do not overflow.
inline constexpr Ticks kUnlimited{std::numeric_limits<std::int64_t>::max() / 8};

/// Travel time and cost from every visit to every visit: the one form in which the search knows the road.
///
/// The search assumes that a detour never saves time or cost; where one does, it stays correct but may miss a plan.
class TravelMatrix {
 public:
  TravelMatrix() = default;
  explicit TravelMatrix(std::size_t visits) : size_{visits}, legs_(visits * visits) {}

  void set(std::int32_t from, std::int32_t to, Ticks time, Ticks cost) { legs_[at(from, to)] = {time, cost}; }
  [[nodiscard]] Ticks time(std::int32_t from, std::int32_t to) const { return legs_[at(from, to)].time; }
  [[nodiscard]] Ticks cost(std::int32_t from, std::int32_t to) const { return legs_[at(from, to)].cost; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Leg {
    Ticks time;
    Ticks cost;
  };
  [[nodiscard]] std::size_t at(std::int32_t from, std::int32_t to) const {
    return static_cast<std::size_t>(from) * size_ + static_cast<std::size_t>(to);
  }

  std::size_t size_ = 0;
  std::vector<Leg> legs_;
};

}  // namespace navette::plan
