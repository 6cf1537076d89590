#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/indicators.h"

namespace navette {

enum class IndicatorFormat { table, csv, json };

/// "table", "csv" or "json". Throws InputError on others.
IndicatorFormat indicator_format(std::string_view name);

/// The indicators as text that ends with a line break; what is not known does not appear.
///
/// table: aligned for people, numbers that are not whole with three digits behind the point.
/// csv: `name,value,unit,definition` (RFC 4180). json: one object, {NAME: {value, unit, definition}}, in order.
/// Numbers in csv and json have all digits that it takes to read the same number back.
std::string print_indicators(const std::vector<Indicator>& indicators, IndicatorFormat format);

}  // namespace navette
