#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verify/verify.h"

namespace navette::verify {

/// Collects violations; formats and keeps only the first few of each rule.
class Findings {
 public:
  static constexpr std::int64_t kKeptPerRule = 20;

  template <class... Args>
  void add(const char* rule, fmt::format_string<Args...> format, Args&&... args) {
    if (count(rule)) keep(rule, fmt::format(format, std::forward<Args>(args)...));
  }
  void note(std::string text) { notes_.push_back(std::move(text)); }

  [[nodiscard]] bool empty() const { return totals_.empty(); }
  /// Moves all that was found into the report, in the order of verification_rules().
  void write_to(VerificationReport& report);

 private:
  /// Counts one more; true if it is to be kept. Throws std::logic_error if no such rule is listed.
  bool count(const char* rule);
  void keep(const char* rule, std::string what);

  std::map<std::string, std::int64_t, std::less<>> totals_;
  std::map<std::string, std::vector<std::string>, std::less<>> kept_;
  std::vector<std::string> notes_;
};

/// A time of day as H:MM:SS.mmm, past 24 hours if need be; "none" for the missing time.
std::string clock(std::int64_t time);

}  // namespace navette::verify
