#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// By how much something unforeseen put off the visits of each shuttle, as the log tells.
class Delays {
 public:
  explicit Delays(const Run& run);

  /// Sum of what a shuttle was told up to a time, that moment included. [ms]
  [[nodiscard]] std::int64_t until(std::int64_t shuttle, std::int64_t time) const;
  [[nodiscard]] std::int64_t all(std::int64_t shuttle) const;
  /// From a request's acceptance to its drop-off, of all shuttles that it was promised. [ms]
  [[nodiscard]] std::int64_t of_request(std::size_t request) const;

 private:
  struct Delay {
    std::int64_t time;
    std::int64_t length;
  };
  const Run& run_;
  std::vector<std::vector<Delay>> of_shuttle_;
  std::vector<std::vector<std::int64_t>> shuttles_;  // of each request, each once
};

/// When the shifts of a shuttle start; later than they should, where it came back late from the one before.
std::vector<std::int64_t> shift_starts(const Run& run, const Delays& delays, std::int64_t shuttle);

}  // namespace navette::verify
