#pragma once

#include "engine/resume/resumed_dispatcher.h"
#include "io/segments/segment_files.h"

namespace navette {

/// The days of one run that have ended, kept as what the policy decided in them.
class KeptDays {
 public:
  /// `files` must outlive this, the policy too. Throws InputError if an earlier run's segments are of another run.
  KeptDays(SegmentFiles& files, Dispatcher& policy, RunListener& listener);

  /// To be given to the simulation in place of the policy.
  [[nodiscard]] Dispatcher& policy() { return policy_; }
  /// The run is to end before its time: keeps the days that have ended since the last segment.
  void keep_rest();

 private:
  void days_ended(DecisionLog& decided);
  static DecisionReader earlier(SegmentFiles& files, RunListener& listener);

  SegmentFiles& files_;
  std::vector<std::int64_t> waiting_;  // ended days that are not in a segment yet
  ResumedDispatcher policy_;
};

}  // namespace navette
