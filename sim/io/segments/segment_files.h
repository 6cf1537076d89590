#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "io/cache/column_file.h"
#include "io/run_listener.h"

namespace navette {

/// Whether a long run keeps what it has finished, and goes on from what an interrupted one had.
struct SegmentOptions {
  std::filesystem::path output;  // the results file; segments lie beside it
  bool resume = false;
};

/// What a long run has finished, in files beside its results file: OUT.h5.segment-1, -2, ...
///
/// Each appears when complete. They are for the same program, scenario, files and seed on this machine only; a results
/// file that is written takes their place. Not being able to write one is told, once, and the run goes on.
class SegmentFiles {
 public:
  /// `kind`: what the segments hold. `roads_sha256`: of the file of roads.
  SegmentFiles(SegmentOptions options, const std::string& kind, const Scenario& scenario, const std::string& version,
               const std::string& roads_sha256, RunListener& listener);

  struct Found {
    int number;
    ColumnFileReader file;
  };
  /// Those of an interrupted run, by number, if it is to be resumed. A damaged one is told and removed.
  /// Throws InputError if one belongs to another run.
  [[nodiscard]] std::vector<Found> found();
  /// Removes a segment that cannot be used, and tells why.
  void drop(int number, const std::string& why);

  /// The number of the next segment.
  void go_on_from(int number) { next_ = number; }
  /// Whether enough was done since the last segment for another one to be worth its file.
  [[nodiscard]] bool due() const;
  /// Writes the next segment.
  void keep(const ColumnFileWriter& content);

 private:
  [[nodiscard]] std::filesystem::path name_of(int number) const;

  SegmentOptions options_;
  std::string key_;
  RunListener& listener_;
  int next_ = 1;
  bool writable_ = true;
  std::chrono::steady_clock::time_point kept_at_;
};

/// How many segments of a results file of this name there are.
std::size_t count_segments(const std::filesystem::path& output);
/// Removes them, and what dead writers of them left. Returns how many segments there were.
std::size_t remove_segments(const std::filesystem::path& output);

}  // namespace navette
