#pragma once

#include <string>
#include <string_view>

#include "io/explain/explained_run.h"

namespace navette {

/// A time in words, "1 h 12 min 5 s". Rounded up, so that what is told is enough.
std::string spelled(Milliseconds time);
/// What a reason that a policy gives means, in brackets; empty: the sentence that follows says it.
std::string_view meaning(RefusalReason reason);
/// "7 min more wait"
std::string words(const Relaxation& relaxation, const ExplainedRequest& explained);
/// How the policy comes to its decisions, in one sentence.
std::string how_decided(const ExplainedRequest& explained);

}  // namespace navette
