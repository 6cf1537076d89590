#pragma once

#include <cstdint>
#include <vector>

#include "dispatch/plan/spot.h"

namespace navette::plan {

/// Remembers spots by (sequence, trip): a search meets the same sequences over and over. Newer entries replace older
/// ones that share their place in the table, so that memory stays bounded.
class SpotMemo {
 public:
  SpotMemo() : entries_(std::size_t{1} << kBits) {}

  [[nodiscard]] const Spot* find(std::uint64_t key) const {
    const Entry& entry = entries_[key >> (64U - kBits)];
    return entry.key == key ? &entry.spot : nullptr;
  }
  void remember(std::uint64_t key, const Spot& spot) { entries_[key >> (64U - kBits)] = {key, spot}; }

 private:
  static constexpr unsigned kBits = 17;
  struct Entry {
    std::uint64_t key = 0;
    Spot spot;
  };
  std::vector<Entry> entries_;
};

}  // namespace navette::plan
