#pragma once

#include <array>
#include <vector>

#include "core/random_stream.h"
#include "demand/population.h"
#include "demand/travel/demand_parameters.h"

namespace navette {

/// Which kind of facility a tour of each purpose goes to: `kind_shares` among the kinds that there are.
///
/// Pupils up to 10 go to a school, older ones to a secondary school; where one kind is missing, to the other.
class KindChoice {
 public:
  KindChoice(const DemandParameters& parameters, const std::array<bool, kFacilityKinds>& there_is);

  /// By purpose: whether there is any kind to go to.
  [[nodiscard]] std::array<bool, kActivityPurposes> available() const;
  /// Asked for available purposes only. Takes one number from the stream.
  FacilityKind choose(ActivityPurpose purpose, AgeBand band, RandomStream& stream) const;

 private:
  struct Share {
    FacilityKind kind;
    double cumulative;
  };
  std::array<std::vector<Share>, kActivityPurposes> shares_;
  FacilityKind school_ = FacilityKind::school;  // of younger and of older pupils
  FacilityKind secondary_school_ = FacilityKind::secondary_school;
};

}  // namespace navette
