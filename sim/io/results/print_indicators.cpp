#include "io/results/print_indicators.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/errors.h"
#include "core/printable.h"
#include "io/results/print_cells.h"

namespace navette {
namespace {

std::string as_table(const std::vector<Indicator>& known) {
  std::vector<std::string> values;
  std::size_t name_width = 0;
  std::size_t value_width = 0;
  std::size_t unit_width = 0;
  for (const Indicator& indicator : known) {
    values.push_back(rounded(*indicator.value));
    name_width = std::max(name_width, printable_line(indicator.name).size());
    value_width = std::max(value_width, values.back().size());
    unit_width = std::max(unit_width, indicator.unit.size());
  }
  std::string text;
  for (std::size_t row = 0; row < known.size(); ++row) {
    const std::string unit = known[row].unit == "1" ? "" : known[row].unit;
    text += fmt::format("{:<{}}  {:>{}} {:<{}}  {}\n", printable_line(known[row].name), name_width, values[row],
                        value_width, unit, unit_width, printable_line(known[row].definition));
  }
  return text;
}

std::string as_csv(const std::vector<Indicator>& known) {
  std::string text = "name,value,unit,definition\n";
  for (const Indicator& indicator : known) {
    text += fmt::format("{},{},{},{}\n", quoted(indicator.name), *indicator.value, quoted(indicator.unit),
                        quoted(indicator.definition));
  }
  return text;
}

std::string as_json(const std::vector<Indicator>& known) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const Indicator& indicator : known) {
    object[indicator.name] = {
        {"value", *indicator.value}, {"unit", indicator.unit}, {"definition", indicator.definition}};
  }
  return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

IndicatorFormat indicator_format(std::string_view name) {
  if (name == "table") return IndicatorFormat::table;
  if (name == "csv") return IndicatorFormat::csv;
  if (name == "json") return IndicatorFormat::json;
  throw InputError{fmt::format("--format must be table, csv or json, found {}", name)};
}

std::string print_indicators(const std::vector<Indicator>& indicators, IndicatorFormat format) {
  std::vector<Indicator> known;
  std::copy_if(indicators.begin(), indicators.end(), std::back_inserter(known),
               [](const Indicator& indicator) { return indicator.value.has_value(); });
  switch (format) {
    case IndicatorFormat::csv:
      return as_csv(known);
    case IndicatorFormat::json:
      return as_json(known);
    case IndicatorFormat::table:
      break;
  }
  return as_table(known);
}

}  // namespace navette
