#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/run/ensemble.h"
#include "io/segments/segment_files.h"

namespace navette {

/// The replications that have ended, kept as their indicators.
class KeptSeeds {
 public:
  /// `files` must outlive this.
  explicit KeptSeeds(SegmentFiles& files) : files_{files} {}

  /// What an interrupted run had finished. Throws InputError if it was another run.
  Ensemble::Rows earlier(RunListener& listener);
  /// A row has ended; called by one thread at a time.
  void ended(std::size_t row, std::span<const double> values);
  /// Keeps the rows that have ended since the last segment.
  void keep_rest();

 private:
  SegmentFiles& files_;
  std::vector<std::int64_t> rows_;  // that are not in a segment yet
  std::vector<double> values_;
};

}  // namespace navette
