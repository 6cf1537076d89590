#pragma once

#include <string>

#include "io/explain/explained_run.h"
#include "io/explain/kept_run.h"

namespace navette {

/// Why a request was refused before any policy was asked, with the figures.
std::string why_refused_unasked(const ExplainedRequest& explained, const KeptRun& run, const World& world);

/// Why nobody heard of a request.
std::string why_never_made(NeverMadeCause cause);

/// Why one of several services did not look at its shuttles for the request.
std::string why_not_asked(const ExplainedRequest& explained, ServiceId service, const World& world);

}  // namespace navette
