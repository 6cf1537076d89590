#include "verify/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace navette::verify {

bool Findings::count(const char* rule) {
  auto found = totals_.find(rule);
  if (found == totals_.end()) {
    const auto& rules = verification_rules();
    const std::string_view name{rule};
    const bool listed = std::any_of(rules.begin(), rules.end(), [&](const auto& r) { return name == r.name; });
    if (!listed) throw std::logic_error{fmt::format("verify: rule {} is not listed", rule)};
    found = totals_.emplace(rule, 0).first;
  }
  return ++found->second <= kKeptPerRule;
}

void Findings::keep(const char* rule, std::string what) { kept_[rule].push_back(std::move(what)); }

void Findings::write_to(VerificationReport& report) {
  for (const auto& rule : verification_rules()) {
    const auto found = totals_.find(rule.name);
    if (found == totals_.end()) continue;
    report.totals[rule.name] = found->second;
    for (auto& what : kept_[rule.name]) report.violations.push_back({rule.name, std::move(what)});
  }
  report.notes = std::move(notes_);
}

std::string clock(std::int64_t time) {
  if (time == std::numeric_limits<std::int64_t>::min()) return "none";
  const std::int64_t t = time < 0 ? -time : time;
  return fmt::format("{}{}:{:02}:{:02}.{:03}", time < 0 ? "-" : "", t / 3'600'000, t / 60'000 % 60, t / 1'000 % 60,
                     t % 1'000);
}

}  // namespace navette::verify
