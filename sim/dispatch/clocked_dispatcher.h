#pragma once

#include <utility>

#include "dispatch/dispatcher.h"

namespace navette {

/// Lets another policy decide, and counts the processor time that it takes: that of the calling thread, so that it
/// depends little on what else the machine does.
class ClockedDispatcher final : public Dispatcher {
 public:
  /// `policy` must outlive this.
  explicit ClockedDispatcher(Dispatcher& policy) : policy_{policy} {}

  void dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) override;
  void recall(std::span<const PendingTrip> pending, const FleetView& fleet, const Proposal& decided) override {
    policy_.recall(pending, fleet, decided);
  }
  void foresee(Foretold foretold) override { policy_.foresee(std::move(foretold)); }
  [[nodiscard]] std::string report() const override { return policy_.report(); }

  /// Of all decisions so far. [s]
  [[nodiscard]] double seconds() const { return seconds_; }

 private:
  Dispatcher& policy_;
  double seconds_ = 0;
};

}  // namespace navette
