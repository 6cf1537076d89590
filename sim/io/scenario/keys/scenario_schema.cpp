#include "io/scenario/keys/scenario_schema.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string_view>

#include "io/scenario/keys/key_parts.h"
#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/keys/service_keys.h"
#include "io/scenario/toml_document.h"

namespace navette {
namespace {

using json = nlohmann::ordered_json;

constexpr const char* kTimePattern = R"(^[0-9]+(\.[0-9]+)?$|^[0-9]+:[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?$)";
constexpr const char* kDatePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

// Markdown without links and marks: "[a file](#there) as `x`" is "a file as x".
std::string plain(std::string_view markdown) {
  std::string text;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    if (c == ']' && i + 1 < markdown.size() && markdown[i + 1] == '(') {
      i = markdown.find(')', i);
    } else if (c != '[' && c != '`') {
      text += c;
    }
  }
  return text;
}

std::string description_of(const ScenarioKey& key) {
  const bool of_day = key.default_value.starts_with('"');
  std::string text = key.kind == KeyKind::duration && !of_day ? "[s] "
                     : key.unit.empty()                       ? ""
                                                              : fmt::format("[{}] ", key.unit);
  text += plain(key.meaning);
  if (key.sums_to_one) text += "; must sum to 1";
  if (!key.restricted.empty()) text += "; " + plain(key.restricted);
  if (key.may_be_unlimited) text += "; inf: no limit";
  return text;
}

// 900, not 900.0.
json number_as_json(double number) {
  return number == std::floor(number) && std::abs(number) < 1e15 ? json(static_cast<std::int64_t>(number))
                                                                 : json(number);
}

void add_range(json& entry, double low, double high, bool may_be_unlimited) {
  if (std::isfinite(low)) entry["minimum"] = number_as_json(low);
  if (!std::isfinite(high)) return;
  if (may_be_unlimited) {
    // `inf` of TOML is above every number that JSON can write.
    entry["anyOf"] = {{{"maximum", number_as_json(high)}}, {{"exclusiveMinimum", std::numeric_limits<double>::max()}}};
  } else {
    entry["maximum"] = number_as_json(high);
  }
}

json object_of(std::span<const KeyPart> parts);

json entry_of(const KeyPart& part) {
  static const json kTime{{"type", {"string", "number"}}, {"pattern", kTimePattern}, {"minimum", 0}};
  json entry;
  switch (part.kind) {
    case PartKind::name:
      entry = {{"type", "string"}, {"minLength", 1}, {"maxLength", 63}};
      break;
    case PartKind::text:
      entry = {{"type", "string"}};
      break;
    case PartKind::facility_kind:
      entry = {{"type", "string"}, {"enum", facility_kind_names()}};
      break;
    case PartKind::number:
      entry = {{"type", "number"}};
      add_range(entry, part.low, part.high, false);
      break;
    case PartKind::boolean:
      entry = {{"type", "boolean"}};
      break;
    case PartKind::time:
      entry = kTime;
      break;
    case PartKind::times:
      entry = {{"type", "array"}, {"minItems", 2}, {"items", kTime}};
      break;
    case PartKind::texts:
      entry = {{"type", "array"}, {"minItems", 2}, {"items", {{"type", "string"}}}};
      break;
    case PartKind::booleans:
      entry = {{"type", "array"}, {"minItems", 2}, {"items", {{"type", "boolean"}}}};
      break;
    case PartKind::places:
      entry = {{"type", "array"}, {"minItems", 1}, {"items", object_of(parts_of(KeyKind::places))}};
      break;
    case PartKind::pauses:
      entry = {{"type", "array"}, {"items", object_of(pause_parts())}};
      break;
  }
  std::string text{part.meaning};
  if (part.kind == PartKind::time) {
    text += text.empty() ? "" : "; ";
    text += "HH:MM (hours beyond 24 are the next day) or seconds after midnight";
  }
  if (!text.empty()) entry["description"] = text;
  return entry;
}

json object_of(std::span<const KeyPart> parts) {
  json required = json::array();
  json properties;
  for (const KeyPart& part : parts) {
    if (part.required) required.push_back(part.name);
    properties[std::string{part.name}] = entry_of(part);
  }
  return {{"type", "object"},
          {"additionalProperties", false},
          {"required", std::move(required)},
          {"properties", std::move(properties)}};
}

json number_of(const ScenarioKey& key) {
  json number{{"type", "number"}};
  add_range(number, key.low, key.high, key.may_be_unlimited);
  return number;
}

// Of a default; `inf` is no JSON.
json value_of(const TomlValue& toml) {
  if (const auto* text = std::get_if<std::string>(&toml.value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&toml.value)) return *whole;
  if (const auto* number = std::get_if<double>(&toml.value)) return std::isfinite(*number) ? json(*number) : json{};
  if (const auto* flag = std::get_if<bool>(&toml.value)) return *flag;
  json value;
  if (const auto* array = std::get_if<TomlArray>(&toml.value)) {
    for (const TomlValue& item : *array) value.push_back(value_of(item));
  } else if (const auto* table = toml.table()) {
    for (const auto& [name, item] : *table) value[name] = value_of(item);
  }
  return value;
}

void add_kind(json& entry, const ScenarioKey& key) {
  const auto parts = parts_of(key.kind);
  switch (key.kind) {
    case KeyKind::text:
      entry["type"] = "string";
      if (!key.choices.empty()) entry["enum"] = key.choices;
      break;
    case KeyKind::path:
      entry["type"] = "string";
      entry["minLength"] = 1;
      break;
    case KeyKind::boolean:
      entry["type"] = "boolean";
      break;
    case KeyKind::whole:
      entry["type"] = "integer";
      add_range(entry, key.low, key.high, key.may_be_unlimited);
      break;
    case KeyKind::number:
      entry["type"] = "number";
      add_range(entry, key.low, key.high, key.may_be_unlimited);
      break;
    case KeyKind::duration:
      entry["type"] = {"number", "string"};
      add_range(entry, key.low, key.high, key.may_be_unlimited);
      entry["pattern"] = kTimePattern;
      break;
    case KeyKind::date:
      entry["type"] = "string";
      entry["format"] = "date";
      entry["pattern"] = kDatePattern;
      break;
    case KeyKind::texts:
      entry["type"] = "array";
      entry["minItems"] = 1;
      entry["items"] = {{"type", "string"}, {"minLength", 1}};
      break;
    case KeyKind::names:
      entry["type"] = "array";
      entry["items"] = {{"type", "string"}, {"enum", key.choices}};
      break;
    case KeyKind::named_numbers: {
      entry["type"] = {"array", "object"};
      entry["items"] = number_of(key);
      entry["minItems"] = key.choices.size();
      entry["maxItems"] = key.choices.size();
      entry["additionalProperties"] = false;
      for (const auto name : key.choices) entry["properties"][std::string{name}] = number_of(key);
      break;
    }
    case KeyKind::shifts:
      entry["type"] = "array";
      entry["minItems"] = 1;
      entry["items"]["anyOf"] = {object_of(parts),
                                 {{"description", "the pieces of a split shift"},
                                  {"type", "array"},
                                  {"minItems", 1},
                                  {"items", object_of(parts)}}};
      break;
    case KeyKind::stops:
    case KeyKind::courses:
      entry["type"] = {"array", "string"};
      entry["minItems"] = 1;
      entry["items"] = object_of(parts);
      break;
    default:
      entry["type"] = "array";
      if (key.kind != KeyKind::destinations) entry["minItems"] = 1;
      entry["items"] = object_of(parts);
  }
}

json entry_of(const ScenarioKey& key) {
  json entry{{"description", description_of(key)}};
  add_kind(entry, key);
  if (!key.default_value.empty()) {
    const std::string date = key.kind == KeyKind::date ? "\"" : "";
    const auto parsed = parse_toml("value = " + date + key.default_value + date, "default");
    json value = value_of(*parsed.find("value"));
    if (!value.is_null()) entry["default"] = std::move(value);
  }
  return entry;
}

json table_of(std::string_view path) {
  return {{"description", table_meaning(path)}, {"type", "object"}, {"additionalProperties", false}};
}

// One service: each key as that of [service] or [fleet].
json one_service(const json& tables) {
  const auto referred = [&](const char* table) {
    json properties;
    for (const auto& [name, entry] : tables.at(table).at("properties").items()) {
      properties[name] = {{"$ref", fmt::format("#/properties/{}/properties/{}", table, name)}};
    }
    return properties;
  };
  json fleet = table_of("fleet");
  fleet["properties"] = referred("fleet");
  json properties{{"order", entry_of(service_order_key())}};
  properties.update(referred("service"));
  properties["fleet"] = std::move(fleet);
  return {{"description", "one service"},
          {"type", "object"},
          {"additionalProperties", false},
          {"properties", std::move(properties)}};
}

}  // namespace

std::string scenario_schema() {
  json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "A Navette scenario"},
              {"description", "Every key is explained in docs/scenario-format.md."},
              {"type", "object"},
              {"additionalProperties", false}};
  for (const ScenarioKey& key : scenario_keys()) {
    json* table = &schema;
    for (std::size_t dot = key.path.find('.'); dot != std::string::npos; dot = key.path.find('.', dot + 1)) {
      const std::string path = key.path.substr(0, dot);
      json& inner = (*table)["properties"][path.substr(path.rfind('.') + 1)];
      if (inner.is_null()) inner = table_of(path);
      table = &inner;
    }
    (*table)["properties"][key.path.substr(key.path.rfind('.') + 1)] = entry_of(key);
  }
  json services{{"description", table_meaning("services")}, {"type", "object"}};
  services["additionalProperties"] = one_service(schema.at("properties"));
  schema["properties"]["services"] = std::move(services);
  return schema.dump(2) + "\n";
}

}  // namespace navette
