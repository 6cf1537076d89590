#pragma once

#include "bindings/bindings.h"
#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"

namespace navette {

/// A policy written in Python, asked with the GIL held. What it raises passes through the run as it is.
class PythonPolicy final : public Dispatcher {
 public:
  /// `policy`: a navette.dispatch.Policy; it and `last_asked` must outlive this. `last_asked`: time of the last
  /// decision, for whoever has to tell what went wrong there.
  PythonPolicy(const py::object& policy, const TravelTimeOracle& oracle, WaitingPolicy waiting,
               Milliseconds& last_asked)
      : policy_{policy}, search_{oracle, waiting}, last_asked_{last_asked} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;

 private:
  const py::object& policy_;
  InsertionSearch search_;
  Milliseconds& last_asked_;
};

}  // namespace navette
