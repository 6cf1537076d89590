#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "core/errors.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/read_scenario.h"
#include "io/scenario/toml_document.h"

using namespace navette;
using nlohmann::json;

namespace {

const std::filesystem::path kProject{NAVETTE_SOURCE_DIR};

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in{file};
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, {}};
}

// All leaves of the schema that are no tables.
void collect(const json& table, const std::string& prefix, std::map<std::string, json>& leaves) {
  CHECK(table.at("additionalProperties") == false);
  for (const auto& [name, entry] : table.at("properties").items()) {
    if (name == "services") continue;  // has no keys of its own
    if (entry.at("type") == "object") {
      collect(entry, prefix + name + ".", leaves);
    } else {
      leaves[prefix + name] = entry;
    }
  }
}

std::string type_in_schema(KeyKind kind) {
  switch (kind) {
    case KeyKind::boolean:
      return "\"boolean\"";
    case KeyKind::whole:
      return "\"integer\"";
    case KeyKind::number:
      return "\"number\"";
    case KeyKind::duration:
      return R"(["number","string"])";
    case KeyKind::places:
    case KeyKind::shifts:
    case KeyKind::destinations:
    case KeyKind::hours:
    case KeyKind::breakdowns:
    case KeyKind::closures:
    case KeyKind::hubs:
    case KeyKind::texts:
    case KeyKind::names:
      return "\"array\"";
    case KeyKind::stops:
    case KeyKind::courses:
      return R"(["array","string"])";
    case KeyKind::named_numbers:
      return R"(["array","object"])";
    default:
      return "\"string\"";
  }
}

// Not `default`: the one of an unlimited key is no JSON.
json default_in_schema(const ScenarioKey& key) {
  if (key.default_value.empty() || key.default_value == "inf") return {};
  if (key.kind == KeyKind::date) return std::string{key.default_value};
  if (key.kind == KeyKind::shifts) {
    json shifts;
    const auto parsed = parse_toml("value = " + std::string{key.default_value}, "default");
    for (const auto& shift : std::get<TomlArray>(parsed.find("value")->value)) {
      shifts.push_back({{"start", std::get<std::string>(shift.find("start")->value)},
                        {"end", std::get<std::string>(shift.find("end")->value)}});
    }
    return shifts;
  }
  return json::parse(key.default_value);
}

}  // namespace

TEST_CASE("the schema for editors knows the reader's keys, their types, ranges, choices and defaults") {
  std::map<std::string, json> leaves;
  collect(json::parse(text_of(kProject / "scenarios" / "scenario.schema.json")), "", leaves);
  std::set<std::string> in_schema;
  for (const auto& [path, entry] : leaves) in_schema.insert(path);
  std::set<std::string> in_reader;
  for (const auto& key : scenario_keys()) in_reader.insert(std::string{key.path});
  CHECK(in_schema == in_reader);
  for (const auto& key : scenario_keys()) {
    INFO(key.path);
    const json& entry = leaves.at(std::string{key.path});
    CHECK(entry.at("type").dump() == type_in_schema(key.kind));
    CHECK_FALSE(entry.at("description").get<std::string>().empty());
    CHECK(entry.value("default", json{}) == default_in_schema(key));
    CHECK(entry.contains("minimum") == std::isfinite(key.low));
    CHECK(entry.contains("maximum") == std::isfinite(key.high));
    CHECK(entry.value("minimum", key.low) == key.low);
    CHECK(entry.value("maximum", key.high) == key.high);
    const std::set<std::string> choices(key.choices.begin(), key.choices.end());
    std::set<std::string> in_entry = entry.value("enum", std::set<std::string>{});
    if (key.kind == KeyKind::names) in_entry = entry.at("items").at("enum").get<std::set<std::string>>();
    if (key.kind == KeyKind::named_numbers) {
      for (const auto& [name, number] : entry.at("properties").items()) {
        in_entry.insert(name);
        CHECK(number.at("minimum") == key.low);
        CHECK(number.at("maximum") == key.high);
      }
      CHECK(entry.at("minItems") == choices.size());
      CHECK(entry.at("maxItems") == choices.size());
      CHECK(entry.at("items").at("minimum") == key.low);
    }
    CHECK(in_entry == choices);
  }
}

