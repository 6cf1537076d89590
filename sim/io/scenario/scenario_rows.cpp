// Values of scenarios that are made of several: named numbers, names, destinations.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/scenario_values.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const auto name : names) text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
  return text;
}

// A name that TOML would not take bare stands in quotes.
std::string shown_part(std::string_view path, std::string_view name) {
  const bool bare = name.find('+') == std::string_view::npos && is_plain_text(name) && name.size() <= 40;
  return bare ? fmt::format("{}.{}", path, name) : fmt::format("{}.{}", path, shown_text(name));
}

std::size_t rank_of(std::string_view name, std::span<const std::string_view> names) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::string guess(std::string_view name, std::span<const std::string_view> names) {
  const auto meant = nearest_name(name, names.data(), names.data() + names.size());
  return meant.empty() ? "" : fmt::format("; did you mean {}?", meant);
}

// Each key of named numbers, wherever it may stand: those of a service in [services.NAME] too.
template <class Visit>
void for_each_row_of_numbers(TomlValue& document, Visit&& visit) {
  static constexpr std::string_view kService = "service.";
  for (const auto& key : scenario_keys()) {
    if (key.kind != KeyKind::named_numbers) continue;
    std::vector<std::string> paths{std::string{key.path}};
    const auto* services = document.find("services");
    if (key.path.starts_with(kService) && services != nullptr && services->table() != nullptr) {
      for (const auto& [name, service] : *services->table()) {
        if (service.table() == nullptr) continue;
        paths.push_back(fmt::format("services.{}.{}", name, key.path.substr(kService.size())));
      }
    }
    for (const std::string& path : paths) {
      if (const auto* value = document.find(path)) visit(key, path, *value);
    }
  }
}

}  // namespace

void name_numbers(TomlValue& document) {
  for_each_row_of_numbers(document, [&](const ScenarioKey& key, const std::string& path, const TomlValue& value) {
    const auto* array = std::get_if<TomlArray>(&value.value);
    if (array == nullptr || array->size() != key.choices.size()) return;
    TomlValue table;
    table.where = value.where;
    table.from_override = value.from_override;
    TomlTable items;
    for (std::size_t i = 0; i < array->size(); ++i) items.emplace(key.choices[i], (*array)[i]);
    table.value = std::move(items);
    document.put(path, std::move(table));
  });
}

void list_numbers(TomlValue& document) {
  for_each_row_of_numbers(document, [&](const ScenarioKey& key, const std::string& path, const TomlValue& value) {
    const auto* table = value.table();
    if (table == nullptr || table->size() != key.choices.size()) return;
    TomlValue row;
    TomlArray items;
    for (const auto name : key.choices) items.push_back(table->find(name)->second);
    row.value = std::move(items);
    document.put(path, std::move(row));
  });
}

void fill_in_default(TomlValue& document, const ScenarioKey& key) {
  if (key.default_value.empty()) return;
  const auto parsed = parse_toml(fmt::format("value = {}", key.default_value), "default");
  const TomlValue& value = *parsed.find("value");
  if (key.kind != KeyKind::named_numbers) {
    if (document.find(key.path) == nullptr) document.put(key.path, value);
    return;
  }
  const auto* given = document.find(key.path);
  if (given != nullptr && given->table() == nullptr) return;  // its reader complains
  const auto& row = std::get<TomlArray>(value.value);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string path = fmt::format("{}.{}", key.path, key.choices[i]);
    if (document.find(path) == nullptr) document.put(path, row[i]);
  }
}

void ScenarioValues::read(std::string_view path, std::span<double> out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  const auto* key = find_scenario_key(path);
  const auto* table = value->table();
  if (table == nullptr) {
    expected(*value, path,
             fmt::format("a table of numbers by name, or an array of {} numbers in this order: {}", out.size(),
                         listed(key->choices)));
    return;
  }
  bool good = true;
  for (const auto& [name, item] : *table) {
    const std::size_t rank = rank_of(name, key->choices);
    const std::string part = shown_part(path, name);
    if (rank == key->choices.size()) {
      errors_.add(fmt::format("{}: there is no key {}{}; there are {}", item.where, part, guess(name, key->choices),
                              listed(key->choices)));
      good = false;
    } else if (const auto number_found = number(item, part, "a number", key->low, key->high, false)) {
      out[rank] = *number_found;
    } else {
      good = false;
    }
  }
  if (!good || !key->sums_to_one) return;
  double sum = 0;
  for (const double share : out) sum += share;
  if (std::abs(sum - 1) > 0.001) {
    complain(*value, path, fmt::format("must sum to 1 (all {} shares together), found {:.4g}", out.size(), sum));
  }
}

void ScenarioValues::read(std::string_view path, std::span<bool> out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  const auto names = find_scenario_key(path)->choices;
  const std::string allowed = fmt::format("an array of names out of {}", listed(names));
  const auto* array = std::get_if<TomlArray>(&value->value);
  if (array == nullptr) {
    expected(*value, path, allowed);
    return;
  }
  std::fill(out.begin(), out.end(), false);
  for (const auto& item : *array) {
    const auto* name = std::get_if<std::string>(&item.value);
    const std::size_t rank = name == nullptr ? names.size() : rank_of(*name, names);
    if (rank == names.size()) {
      expected(item, path, allowed);
    } else {
      out[rank] = true;
    }
  }
}

std::optional<OutsideDestination> ScenarioValues::destination(const TomlValue& value, std::string_view path) {
  const auto parts = parts_of(KeyKind::destinations);
  static constexpr const char* kAllowed =
      R"(places, as [{name = "Hospital", kind = "hospital", lon = 2.15, lat = 43.65, size = 400}])";
  if (!has_parts(value, path, parts, kAllowed)) return {};
  OutsideDestination destination;
  const auto* name = std::get_if<std::string>(&value.find("name")->value);
  const auto* kind = std::get_if<std::string>(&value.find("kind")->value);
  const bool named = name != nullptr && is_plain_text(*name);
  if (!named) expected(*value.find("name"), fmt::format("{}.name", path), "a text without control characters");
  const auto kinds = facility_kind_names();
  const std::size_t rank = kind == nullptr ? kinds.size() : rank_of(*kind, kinds);
  if (rank == kinds.size()) {
    expected(*value.find("kind"), fmt::format("{}.kind", path), fmt::format("one of {}", listed(kinds)));
  }
  const auto x = degrees(value, path, "lon");
  const auto y = degrees(value, path, "lat");
  std::optional<double> size = 1.0;
  if (const auto* given = value.find("size")) {
    const KeyPart& part = part_named(parts, "size");
    size = number(*given, fmt::format("{}.size", path), "a number", part.low, part.high, false);
  }
  if (!named || rank == kinds.size() || !x || !y || !size) return {};
  return OutsideDestination{*name, static_cast<FacilityKind>(rank), Coordinate::from_degrees(*x, *y), *size};
}

void ScenarioValues::read(std::string_view path, std::vector<OutsideDestination>& out) {
  const auto* value = find(path);
  if (value == nullptr) return;
  const auto* array = std::get_if<TomlArray>(&value->value);
  if (array == nullptr) {
    expected(*value, path, "an array of places outside the territory, each {name, kind, lon, lat, size}");
    return;
  }
  for (const auto& item : *array) {
    if (auto found = destination(item, path)) out.push_back(std::move(*found));
  }
}

}  // namespace navette
