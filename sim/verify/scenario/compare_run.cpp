// What the scenario says of the run as a whole, against the attributes of the file.
#include "verify/scenario/statements.h"

namespace navette::verify {
namespace {

constexpr const char* kRule = "scenario.run";
constexpr const char* kTitle = "Navette results: ";
constexpr const char* kInPython = "python:";  // decided in place of the scenario's policy

void compare_policy(const Statements& s, const std::string& object) {
  const std::string policy = s.file.text_attribute(object, "policy").value_or("");
  if (!policy.starts_with(kInPython)) {
    s.compare(kRule, "policy of " + object, policy, "dispatch.policy", s.scenario.at("dispatch.policy").as_text());
  }
  s.compare(kRule, "waiting of " + object, s.file.text_attribute(object, "waiting").value_or(""), "dispatch.waiting",
            s.scenario.at("dispatch.waiting").as_text());
}

}  // namespace

void compare_run(const Statements& s) {
  const ScenarioValue& first_day = s.scenario.at("run.first_day");
  const bool is_day = first_day.kind == ScenarioValue::Kind::date || first_day.kind == ScenarioValue::Kind::text;
  s.compare(kRule, "seed", s.file.integer_attribute("/", "seed").value_or(-1), "run.seed",
            s.scenario.at("run.seed").as_whole());
  s.compare(kRule, "days", s.file.integer_attribute("/", "days").value_or(-1), "run.days",
            s.scenario.at("run.days").as_whole());
  s.compare(kRule, "first_day", s.file.text_attribute("/", "first_day").value_or(""), "run.first_day",
            is_day ? std::optional{first_day.text} : std::nullopt);
  s.compare(kRule, "title", s.file.text_attribute("/", "title").value_or(""), "territory.name",
            std::optional{kTitle + s.scenario.at("territory.name").as_text().value_or("")});
  compare_policy(s, "/");
  compare_policy(s, "/rules");
  if (s.file.text_attribute("/", "policy") != s.file.text_attribute("/rules", "policy")) {
    s.findings.add(kRule, "the policies of / and /rules differ");
  }
}

}  // namespace navette::verify
