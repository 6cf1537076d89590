#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dispatch/proposal.h"

namespace navette {

/// What a policy decided, call by call, as whole numbers: enough to go through a run again without asking it.
class DecisionLog {
 public:
  void add(Milliseconds now, const Proposal& proposal);

  [[nodiscard]] const std::vector<std::int64_t>& words() const { return words_; }
  /// Forgets what was added so far and returns it.
  std::vector<std::int64_t> take();

 private:
  std::vector<std::int64_t> words_;
};

/// Reads the words of decision logs, one behind the other.
class DecisionReader {
 public:
  explicit DecisionReader(std::vector<std::int64_t> words) : words_{std::move(words)} {}

  [[nodiscard]] bool at_end() const { return next_ == words_.size(); }
  /// When the next call was made, and what was decided. Throws std::runtime_error if the words end too early.
  Milliseconds read(Proposal& proposal);

 private:
  std::int64_t word();
  template <class T>
  T word_as();
  /// A count of things that have at least so many words each.
  std::size_t count(std::size_t words_each);

  std::vector<std::int64_t> words_;
  std::size_t next_ = 0;
};

}  // namespace navette
