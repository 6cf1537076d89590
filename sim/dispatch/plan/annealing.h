#pragma once

#include "core/random_stream.h"

namespace navette::plan {

/// When a worse plan is taken as the next to go on from: with probability exp(-(rise in cost) / temperature). The
/// temperature falls by a constant factor over each of a number of rounds (Kirkpatrick, Gelatt and Vecchi, Science 220,
/// 1983).
class Annealing {
 public:
  /// Temperatures in the unit of the costs; both > 0.
  Annealing(double first, double last, int rounds) : first_{first}, last_{last}, rounds_{rounds}, now_{first} {}

  /// `share` of the search is over.
  void advance(double share);
  [[nodiscard]] bool accepts(double rise, RandomStream& random) const;

 private:
  double first_;
  double last_;
  int rounds_;
  double now_;
};

}  // namespace navette::plan
