// The files that the scenario names, against those that /inputs lists.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.inputs";
constexpr std::array<const char*, 3> kAlwaysListed{"territory.roads", "demand.requests", "fleet.shuttles"};

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// A key of the scenario that names a file; of a folder, the path begins with it.
bool names(const ScenarioValue& value, const std::string& path) {
  if (value.kind == ScenarioValue::Kind::list) {
    return std::any_of(value.list.begin(), value.list.end(), [&](const auto& one) { return names(one, path); });
  }
  if (value.kind != ScenarioValue::Kind::text || value.text.empty()) return false;
  const std::string folder = value.text.ends_with('/') ? value.text : value.text + "/";
  return path == value.text || path.starts_with(folder);
}

}  // namespace

void compare_inputs(const Statements& s) {
  if (!s.file.has("/inputs/key")) return;  // a file of an earlier version
  try {
    const auto keys = s.file.texts("/inputs/key");
    const auto paths = s.file.texts("/inputs/path");
    const auto hashes = s.file.texts("/inputs/sha256");
    if (paths.size() != keys.size() || hashes.size() != keys.size()) {
      return s.findings.add("tables.lengths", "the columns of /inputs are not equally long");
    }
    for (std::size_t k = 0; k < keys.size(); ++k) {
      const ScenarioValue& value = s.scenario.at(keys[k]);
      // Keys of tables in a list, the scenario's reader does not find by a path.
      const bool wrong = value.there() ? !names(value, paths[k]) : keys[k].find('[') == std::string::npos;
      if (wrong) s.findings.add(kRule, "/inputs: {} is {}, which the scenario does not say", keys[k], paths[k]);
      if (!is_hash(hashes[k])) s.findings.add(kRule, "/inputs: the hash of {} is none", paths[k]);
      const bool roads = keys[k] == "territory.roads";
      if (roads && s.file.text_attribute("/", "roads_sha256") != hashes[k]) {
        s.findings.add(kRule, "roads_sha256 is not the hash of territory.roads in /inputs");
      }
    }
    for (const char* key : kAlwaysListed) {
      const auto as_text = s.scenario.at(key).as_text();
      if (!as_text || as_text->empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      s.findings.add(kRule, "{} of the scenario is not in /inputs", key);
    }
  } catch (const ReadFailure& failure) {
    s.findings.add("tables.present", "{}", failure.what);
  }
}

}  // namespace navette::verify
