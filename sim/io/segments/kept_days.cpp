#include "io/segments/kept_days.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "core/column.h"

namespace navette {

KeptDays::KeptDays(SegmentFiles& files, Dispatcher& policy, RunListener& listener)
    : files_{files}, policy_{policy, earlier(files, listener), [this](DecisionLog& decided) { days_ended(decided); }} {}

DecisionReader KeptDays::earlier(SegmentFiles& files, RunListener& listener) {
  std::vector<std::int64_t> words;
  int next = 1;
  for (auto& [number, file] : files.found()) {
    if (number != next) {
      files.drop(number, fmt::format("segment {} before it is missing or damaged", next));
      continue;
    }
    try {
      const auto column = file.next<std::int64_t>();
      file.expect_end();
      words.insert(words.end(), column.begin(), column.end());
      ++next;
    } catch (const std::runtime_error& error) {
      files.drop(number, error.what());
    }
  }
  files.go_on_from(next);
  if (next > 1) listener.info(fmt::format("goes on from {} segment(s) of an interrupted run", next - 1));
  return DecisionReader{std::move(words)};
}

void KeptDays::days_ended(DecisionLog& decided) {
  const auto words = decided.take();
  waiting_.insert(waiting_.end(), words.begin(), words.end());
  if (files_.due()) keep_rest();
}

void KeptDays::keep_rest() {
  if (waiting_.empty()) return;
  const Column<std::int64_t> words{std::exchange(waiting_, {})};
  ColumnFileWriter segment;
  segment.add(words);
  files_.keep(segment);
}

}  // namespace navette
