#include "network/labels/label_scan.h"

#include <immintrin.h>

#include <algorithm>
#include <limits>

namespace navette {

std::int32_t scan_label_plain(const std::int32_t* time_of_hub, LabelView label) {
  std::int32_t best = std::numeric_limits<std::int32_t>::max();
  for (std::size_t i = 0; i < label.hubs.size(); ++i) {
    best = std::min(best, time_of_hub[label.hubs[i]] + label.times[i]);
  }
  return best;
}

// Eight entries at a time. The last step goes back and overlaps, since a minimum may be taken twice: a rest of
// unpredictable length would cost more. Eight loads: on Zen 4 a gather instruction is a third slower.
__attribute__((target("avx2"))) std::int32_t scan_label_avx2(const std::int32_t* time_of_hub, LabelView label) {
  const std::size_t size = label.hubs.size();
  if (size < 8) return scan_label_plain(time_of_hub, label);
  __m256i best = _mm256_set1_epi32(std::numeric_limits<std::int32_t>::max());
  for (std::size_t i = 0;; i = std::min(i + 8, size - 8)) {
    const std::int32_t* hub = label.hubs.data() + i;
    const __m256i to_hub =
        _mm256_setr_epi32(time_of_hub[hub[0]], time_of_hub[hub[1]], time_of_hub[hub[2]], time_of_hub[hub[3]],
                          time_of_hub[hub[4]], time_of_hub[hub[5]], time_of_hub[hub[6]], time_of_hub[hub[7]]);
    const __m256i from_hub = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(label.times.data() + i));
    best = _mm256_min_epi32(best, _mm256_add_epi32(to_hub, from_hub));
    if (i + 8 == size) break;
  }
  __m128i four = _mm_min_epi32(_mm256_castsi256_si128(best), _mm256_extracti128_si256(best, 1));
  four = _mm_min_epi32(four, _mm_shuffle_epi32(four, 0b00'00'11'10));
  four = _mm_min_epi32(four, _mm_shuffle_epi32(four, 0b00'00'00'01));
  return _mm_cvtsi128_si32(four);
}

LabelScan fastest_label_scan() {
  static const LabelScan fastest =
      static_cast<bool>(__builtin_cpu_supports("avx2")) ? scan_label_avx2 : scan_label_plain;
  return fastest;
}

}  // namespace navette
