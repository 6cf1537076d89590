#pragma once

#include <string>
#include <vector>

#include "io/results/print_indicators.h"
#include "record/replications.h"

namespace navette {

/// How indicators vary over seeds, as text that ends with a line break; an indicator known for no seed does not appear.
///
/// Columns: name, mean, standard_deviation, confidence_low, confidence_high (95 % interval of the mean), p5, median,
/// p95, seeds (for which it is known), unit, definition. table, csv and json as in print_indicators; what is not known
/// is an empty cell, or absent in json.
std::string print_spread(const std::vector<IndicatorSpread>& spreads, IndicatorFormat format);

}  // namespace navette