TEST_CASE("the schema allows each service the keys of [service] and [fleet], and its order") {
  const json schema = json::parse(text_of(kProject / "scenarios" / "scenario.schema.json"));
  const json& one = schema.at("properties").at("services").at("additionalProperties");
  CHECK(one.at("additionalProperties") == false);
  std::set<std::string> in_schema;
  for (const auto& [name, entry] : one.at("properties").items()) {
    if (name != "fleet" && name != "order") {
      in_schema.insert("service." + name);
      CHECK(entry.at("$ref") == "#/properties/service/properties/" + name);
    }
  }
  for (const auto& [name, entry] : one.at("properties").at("fleet").at("properties").items()) {
    in_schema.insert("fleet." + name);
    CHECK(entry.at("$ref") == "#/properties/fleet/properties/" + name);
  }
  std::set<std::string> in_reader;
  for (const auto& key : scenario_keys()) {
    const auto table = key.path.substr(0, key.path.find('.'));
    if (table == "service" || table == "fleet") in_reader.insert(std::string{key.path});
  }
  CHECK(in_schema == in_reader);
  CHECK(one.at("properties").contains("order"));
}

TEST_CASE("every key is documented, and every default of a table row is the reader's") {
  const std::string document = text_of(kProject / "docs" / "scenario-format.md");
  for (const auto& key : scenario_keys()) {
    const std::string name = "`" + std::string{key.path} + "`";
    INFO(name);
    const auto at = document.find(name);
    REQUIRE(at != std::string::npos);
    if (document.substr(at - 2, 2) != "| " || key.default_value.empty()) continue;
    const std::string row = document.substr(at, document.find('\n', at) - at);
    std::string shown{key.default_value};
    if (shown.size() > 2 && shown.substr(shown.size() - 2) == ".0") shown.resize(shown.size() - 2);
    CHECK_THAT(row, Catch::Contains("| " + shown + " |") || Catch::Contains("| `" + shown + "` |"));
  }
}

TEST_CASE("no document names a key that does not exist") {
  const std::string document = text_of(kProject / "docs" / "scenario-format.md");
  for (std::size_t at = document.find('`'); at != std::string::npos; at = document.find('`', at + 1)) {
    const auto end = document.find('`', at + 1);
    if (end == std::string::npos) break;
    const std::string word = document.substr(at + 1, end - at - 1);
    at = end;
    const auto dot = word.find('.');
    if (dot == std::string::npos || word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") != std::string::npos)
      continue;
    if (!is_scenario_table(word.substr(0, dot))) continue;
    INFO(word);
    CHECK(find_scenario_key(word) != nullptr);
  }
}

TEST_CASE("the shipped scenarios are read without a warning") {
  for (const char* name : {"canton", "given-demand"}) {
    INFO(name);
    std::vector<std::string> warnings;
    const Scenario scenario = read_scenario(kProject / "scenarios" / name / "scenario.toml", {}, warnings);
    CHECK(warnings.empty());
    CHECK((scenario.synthetic_demand || scenario.requests.size() >= 20));
    CHECK(scenario.services[0].shuttles.size() >= 2);
  }
}

TEST_CASE("scenarios of real territories ask for their roads and for nothing else") {
  for (const char* name : {"isle-of-man", "your-territory"}) {
    INFO(name);
    const auto file = kProject / "scenarios" / name / "scenario.toml";
    std::vector<std::string> warnings;
    try {
      (void)read_scenario(file, {}, warnings);
      FAIL("it was read without roads");
    } catch (const InputError& error) {
      REQUIRE(error.messages().size() == 1);
      CHECK_THAT(error.messages()[0],
                 Catch::Contains("territory.roads is missing") && Catch::Contains("--set territory.roads="));
    }
    const auto roads = kProject / "scenarios" / "canton" / "canton.osm.pbf";
    const Scenario scenario = read_scenario(file, {"territory.roads=" + roads.string()}, warnings);
    CHECK(warnings.empty());
    CHECK(scenario.synthetic_demand);
    CHECK(scenario.services[0].fleet_rule.applies == scenario.services[0].shuttles.empty());
  }
}
