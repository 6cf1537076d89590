#pragma once

#include "io/explain/kept_run.h"

namespace navette {

/// What becomes of a request that is not sent to a taxi.
struct WithoutTaxi {
  bool accepted = false;
  RefusalReason reason = RefusalReason::none;  // of one that is refused, if it is told at once
};

/// Runs the day again, and from a moment on sends the request (with the other way of its contract) to no taxi: the
/// policy decides on it with all others. Throws Interrupted if the listener says so.
WithoutTaxi without_taxi(const KeptRun& run, const World& world, RequestId request, Milliseconds from,
                         RunListener& listener);

}  // namespace navette
