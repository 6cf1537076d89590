#include "dispatch/dispatch_meter.h"

#include <chrono>
#include <numeric>

namespace navette {
namespace {

std::int64_t steady_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

DispatchMeter::DispatchMeter(MeterDetail detail)
    : detail_{detail}, since_{__rdtsc()}, started_{since_}, started_ns_{steady_ns()} {
  active_ = this;
}

void DispatchMeter::next_request() {
  if (step_ != DispatchStep::elsewhere) change(step_);  // so that the time up to here is counted
  marks_.push_back(ticks_of_decisions());
}

std::uint64_t DispatchMeter::ticks_of_decisions() const {
  const auto elsewhere = ticks_[static_cast<std::size_t>(DispatchStep::elsewhere)];
  return std::accumulate(ticks_.begin(), ticks_.end(), std::uint64_t{0}) - elsewhere;
}

double DispatchMeter::us_per_tick() const {
  return static_cast<double>(steady_ns() - started_ns_) * 1e-3 / static_cast<double>(__rdtsc() - started_);
}

std::vector<double> DispatchMeter::of_requests() const {
  const double us = us_per_tick();
  std::vector<double> times;
  for (std::size_t r = 0; r < marks_.size(); ++r) {
    const std::uint64_t until = r + 1 < marks_.size() ? marks_[r + 1] : ticks_of_decisions();
    times.push_back(static_cast<double>(until - marks_[r]) * us);
  }
  return times;
}

double DispatchMeter::in_step(DispatchStep step) const {
  return static_cast<double>(ticks_[static_cast<std::size_t>(step)]) * us_per_tick();
}

}  // namespace navette
