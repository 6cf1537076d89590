#pragma once

#include <x86intrin.h>

#include <array>
#include <cstdint>
#include <vector>

namespace navette {

/// What the time of a decision goes into. `elsewhere`: not a decision.
enum class DispatchStep : std::int8_t { elsewhere, pinning, insertion, after_last_stop, locating, applying };

inline constexpr std::size_t kDispatchSteps = 6;

/// `requests`: times of decisions as a whole; all of it goes to one step. `steps`: tells the steps apart as well, which
/// costs so many more readings of the clock that decisions take a few per cent longer.
enum class MeterDetail : std::int8_t { requests, steps };

/// Measures one thread's decisions while it lives, by the processor's own clock. Where none lives, a `Timed` costs one
/// comparison.
class DispatchMeter {
 public:
  explicit DispatchMeter(MeterDetail detail);
  DispatchMeter(const DispatchMeter&) = delete;
  DispatchMeter& operator=(const DispatchMeter&) = delete;
  ~DispatchMeter() { active_ = nullptr; }

  /// This thread's; nullptr: nobody measures.
  static DispatchMeter* active() { return active_; }

  /// From here on time goes to this step; returns the one before.
  DispatchStep enter(DispatchStep step) {
    const bool goes_on = step_ != DispatchStep::elsewhere && step != DispatchStep::elsewhere;
    return step == step_ || (goes_on && detail_ == MeterDetail::requests) ? step_ : change(step);
  }
  /// The same, and counts the time up to here.
  DispatchStep change(DispatchStep step) {
    const std::uint64_t now = __rdtsc();
    ticks_[static_cast<std::size_t>(step_)] += now - since_;
    since_ = now;
    const DispatchStep before = step_;
    step_ = step;
    return before;
  }
  /// Time of decisions from here on is the next request's.
  void next_request();
  void add_lookups(std::int64_t count) { lookups_ += count; }

  /// Of each request in turn, all steps together. [us]
  [[nodiscard]] std::vector<double> of_requests() const;
  /// In all. [us]
  [[nodiscard]] double in_step(DispatchStep step) const;
  /// Scans of a label.
  [[nodiscard]] std::int64_t lookups() const { return lookups_; }

 private:
  [[nodiscard]] std::uint64_t ticks_of_decisions() const;
  [[nodiscard]] double us_per_tick() const;

  static thread_local constinit inline DispatchMeter* active_ = nullptr;
  MeterDetail detail_;
  std::array<std::uint64_t, kDispatchSteps> ticks_{};
  DispatchStep step_ = DispatchStep::elsewhere;
  std::uint64_t since_;
  std::uint64_t started_;
  std::int64_t started_ns_;  // of the steady clock at `started_`
  std::int64_t lookups_ = 0;
  std::vector<std::uint64_t> marks_;  // ticks of all decisions before each request
};

/// While it lives, time is spent on this step.
class Timed {
 public:
  explicit Timed(DispatchStep step) : meter_{DispatchMeter::active()} {
    if (meter_ != nullptr) before_ = meter_->enter(step);
  }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;
  ~Timed() {
    if (meter_ != nullptr) meter_->enter(before_);
  }

 private:
  DispatchMeter* meter_;
  DispatchStep before_ = DispatchStep::elsewhere;
};

}  // namespace navette
