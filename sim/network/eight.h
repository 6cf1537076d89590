#pragma once

#include <emmintrin.h>

#include <array>
#include <bit>
#include <cstdint>

namespace navette {

/// Eight 16-bit whole numbers side by side, on which one instruction works at once. Sums and differences that do not
/// fit stay at the largest or smallest number that does. A comparison gives a mask: all bits of a lane, or none.
struct Eight {
  /// As they lie in memory.
  struct alignas(16) Lanes : std::array<std::int16_t, 8> {};
  /// Twice as wide; see `of`.
  struct alignas(16) LongLanes : std::array<std::int32_t, 8> {};

  __m128i lanes;

  static Eight all(std::int16_t number) { return {_mm_set1_epi16(number)}; }
  static Eight of(const Lanes& from) { return {_mm_load_si128(reinterpret_cast<const __m128i*>(from.data()))}; }
  /// Eight differences `from - less`.
  static Eight of(const LongLanes& from, std::int32_t less) {
    const auto* four = reinterpret_cast<const __m128i*>(from.data());
    const __m128i subtrahend = _mm_set1_epi32(less);
    return {_mm_packs_epi32(_mm_sub_epi32(_mm_load_si128(four), subtrahend),
                            _mm_sub_epi32(_mm_load_si128(four + 1), subtrahend))};
  }
  void store(Lanes& to) const { _mm_store_si128(reinterpret_cast<__m128i*>(to.data()), lanes); }

  /// Bits 2 i and 2 i + 1 are set where lane i of a mask is.
  static constexpr unsigned kAllBits = 0xffff;
  [[nodiscard]] unsigned bits() const { return static_cast<unsigned>(_mm_movemask_epi8(lanes)); }

  friend Eight operator+(Eight a, Eight b) { return {_mm_adds_epi16(a.lanes, b.lanes)}; }
  friend Eight operator-(Eight a, Eight b) { return {_mm_subs_epi16(a.lanes, b.lanes)}; }
  friend Eight operator>(Eight a, Eight b) { return {_mm_cmpgt_epi16(a.lanes, b.lanes)}; }
  friend Eight operator&(Eight a, Eight b) { return {_mm_and_si128(a.lanes, b.lanes)}; }
  friend Eight operator|(Eight a, Eight b) { return {_mm_or_si128(a.lanes, b.lanes)}; }
};

inline Eight max(Eight a, Eight b) { return {_mm_max_epi16(a.lanes, b.lanes)}; }
inline Eight min(Eight a, Eight b) { return {_mm_min_epi16(a.lanes, b.lanes)}; }
/// Lane by lane: `yes` where the mask is set, else `no`.
inline Eight choose(Eight mask, Eight yes, Eight no) {
  return {_mm_or_si128(_mm_and_si128(mask.lanes, yes.lanes), _mm_andnot_si128(mask.lanes, no.lanes))};
}

/// Calls found(lane, number) for each lane whose number is no larger than `most`, in their order.
template <class Found>
void for_each_up_to(std::int16_t most, Eight numbers, Found&& found) {
  constexpr unsigned kOneOfTwo = 0x5555;
  unsigned left = ~(numbers > Eight::all(most)).bits() & kOneOfTwo;
  if (left == 0) return;
  Eight::Lanes lanes;
  numbers.store(lanes);
  for (; left != 0; left &= left - 1) {
    const auto lane = static_cast<std::size_t>(std::countr_zero(left)) / 2;
    found(lane, lanes[lane]);
  }
}

}  // namespace navette
