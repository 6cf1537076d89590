#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "core/units.h"

namespace navette {

/// What is to happen; at one moment in this order, so that a request sees a shuttle before it leaves.
enum class Occurrence : std::int8_t {
  closure = 0,
  repair,
  arrival,
  service,
  breakdown,
  reconsideration,
  cancellation,
  submission,
  decision,
  rebalancing,
  departure
};

/// Something to happen at a time.
struct Due {
  Milliseconds time;
  Occurrence kind = Occurrence::arrival;
  std::int64_t sequence = 0;     // order of scheduling: breaks ties
  std::int32_t subject = -1;     // shuttle or request
  std::uint32_t generation = 0;  // of the shuttle's plan; a stale entry is skipped
};

/// Time's order: (time, kind, sequence).
class EventQueue {
 public:
  void push(Milliseconds time, Occurrence kind, std::int32_t subject, std::uint32_t generation = 0) {
    queue_.push({time, kind, next_++, subject, generation});
  }
  [[nodiscard]] bool empty() const { return queue_.empty(); }
  [[nodiscard]] const Due& top() const { return queue_.top(); }
  Due pop() {
    const Due due = queue_.top();
    queue_.pop();
    return due;
  }

 private:
  struct Later {
    bool operator()(const Due& a, const Due& b) const {
      if (a.time != b.time) return a.time > b.time;
      if (a.kind != b.kind) return a.kind > b.kind;
      return a.sequence > b.sequence;
    }
  };
  std::priority_queue<Due, std::vector<Due>, Later> queue_;
  std::int64_t next_ = 0;
};

}  // namespace navette
