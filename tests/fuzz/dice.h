// Numbers that a fuzzer's bytes decide.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>

namespace navette::fuzz {

/// Takes numbers from the bytes, zeros when they are used up.
class Dice {
 public:
  explicit Dice(std::string_view bytes) : bytes_{bytes} {}
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  template <class T>
  T take() {
    T value{};
    const std::size_t size = std::min(sizeof(T), bytes_.size());
    std::memcpy(&value, bytes_.data(), size);
    bytes_.remove_prefix(size);
    return value;
  }
  template <class Map>
  auto& one_of(Map& map) {
    return std::next(map.begin(), take<std::uint8_t>() % static_cast<std::ptrdiff_t>(map.size()))->second;
  }

 private:
  std::string_view bytes_;
};

}  // namespace navette::fuzz
