#include "dispatch/clocked_dispatcher.h"

#include <ctime>

namespace navette {
namespace {

// [s]
double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

void ClockedDispatcher::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  const double before = processor_time();
  policy_.dispatch(pending, fleet, proposal);
  seconds_ += processor_time() - before;
}

}  // namespace navette
