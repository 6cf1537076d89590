#pragma once

#include "bindings/bindings.h"
#include "dispatch/dispatcher.h"
#include "dispatch/insertion/insertion_search.h"

namespace navette {

/// A policy written in Python, asked with the GIL held. What it raises passes through the run as it is.
class PythonPolicy final : public Dispatcher {
 public:
  /// `policy`: a navette.dispatch.Policy. Of the objective, what limits cost that are exceeded. To be called with the
  /// GIL held; the rest takes it where needed.
  PythonPolicy(py::object policy, const TravelTimeOracle& oracle, WaitingPolicy waiting,
               const ObjectiveSettings& objective);
  PythonPolicy(const PythonPolicy&) = delete;
  PythonPolicy& operator=(const PythonPolicy&) = delete;
  ~PythonPolicy() override;

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void foresee(Foretold foretold) override { foretold_ = std::move(foretold); }
  /// Of the last decision.
  [[nodiscard]] Milliseconds last_asked() const { return last_asked_; }

 private:
  py::object policy_;
  InsertionSearch search_;
  Foretold foretold_;
  Milliseconds last_asked_;
};

}  // namespace navette
