#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace navette {

/// One rule broken in one place.
struct Violation {
  std::string rule;  // stable name, e.g. "promises.kept"; meanings: verification_rules()
  std::string what;
};

/// What an independent look at one results file found.
struct VerificationReport {
  std::int64_t replications = 0;  // rows of a file of replications; 0: a single run
  std::int64_t requests = 0;
  std::int64_t events = 0;
  std::vector<Violation> violations;           // by rule, the first few of each
  std::map<std::string, std::int64_t> totals;  // rule broken -> how often
  std::vector<std::string> notes;              // what was sampled, left out, or told by the run itself
  std::string canonical_hash;                  // 64 hex digits; empty if the tables cannot be read

  /// Violations of all rules together, those not listed included.
  [[nodiscard]] std::int64_t total() const;
};

/// A rule that every results file must keep.
struct VerificationRule {
  const char* name;
  const char* meaning;  // one sentence, in a planner's words
};

/// All rules, in the order in which they are checked.
const std::vector<VerificationRule>& verification_rules();

/// Checks a whole run from its file alone. Knows the file's description and the service's rules, and shares no code
/// with the simulation. Rules after `tables` and `network` are checked only if those hold: without them the other
/// tables have no meaning.
/// A file of replications keeps indicators only: of it, the seeds, and that the indicators fit together, are checked.
/// Throws InputError if the file cannot be opened, is not a results file of ours, or has an unknown schema version.
VerificationReport verify_file(const std::filesystem::path& path);

}  // namespace navette
