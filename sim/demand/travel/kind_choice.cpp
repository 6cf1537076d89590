#include "demand/travel/kind_choice.h"

#include "demand/travel/destination_choice.h"

namespace navette {

KindChoice::KindChoice(const DemandParameters& parameters, const std::array<bool, kFacilityKinds>& there_is) {
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    if (!there_is[k] || !(parameters.kind_shares[k] > 0)) continue;
    const auto kind = static_cast<FacilityKind>(k);
    auto& shares = shares_[static_cast<std::size_t>(purpose_of(kind))];
    shares.push_back({kind, (shares.empty() ? 0 : shares.back().cumulative) + parameters.kind_shares[k]});
  }
  const auto& schools = shares_[static_cast<std::size_t>(ActivityPurpose::school)];
  if (schools.size() == 1) school_ = secondary_school_ = schools.front().kind;
}

std::array<bool, kActivityPurposes> KindChoice::available() const {
  std::array<bool, kActivityPurposes> available{};
  for (std::size_t p = 0; p < kActivityPurposes; ++p) available[p] = !shares_[p].empty();
  return available;
}

FacilityKind KindChoice::choose(ActivityPurpose purpose, AgeBand band, RandomStream& stream) const {
  const auto& shares = shares_[static_cast<std::size_t>(purpose)];
  const double part = stream.uniform() * shares.back().cumulative;
  if (purpose == ActivityPurpose::school) return band <= AgeBand::from_6_to_10 ? school_ : secondary_school_;
  for (const Share& share : shares) {
    if (part < share.cumulative) return share.kind;
  }
  return shares.back().kind;
}

}  // namespace navette
