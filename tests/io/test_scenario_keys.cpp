#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "core/errors.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/keys/scenario_schema.h"
#include "io/scenario/read_scenario.h"
#include "io/scenario/toml_document.h"
#include "support/temporary_folder.h"

using namespace navette;
using nlohmann::json;

namespace {

const std::filesystem::path kProject{NAVETTE_SOURCE_DIR};

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in{file};
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, {}};
}

// "service.hubs" in the schema.
const json& entry_of(const json& schema, std::string_view path) {
  const json* at = &schema;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t dot = std::min(path.find('.', begin), path.size());
    at = &at->at("properties").at(std::string{path.substr(begin, dot - begin)});
    begin = dot + 1;
  }
  return *at;
}

std::set<std::string> names_in(const json& object) {
  std::set<std::string> names;
  for (const auto& [name, entry] : object.items()) names.insert(name);
  return names;
}

}  // namespace

TEST_CASE("every key has its place, range, choices and default in the schema") {
  const json schema = json::parse(scenario_schema());
  for (const auto& key : scenario_keys()) {
    INFO(key.path);
    const json& entry = entry_of(schema, key.path);
    CHECK_FALSE(entry.at("description").get<std::string>().empty());
    const json& range = key.kind == KeyKind::named_numbers ? entry.at("items") : entry;
    if (std::isfinite(key.low)) CHECK(range.at("minimum") == key.low);
    if (std::isfinite(key.high)) {
      CHECK((key.may_be_unlimited ? range.at("anyOf").at(0) : range).at("maximum") == key.high);
    }
    const std::set<std::string> choices(key.choices.begin(), key.choices.end());
    if (key.kind == KeyKind::named_numbers) {
      CHECK(names_in(entry.at("properties")) == choices);
    } else if (!choices.empty()) {
      CHECK((key.kind == KeyKind::names ? entry.at("items") : entry).at("enum").get<std::set<std::string>>() ==
            choices);
    }
    const bool says = !key.default_value.empty() && key.default_value != "inf";
    CHECK(entry.contains("default") == says);
  }
}

TEST_CASE("the schema allows each service the keys of [service] and [fleet], and its order") {
  const json schema = json::parse(scenario_schema());
  const json& one = schema.at("properties").at("services").at("additionalProperties");
  CHECK(one.at("additionalProperties") == false);
  auto expected = names_in(schema.at("properties").at("service").at("properties"));
  expected.insert({"fleet", "order"});
  CHECK(names_in(one.at("properties")) == expected);
  CHECK(names_in(one.at("properties").at("fleet").at("properties")) ==
        names_in(schema.at("properties").at("fleet").at("properties")));
  CHECK(one.at("properties").at("stops").at("$ref") == "#/properties/service/properties/stops");
}

TEST_CASE("every key and every table says what it is, and no two keys have one path") {
  std::set<std::string> paths;
  for (const auto& key : scenario_keys()) {
    INFO(key.path);
    CHECK(paths.insert(key.path).second);
    CHECK_FALSE(key.meaning.empty());
    for (auto dot = key.path.find('.'); dot != std::string::npos; dot = key.path.find('.', dot + 1)) {
      CHECK_FALSE(table_meaning(key.path.substr(0, dot)).empty());
    }
  }
}

TEST_CASE("a scenario that states every default is the one that states none") {
  const auto roads = "roads = \"" + (kProject / "scenarios" / "canton" / "canton.osm.pbf").string() + "\"\n";
  TomlValue stated = parse_toml("[territory]\n" + roads, "stated");
  for (const auto& key : scenario_keys()) {
    if (key.default_value.empty()) continue;
    stated.put(key.path, *parse_toml("value = " + key.default_value, "default").find("value"));
  }
  TemporaryFolder files;
  std::vector<std::string> warnings;
  const Scenario spoken = read_scenario(files.write("stated.toml", to_toml(stated)), {}, warnings);
  const Scenario silent = read_scenario(files.write("silent.toml", "[territory]\n" + roads), {}, warnings);
  CHECK(spoken.effective_toml == silent.effective_toml);
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
