#include "io/results/print_spread.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/printable.h"
#include "io/results/print_cells.h"

namespace navette {
namespace {

struct Figure {
  const char* name;  // in csv and json
  const char* head;  // of the table
  std::optional<double> IndicatorSpread::*value;
};
constexpr std::array<Figure, 7> kFigures{{
    {"mean", "mean", &IndicatorSpread::mean},
    {"standard_deviation", "sd", &IndicatorSpread::standard_deviation},
    {"confidence_low", "95% from", &IndicatorSpread::confidence_low},
    {"confidence_high", "to", &IndicatorSpread::confidence_high},
    {"p5", "p5", &IndicatorSpread::p5},
    {"median", "median", &IndicatorSpread::median},
    {"p95", "p95", &IndicatorSpread::p95},
}};

std::string as_table(const std::vector<IndicatorSpread>& known) {
  std::vector<std::vector<std::string>> rows{{"indicator"}};
  for (const Figure& figure : kFigures) rows.front().emplace_back(figure.head);
  rows.front().insert(rows.front().end(), {"seeds", "unit"});
  for (const IndicatorSpread& spread : known) {
    std::vector<std::string> row{printable_line(spread.indicator.name)};
    for (const Figure& figure : kFigures) {
      const auto value = spread.*figure.value;
      row.push_back(value ? rounded(*value) : "");
    }
    row.push_back(fmt::format("{}", spread.known));
    row.push_back(spread.indicator.unit == "1" ? "" : spread.indicator.unit);
    rows.push_back(std::move(row));
  }
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t k = 0; k < row.size(); ++k) widths[k] = std::max(widths[k], row[k].size());
  }
  std::string text;
  for (const auto& row : rows) {
    text += fmt::format("{:<{}}", row.front(), widths.front());
    for (std::size_t k = 1; k + 1 < row.size(); ++k) text += fmt::format("  {:>{}}", row[k], widths[k]);
    text += fmt::format(" {}", row.back());
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string as_csv(const std::vector<IndicatorSpread>& known) {
  std::string text = "name";
  for (const Figure& figure : kFigures) text += fmt::format(",{}", figure.name);
  text += ",seeds,unit,definition\n";
  for (const IndicatorSpread& spread : known) {
    text += quoted(spread.indicator.name);
    for (const Figure& figure : kFigures) {
      const auto value = spread.*figure.value;
      text += value ? fmt::format(",{}", *value) : ",";
    }
    text +=
        fmt::format(",{},{},{}\n", spread.known, quoted(spread.indicator.unit), quoted(spread.indicator.definition));
  }
  return text;
}

std::string as_json(const std::vector<IndicatorSpread>& known) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const IndicatorSpread& spread : known) {
    auto& entry = object[spread.indicator.name];
    for (const Figure& figure : kFigures) {
      if (const auto value = spread.*figure.value) entry[figure.name] = *value;
    }
    entry["seeds"] = spread.known;
    entry["unit"] = spread.indicator.unit;
    entry["definition"] = spread.indicator.definition;
  }
  return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string print_spread(const std::vector<IndicatorSpread>& spreads, IndicatorFormat format) {
  std::vector<IndicatorSpread> known;
  std::copy_if(spreads.begin(), spreads.end(), std::back_inserter(known),
               [](const IndicatorSpread& spread) { return spread.known > 0; });
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
