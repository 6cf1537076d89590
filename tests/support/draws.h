#pragma once

#include <cstdint>
#include <cstdlib>

namespace navette::test {

/// How many random cases a test draws: `usual`, a quarter of them under a sanitizer. That is ten times slower, and
/// looks for memory used wrongly in the same lines, not for laws that are broken. NAVETTE_PROPERTY_DRAWS=20 draws
/// twenty times as many.
inline std::uint64_t draws(std::uint64_t usual) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  usual /= 4;
#endif
  const char* const factor = std::getenv("NAVETTE_PROPERTY_DRAWS");  // NOLINT(concurrency-mt-unsafe): one thread
  return factor == nullptr ? usual : usual * std::strtoull(factor, nullptr, 10);
}

/// How often such a test must have seen what it is about; a few draws may hold less of it than their share.
inline int seen(int usual) {
  const auto share = static_cast<int>(draws(static_cast<std::uint64_t>(usual)));
  return share < usual ? share / 2 : usual;
}

}  // namespace navette::test
