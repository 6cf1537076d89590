#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "demand/residents/population_parameters.h"
#include "demand/travel/demand_parameters.h"
#include "io/scenario/keys/scenario_keys.h"

namespace navette {

/// What [population] and [demand] say of residents.
struct ResidentParameters {
  PopulationParameters population;
  DemandParameters demand;
};

/// A key that sets one number.
struct NumberField {
  std::string_view path;
  KeyKind kind = KeyKind::number;
  double low = 0;
  double high = 1;
  double seconds = 1;  // of one unit of the field, where the key is a duration or a time of day
  bool time_of_day = false;
  double& (*field)(ResidentParameters&) = nullptr;
};

/// A key that sets a row of numbers, each by its name.
struct NumbersField {
  std::string_view path;
  std::span<const std::string_view> names;
  double low = 0;
  double high = 1;
  bool sums_to_one = false;
  /// The i-th of the row.
  double& (*field)(ResidentParameters&, std::size_t i) = nullptr;
};

std::span<const NumberField> resident_number_fields();
/// The weights of purposes are stored by age band, but written by purpose: `demand.purposes.work`.
std::span<const NumbersField> resident_numbers_fields();
/// All keys of [population] and of [demand] but `demand.requests` and `demand.synthetic`.
std::vector<ScenarioKey> resident_keys();

/// How scenarios name kinds of facilities, in the order of FacilityKind.
std::span<const std::string_view> facility_kind_names();
/// Monday first.
std::span<const std::string_view> weekday_names();

}  // namespace navette
